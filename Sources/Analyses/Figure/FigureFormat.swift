import Charts
import Encoder

/// The format of a figure's file.
package enum FigureFormat: String, CaseIterable, Sendable {
    case png, svg, pdf

    /// The format that a file's name ends in.
    /// - Throws: `FigureError.unknownFormat`.
    package init(path: String) throws {
        guard let ending = FilePath.ending(of: path)?.lowercased(),
            let format = Self(rawValue: ending)
        else {
            throw FigureError.unknownFormat(name: path)
        }
        self = format
    }

    /// Draws a chart.
    package func render(_ chart: some Chart, _ renderer: ChartRenderer) throws -> [UInt8] {
        switch self {
        case .png: try renderer.png(chart)
        case .svg: try renderer.svg(chart)
        case .pdf: try renderer.pdf(chart)
        }
    }
}
