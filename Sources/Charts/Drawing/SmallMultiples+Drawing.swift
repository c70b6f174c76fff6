extension SmallMultiples: Chart {
    public var body: ChartBody { ChartBody(drawing: self) }
}

extension SmallMultiples: PlannedDrawing {
    func defaultSize(_ theme: Theme) -> FigureSize {
        // Wide enough to see the pattern of a head, narrow enough for a page.
        let step = min(max(560 / Double(columnLabels.count), 34), 120)
        let rowStep = step * min(max(aspect, 0.5), 2)
        var size = DefaultSize(
            title: title, subtitle: subtitle, focus: focus, columns: columnLabels, rows: rowLabels,
            theme: theme
        ).figure(plotHeight: min(max(rowStep * Double(rowLabels.count), 60), 1500))
        let longest = rowLabels.lazy.map(\.unicodeScalars.count).max() ?? 0
        let sides = 100 + min(0.6 * theme.labelSize * Double(longest), 120)
        size.width = min(max(step * Double(columnLabels.count) + sides, 280), 1000).rounded()
        return size
    }

    /// Height of a table by its width.
    private var aspect: Double {
        let table = panels.lazy.joined().first { !($0.first ?? []).isEmpty } ?? [[0]]
        return Double(table.count) / Double(max(table.first?.count ?? 1, 1))
    }

    func plan(on surface: any Surface, theme: Theme, labelLayout: LabelLayout) -> ChartPlan {
        let scale = scale(theme)
        let rows = Set(markedPanels.map(\.row))
        let columns = Set(markedPanels.map(\.column))
        let labels = CategoryAxis(
            .top, labels: columnLabels, marks: columns, title: columnTitle,
            labelLayout: labelLayout,
            on: surface, theme: theme)
        let rowAxis = CategoryAxis(
            .left, labels: rowLabels, marks: rows, title: rowTitle, on: surface, theme: theme)
        var plan = ChartPlan(
            header: Header(
                title, subtitle, focus: focus, legend: legend(theme), on: surface, theme: theme),
            parts: [labels, rowAxis] + colorBar(on: surface, theme: theme),
            minimum: Size(
                width: 3 * Double(columnLabels.count), height: 3 * Double(rowLabels.count))
        ) { plot in
            drawPanels(grid(plot), scale, on: surface, theme)
        }
        plan.labelLayout = labels.labelLayout
        plan.leavesOutLabels = { labels.leavesOutLabels($0) || rowAxis.leavesOutLabels($0) }
        plan.note = { note(grid($0)) }
        return plan
    }

    var outline: PlotOutline { PlotOutline(labels: .above, columns: columnLabels) }

    // MARK: Scales

    var allValues: NestedValues { NestedValues(panels.flatMap { $0 }) }

    var apartValues: [Double] {
        apartRows.isEmpty && apartColumns.isEmpty ? [] : numbers(apart: true)
    }

    var scaledValues: [Double]? {
        if apartRows.isEmpty, apartColumns.isEmpty { return nil }
        let scaled = numbers(apart: false)
        return scaled.isEmpty ? nil : scaled
    }

    /// The numbers of the rows and columns that do not count for the scale, or of the others.
    private func numbers(apart: Bool) -> [Double] {
        panels.joined().flatMap { self.numbers(of: $0, apart: apart) }
    }

    /// The same of one table.
    private func numbers(of table: [[Double]], apart: Bool) -> [Double] {
        table.enumerated().flatMap { row, numbers in
            numbers.enumerated().lazy.filter { isApart(row, $0.offset) == apart }.map(\.element)
        }
    }

    /// The numbers of a table that count for the scale; all where none do.
    func scaledNumbers(of table: [[Double]]) -> [Double] {
        let scaled = numbers(of: table, apart: false)
        return scaled.isEmpty ? Array(table.joined()) : scaled
    }

