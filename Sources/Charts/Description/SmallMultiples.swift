/// A grid of little heatmaps with one colour scale, such as the attention of every head of every
/// layer.
///
/// ```swift
/// let chart = SmallMultiples(
///     title: "Attention in every head", rowLabels: ["L0", "L1"], columnLabels: ["0", "1", "2"],
///     panels: attention,  // layers × heads × from tokens × to tokens
///     rowTitle: "layer", columnTitle: "head", valueTitle: "attention")
/// let png = try ChartRenderer().png(chart)
/// ```
public struct SmallMultiples: Hashable, Sendable {
    /// The place of a panel, counted from 0.
    public struct Position: Hashable, Sendable {
        public var row: Int
        public var column: Int

        public init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    public var title: String?
    public var subtitle: String?
    /// A part of the subtitle, or of a title without one, in Unicode scalars: that text takes one line, which
    /// is cut around this part where it is too long.
    public var focus: Range<Int>?
    /// Names of the rows of panels.
    public var rowLabels: [String]
    /// Names of the columns of panels.
    public var columnLabels: [String]
    /// Rows × columns of tables, each rows × columns of numbers. NaN and infinite numbers give a
    /// hatched cell, an empty table a hatched panel.
    ///
    /// In a panel with more cells than can be told apart, each cell stands for the largest number
    /// of a block, and a note says so.
    public var panels: [[[[Double]]]]
    public var rowTitle: String?
    public var columnTitle: String?
    /// Title of the colour bar.
    public var valueTitle: String?
    /// Values at the ends of the colour map; `nil` takes the smallest and the largest number of all
    /// panels. Above 0 on a logarithmic scale.
    public var colorRange: ClosedRange<Double>?
    /// `nil` for that of the theme.
    public var colorMap: ColorMap?
    public var colorScale: ColorScaleKind
    public var showsColorBar: Bool
    /// Panels with a frame.
    public var markedPanels: Set<Position>
    /// Columns of every table that do not count for the scale, counted from 0; those that a table does not
    /// have mean nothing. Where their numbers are above its end, the cells are grey.
    public var apartColumns: Set<Int>
    /// Rows of every table that do not count for the scale, counted from 0.
    public var apartRows: Set<Int>

    public init(
        title: String? = nil,
        subtitle: String? = nil,
        rowLabels: [String],
        columnLabels: [String],
        panels: [[[[Double]]]],
        rowTitle: String? = nil,
        columnTitle: String? = nil,
        valueTitle: String? = nil,
        colorRange: ClosedRange<Double>? = nil,
        colorMap: ColorMap? = nil,
        colorScale: ColorScaleKind = .linear,
        showsColorBar: Bool = true,
        markedPanels: Set<Position> = [],
        apartColumns: Set<Int> = [],
        apartRows: Set<Int> = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.rowLabels = rowLabels
        self.columnLabels = columnLabels
        self.panels = panels
        self.rowTitle = rowTitle
        self.columnTitle = columnTitle
        self.valueTitle = valueTitle
        self.colorRange = colorRange
        self.colorMap = colorMap
        self.colorScale = colorScale
        self.showsColorBar = showsColorBar
        self.markedPanels = markedPanels
        self.apartColumns = apartColumns
        self.apartRows = apartRows
    }
}

extension SmallMultiples {
    /// - Throws: `ChartError.empty`, `.countMismatch`, `.indexOutOfRange`, `.infiniteRange`,
    ///   `.notPositive`, `.notFinite`.
    func validate() throws {
        let name = "SmallMultiples"
        guard !rowLabels.isEmpty else { throw ChartError.empty(chart: name, items: "rowLabels") }
        guard !columnLabels.isEmpty else {
            throw ChartError.empty(chart: name, items: "columnLabels")
        }
        guard panels.count == rowLabels.count else {
            throw ChartError.countMismatch(
                place: "\(name).panels", items: "rows (one per row label)",
                expected: rowLabels.count, found: panels.count)
        }
        for (row, tables) in panels.enumerated() {
            guard tables.count == columnLabels.count else {
                throw ChartError.countMismatch(
                    place: "\(name).panels[\(row)]", items: "panels (one per column label)",
                    expected: columnLabels.count, found: tables.count)
            }
            for (column, table) in tables.enumerated() {
                let width = table.first?.count ?? 0
                for (index, numbers) in table.enumerated() where numbers.count != width {
                    throw ChartError.countMismatch(
                        place: "\(name).panels[\(row)][\(column)][\(index)]",
                        items: "numbers (as many as the panel's first row)",
                        expected: width, found: numbers.count)
                }
            }
        }
        try requireIndices(
            Set(markedPanels.map(\.row)), rowLabels.count, "\(name).markedPanels rows")
        try requireIndices(
            Set(markedPanels.map(\.column)), columnLabels.count, "\(name).markedPanels columns")
        try colorScale.validate(colorRange, chart: name)
    }
}
