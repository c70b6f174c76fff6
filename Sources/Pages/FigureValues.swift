import Analyses
import Charts
import Files

/// The numbers of a figure and their places as the page's script reads them, JSON: a list of grids, each with
/// rows and columns as `[label, start, end]`, lengths in per mille of the figure's height and width, and the
/// numbers by row.
struct FigureValues {
    let figure: PairFigure

    init(_ figure: PairFigure) { self.figure = figure }

    private struct Band: Encodable {
        let label: String
        let start: Int
        let end: Int

        func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            try list.encode(label)
            try list.encode(start)
            try list.encode(end)
        }
    }

    private struct Grid: Encodable {
        let rows: [Band]
        let columns: [Band]
        /// Four decimals; `null` for what is no number.
        let values: [[Double?]]
    }

    /// Empty without numbers.
    var json: String {
        guard !figure.values.isEmpty else { return "" }
        // Of the figure in points.
        let (width, height) = (0.75 * Double(figure.width), 0.75 * Double(figure.height))
        let grids = figure.values.map { grid in
            Grid(
                rows: grid.rows.map { band($0, of: height) },
                columns: grid.columns.map { band($0, of: width) },
                values: grid.values.map { $0.map(rounded) })
        }
        return (try? CompactJSON.encode(grids)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private func band(_ band: ValueGrid.Band, of length: Double) -> Band {
        func perMille(_ place: Double) -> Int {
            let place = 1000 * place / length
            return place.isFinite ? Int(min(max(place, 0), 1000).rounded()) : 0
        }
        return Band(label: band.label, start: perMille(band.start), end: perMille(band.end))
    }

    private func rounded(_ value: Double) -> Double? {
        value.isFinite ? (value * 10_000).rounded() / 10_000 : nil
    }
}