    private func isApart(_ row: Int, _ column: Int) -> Bool {
        apartRows.contains(row) || apartColumns.contains(column)
    }

    // MARK: Panels

    private func grid(_ plot: Rect) -> CellGrid {
        CellGrid(rows: rowLabels.count, columns: columnLabels.count, in: plot, spacing: 0.1)
    }

    /// Cells below this size, in points, are joined.
    private static let smallestCell = 0.5

    private static func mostCells(_ length: Double) -> Int {
        max(Int(min(length / smallestCell, 1e6)), 1)
    }

    private func note(_ grid: CellGrid) -> String? {
        let rows = Self.mostCells(grid.rows.bandwidth)
        let columns = Self.mostCells(grid.columns.bandwidth)
        let isJoined = panels.lazy.joined().contains {
            $0.count > rows || ($0.first?.count ?? 0) > columns
        }
        return isJoined ? "Each cell shows the largest of several values." : nil
    }

    private func drawPanels(
        _ grid: CellGrid, _ scale: ColorScale, on surface: any Surface, _ theme: Theme
    ) {
        let edge = LineStyle(color: theme.grid, width: theme.gridWidth)
        for (row, tables) in panels.enumerated() {
            for (column, table) in tables.enumerated() {
                let panel = grid.cell(row, column)
                drawTable(table, in: panel, scale, on: surface, theme)
                surface.stroke(panel, edge)
            }
        }
        let width = min(1.5 * theme.unit, 0.04 * min(grid.columns.step, grid.rows.step))
        let frame = LineStyle(color: theme.accent, width: width)
        for mark in markedPanels.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) }) {
            surface.stroke(grid.cell(mark.row, mark.column).inset(-width), frame)
        }
    }

    private func drawTable(
        _ table: [[Double]], in panel: Rect, _ scale: ColorScale, on surface: any Surface,
        _ theme: Theme
    ) {
        let columnCount = table.first?.count ?? 0
        guard columnCount > 0 else {
            return surface.fill(panel, exception: .missing, theme)
        }
        let cells = CellGrid(
            rows: min(table.count, Self.mostCells(panel.height)),
            columns: min(columnCount, Self.mostCells(panel.width)), in: panel)
        let isJoined = cells.rows.count < table.count || cells.columns.count < columnCount
        let values = (0..<cells.rows.count).lazy.flatMap { row in
            (0..<cells.columns.count).map { column in
                let cell = cells.cell(row, column)
                return isJoined
                    ? joined(table, in: cells, row, column, cell)
                    : NumberedCell(
                        rectangle: cell, value: table[row][column],
                        isApart: isApart(row, column))
            }
        }
        surface.fill(
            cells: values, count: cells.rows.count * cells.columns.count, scale, theme)
    }

    /// A cell with the largest number of the block that it stands for, of those that count for the scale if
    /// there are any; without a number, with its first value.
    private func joined(
        _ table: [[Double]], in cells: CellGrid, _ row: Int, _ column: Int, _ rectangle: Rect
    ) -> NumberedCell {
        let columnCount = table.first?.count ?? 0
        let rows = block(row, of: cells.rows.count, total: table.count)
        let columns = block(column, of: cells.columns.count, total: columnCount)
        func largest(apart: Bool) -> Double? {
            var largest: Double?
            for row in rows {
                for column in columns where isApart(row, column) == apart {
                    let value = table[row][column]
                    if value.isFinite { largest = max(largest ?? value, value) }
                }
            }
            return largest
        }
        if let value = largest(apart: false) {
            return NumberedCell(rectangle: rectangle, value: value)
        }
        let value = largest(apart: true) ?? table[rows.lowerBound][columns.lowerBound]
        return NumberedCell(rectangle: rectangle, value: value, isApart: true)
    }

    private func block(_ index: Int, of count: Int, total: Int) -> Range<Int> {
        index * total / count..<max((index + 1) * total / count, index * total / count + 1)
    }
}
