/// The numbers of a chart with the places where they are drawn, so that a page can show a number beside
/// the pointer.
///
/// A row and a column cross where a number stands: a cell of a heatmap. The bands of a bar chart's row, or
/// of the lines of a line chart, all span the whole plot, so that a place above a label means all numbers
/// with that label.
package struct ValueGrid: Hashable, Sendable {
    /// What a row or column is called, and where it begins and ends, in points from the figure's upper
    /// left corner.
    package struct Band: Hashable, Sendable {
        package var label: String
        package var start: Double
        package var end: Double

        package init(_ label: String, _ start: Double, _ end: Double) {
            self.label = label
            self.start = start
            self.end = end
        }

        fileprivate func moved(by distance: Double) -> Band {
            Band(label, start + distance, end + distance)
        }
    }

    package var rows: [Band]
    package var columns: [Band]
    /// [rows][columns]
    package var values: [[Double]]

    package init(rows: [Band], columns: [Band], values: [[Double]]) {
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// The same in a figure in which its own figure stands somewhere.
    func moved(to origin: Point) -> ValueGrid {
        ValueGrid(
            rows: rows.map { $0.moved(by: origin.y) },
            columns: columns.map { $0.moved(by: origin.x) }, values: values)
    }
}

extension BandScale {
    /// A band with a label, as wide as its slot: what is between two bars belongs to the nearer one.
    func slot(_ index: Int, _ label: String) -> ValueGrid.Band {
        let center = center(index)
        return ValueGrid.Band(label, center - step / 2, center + step / 2)
    }
}

extension Rect {
    /// The whole height as a band.
    func rows(_ label: String) -> ValueGrid.Band { ValueGrid.Band(label, minY, maxY) }

    /// The whole width as a band.
    func columns(_ label: String) -> ValueGrid.Band { ValueGrid.Band(label, minX, maxX) }
}
