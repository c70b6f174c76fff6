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
        let scale = scale
        let rows = Set(markedPanels.map(\.row))
        let columns = Set(markedPanels.map(\.column))
        let labels = CategoryAxis(
            .top, labels: columnLabels, marks: columns, title: columnTitle,
            labelLayout: labelLayout,
            on: surface, theme: theme)
        let rowAxis = CategoryAxis(
            .left, labels: rowLabels, marks: rows, title: rowTitle, on: surface, theme: theme)
        var parts: [any PlotPart] = [labels, rowAxis]
        if showsColorBar {
            parts.append(
                ColorBar(
                    scale: scale, title: valueTitle,
                    exceptions: exceptions, theme: theme,
                    surface: surface))
        }
        var plan = ChartPlan(
            header: Header(title, subtitle, focus: focus, on: surface, theme: theme), parts: parts,
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

    var allValues: some Sequence<Double> { panels.lazy.joined().joined().joined() }

    var scale: ColorScale {
        colorRange.map { ColorScale(domain: $0, map: colorMap, kind: colorScale) }
            ?? ColorScale(of: allValues, map: colorMap, kind: colorScale)
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
        let values = (0..<cells.rows.count).flatMap { row in
            (0..<cells.columns.count).map { column in
                let value =
                    isJoined
                    ? largest(of: table, in: cells, row, column) : table[row][column]
                return (cell: cells.cell(row, column), value: value)
            }
        }
        surface.fill(cells: values, scale, theme)
    }

    /// The largest number of the block that a cell stands for; if there is none, its first value.
    private func largest(
        of table: [[Double]], in cells: CellGrid, _ row: Int, _ column: Int
    ) -> Double {
        let columnCount = table.first?.count ?? 0
        let rows = block(row, of: cells.rows.count, total: table.count)
        let columns = block(column, of: cells.columns.count, total: columnCount)
        var largest: Double?
        for numbers in table[rows] {
            for value in numbers[columns] where value.isFinite {
                largest = max(largest ?? value, value)
            }
        }
        return largest ?? table[rows.lowerBound][columns.lowerBound]
    }

    private func block(_ index: Int, of count: Int, total: Int) -> Range<Int> {
        index * total / count..<max((index + 1) * total / count, index * total / count + 1)
    }
}
