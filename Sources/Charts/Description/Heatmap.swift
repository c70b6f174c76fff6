/// A table of numbers as coloured cells; the first row is at the top.
///
/// Two columns or rows with the same label stay two.
/// ```swift
/// let chart = Heatmap(
///     rowLabels: ["L0", "L1"], columnLabels: ["the", "bank", "."],
///     values: [[0.1, 0.7, 0.2], [0.3, 0.3, 0.4]], markedColumns: [1])
/// let svg = try ChartRenderer().svg(chart)
/// ```
public struct Heatmap: Hashable, Sendable {
    public var title: String?
    public var subtitle: String?
    /// A part of the subtitle, or of a title without one, in Unicode scalars: that text takes one line, which
    /// is cut around this part where it is too long.
    public var focus: Range<Int>?
    public var rowLabels: [String]
    public var columnLabels: [String]
    /// Numbers, rows × columns. NaN and infinite numbers give a hatched cell, which the colour bar
    /// names.
    public var values: [[Double]]
    public var rowTitle: String?
    public var columnTitle: String?
    /// Title of the colour bar.
    public var valueTitle: String?
    /// Values at the ends of the colour map; `nil` takes the smallest and the largest number that
    /// have a place on the scale. Numbers beyond get the colour of the nearer end. Above 0 on a
    /// logarithmic scale; a diverging one widens it until both sides are equally long.
    public var colorRange: ClosedRange<Double>?
    /// `nil` for that of the theme.
    public var colorMap: ColorMap?
    public var colorScale: ColorScaleKind
    public var showsColorBar: Bool
    /// Columns with a bold label and a frame, counted from 0.
    public var markedColumns: Set<Int>
    /// Rows with a bold label and a frame, counted from 0.
    public var markedRows: Set<Int>
    /// Columns that stand for others, which are left out: a label above empty space, whatever their numbers.
    public var gapColumns: Set<Int>
    /// Rows that stand for others, which are left out.
    public var gapRows: Set<Int>
    /// Columns that do not count for the scale, counted from 0: without a `colorRange` it spans the
    /// others. Where their numbers are above its end, the cells are grey, and the colour bar says so.
    public var apartColumns: Set<Int>
    /// Rows that do not count for the scale, counted from 0.
    public var apartRows: Set<Int>
    /// Writes each number into its cell when all of them fit, in black or white.
    public var showsValues: Bool
    /// Digits after the decimal point of those numbers; `nil` takes what the data asks for and the
    /// cells allow.
    public var valueDecimals: Int?

    public init(
        title: String? = nil,
        subtitle: String? = nil,
        rowLabels: [String],
        columnLabels: [String],
        values: [[Double]],
        rowTitle: String? = nil,
        columnTitle: String? = nil,
        valueTitle: String? = nil,
        colorRange: ClosedRange<Double>? = nil,
        colorMap: ColorMap? = nil,
        colorScale: ColorScaleKind = .linear,
        showsColorBar: Bool = true,
        markedColumns: Set<Int> = [],
        markedRows: Set<Int> = [],
        gapColumns: Set<Int> = [],
        gapRows: Set<Int> = [],
        apartColumns: Set<Int> = [],
        apartRows: Set<Int> = [],
        showsValues: Bool = true,
        valueDecimals: Int? = nil
    ) {
        self.title = title
        self.subtitle = subtitle
        self.rowLabels = rowLabels
        self.columnLabels = columnLabels
        self.values = values
        self.rowTitle = rowTitle
        self.columnTitle = columnTitle
        self.valueTitle = valueTitle
        self.colorRange = colorRange
        self.colorMap = colorMap
        self.colorScale = colorScale
        self.showsColorBar = showsColorBar
        self.markedColumns = markedColumns
        self.markedRows = markedRows
        self.gapColumns = gapColumns
        self.gapRows = gapRows
        self.apartColumns = apartColumns
        self.apartRows = apartRows
        self.showsValues = showsValues
        self.valueDecimals = valueDecimals
    }
}

extension Heatmap {
    /// The table with its rows as columns.
    public func transposed() -> Heatmap {
        var copy = self
        (copy.rowLabels, copy.columnLabels) = (columnLabels, rowLabels)
        (copy.rowTitle, copy.columnTitle) = (columnTitle, rowTitle)
        (copy.markedRows, copy.markedColumns) = (markedColumns, markedRows)
        (copy.gapRows, copy.gapColumns) = (gapColumns, gapRows)
        (copy.apartRows, copy.apartColumns) = (apartColumns, apartRows)
        copy.values = columnLabels.indices.map { column in
            values.map { $0.indices.contains(column) ? $0[column] : .nan }
        }
        return copy
    }

    /// The table with its columns from the last to the first, for items that are read from right to left.
    public func mirrored() -> Heatmap {
        func mirrored(_ columns: Set<Int>) -> Set<Int> {
            Set(columns.map { columnLabels.count - 1 - $0 })
        }
        var copy = self
        copy.columnLabels.reverse()
        copy.values = values.map { $0.reversed() }
        copy.markedColumns = mirrored(markedColumns)
        copy.gapColumns = mirrored(gapColumns)
        copy.apartColumns = mirrored(apartColumns)
        return copy
    }

    /// Whether a cell stands for others that are left out.
    func isGap(_ row: Int, _ column: Int) -> Bool {
        gapRows.contains(row) || gapColumns.contains(column)
    }

    /// - Throws: `ChartError.empty`, `.countMismatch`, `.indexOutOfRange`, `.infiniteRange`,
    ///   `.notPositive`, `.notFinite`.
    func validate() throws {
        guard !rowLabels.isEmpty else {
            throw ChartError.empty(chart: "Heatmap", items: "rowLabels")
        }
        guard !columnLabels.isEmpty else {
            throw ChartError.empty(chart: "Heatmap", items: "columnLabels")
        }
        guard values.count == rowLabels.count else {
            throw ChartError.countMismatch(
                place: "Heatmap.values", items: "rows (one per row label)",
                expected: rowLabels.count, found: values.count)
        }
        for (row, numbers) in values.enumerated() where numbers.count != columnLabels.count {
            throw ChartError.countMismatch(
                place: "Heatmap.values[\(row)]", items: "numbers (one per column label)",
                expected: columnLabels.count, found: numbers.count)
        }
        try requireIndices(markedColumns, columnLabels.count, "Heatmap.markedColumns")
        try requireIndices(markedRows, rowLabels.count, "Heatmap.markedRows")
        try requireIndices(gapColumns, columnLabels.count, "Heatmap.gapColumns")
        try requireIndices(gapRows, rowLabels.count, "Heatmap.gapRows")
        try requireIndices(apartColumns, columnLabels.count, "Heatmap.apartColumns")
        try requireIndices(apartRows, rowLabels.count, "Heatmap.apartRows")
        try colorScale.validate(colorRange, chart: "Heatmap")
    }
}

/// - Throws: `ChartError.indexOutOfRange`.
func requireIndices(_ marks: Set<Int>, _ count: Int, _ place: String) throws {
    // The smallest offender, so that the message does not depend on the order of a set.
    if let index = marks.filter({ $0 < 0 || $0 >= count }).min() {
        throw ChartError.indexOutOfRange(place: place, index: index, count: count)
    }
}
