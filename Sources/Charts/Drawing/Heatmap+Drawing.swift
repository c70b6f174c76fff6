extension Heatmap: Chart {
    public var body: ChartBody { ChartBody(drawing: self) }
}

extension Heatmap: PlannedDrawing {
    func defaultSize(_ theme: Theme) -> FigureSize {
        let rows = Double(rowLabels.count)
        return DefaultSize(
            title: title, subtitle: subtitle, focus: focus, columns: columnLabels, rows: rowLabels,
            theme: theme
        ).figure(plotHeight: rows < 24 ? max(80, 30 * rows) : min(720 + 6 * (rows - 24), 1500))
    }

    var outline: PlotOutline {
        PlotOutline(labels: .below, columns: columnLabels)
    }

    func plan(on surface: any Surface, theme: Theme, labelLayout: LabelLayout) -> ChartPlan {
        let scale = scale(theme)
        let labels = CategoryAxis(
            .bottom, labels: columnLabels, marks: markedColumns,
            values: columnLabels.indices.map { column in values.lazy.map { $0[column] }.max() ?? 0
            },
            title: columnTitle, labelLayout: labelLayout, on: surface, theme: theme)
        let rows = CategoryAxis(
            .left, labels: rowLabels, marks: markedRows, values: values.map { $0.max() ?? 0 },
            title: rowTitle, on: surface, theme: theme)
        func grid(_ plot: Rect) -> CellGrid {
            CellGrid(rows: rowLabels.count, columns: columnLabels.count, in: plot)
        }
        var plan = ChartPlan(
            header: Header(
                title, subtitle, focus: focus, legend: legend(theme), on: surface, theme: theme),
            parts: [labels, rows] + colorBar(on: surface, theme: theme)
        ) { plot in
            let grid = grid(plot)
            drawCells(grid, scale, on: surface, theme)
            drawFrames(grid, on: surface, theme)
            if showsValues, let format = format(grid, labelLayout, on: surface, theme) {
                drawValues(format, grid, scale, on: surface, theme)
            }
            surface.note(
                ValueGrid(
                    rows: rowLabels.enumerated().map { grid.rows.slot($0, $1) },
                    columns: columnLabels.enumerated().map { grid.columns.slot($0, $1) },
                    values: values))
        }
        plan.leavesOutLabels = { labels.leavesOutLabels($0) || rows.leavesOutLabels($0) }
        plan.labelLayout = { layout in
            var chosen = labels.labelLayout(layout)
            guard showsValues else { return chosen }
            let format = format(grid(layout.plot), labelLayout, on: surface, theme)
            chosen.numbers =
                format.flatMap(formats.firstIndex).map { .written(dropped: $0) } ?? .reduced
            return chosen
        }
        return plan
    }

    // MARK: Scales

    /// The numbers of all cells that are shown.
    var allValues: some Sequence<Double> {
        values.indices.lazy.filter { !gapRows.contains($0) }.flatMap { row in
            values[row].indices.lazy.filter { !gapColumns.contains($0) }.map { values[row][$0] }
        }
    }

    private var finiteValues: [Double] { allValues.filter(\.isFinite) }

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
        values.enumerated().flatMap { row, numbers in
            numbers.enumerated().lazy
                .filter { !isGap(row, $0.offset) && isApart(row, $0.offset) == apart }
                .map(\.element)
        }
    }

    func isApart(_ row: Int, _ column: Int) -> Bool {
        apartRows.contains(row) || apartColumns.contains(column)
    }

    // MARK: Cells

    private func drawCells(
        _ grid: CellGrid, _ scale: ColorScale, on surface: any Surface, _ theme: Theme
    ) {
        // Thin lines between the cells, as long as the cells are not thin themselves.
        let space = min(grid.columns.step, grid.rows.step) >= 8 ? 0.25 * theme.unit : 0
        let cells = rowLabels.indices.lazy.flatMap { row in
            columnLabels.indices.filter { !isGap(row, $0) }.map { column in
                NumberedCell(
                    rectangle: grid.cell(row, column).inset(space), value: values[row][column],
                    isApart: isApart(row, column))
            }
        }
        surface.fill(
            cells: cells, count: rowLabels.count * columnLabels.count, scale, theme)
    }

    /// Frames around marked rows and columns, one around neighbours, on a rim that sets them off from every
    /// colour.
    private func drawFrames(_ grid: CellGrid, on surface: any Surface, _ theme: Theme) {
        func runs(_ marks: Set<Int>) -> [Range<Int>] {
            Array(RangeSet(marks.map { $0..<$0 + 1 }).ranges)
        }
        let frames =
            runs(markedColumns).map(grid.strip(columns:)) + runs(markedRows).map(grid.strip(rows:))
        // Narrow cells get thin frames, which leave the cells visible.
        let width = min(1.5 * theme.unit, 0.15 * min(grid.columns.step, grid.rows.step))
        for line in [
            LineStyle(color: theme.background, width: 2.3 * width),
            LineStyle(color: theme.accent, width: width),
        ] {
            for frame in frames { surface.stroke(frame, line) }
        }
    }

    // MARK: Numbers

    /// As many digits as fit into every cell; `nil` if none do.
    private func format(
        _ grid: CellGrid, _ labelLayout: LabelLayout, on surface: any Surface, _ theme: Theme
    ) -> NumberFormat? {
        let room = Size(
            width: grid.columns.step - 5 * theme.unit,
            height: grid.rows.step - 3 * theme.unit)
        return labelLayout.formats(formats).first { fits($0, room, on: surface, theme) }
    }

    private func drawValues(
        _ format: NumberFormat, _ grid: CellGrid, _ scale: ColorScale, on surface: any Surface,
        _ theme: Theme
    ) {
        for row in rowLabels.indices {
            for column in columnLabels.indices where !isGap(row, column) {
                let value = values[row][column]
                let exception = CellException(value, on: scale, isApart: isApart(row, column))
                // What has no colour of the scale changes with the theme, and so does the ink on it.
                let ink =
                    exception == nil
                    ? scale.color(value)?.readableInk
                    : exception == .beyond ? theme.text : theme.secondaryText
                let text = TextBlock(line: format.string(value), theme.valueStyle)
                let center = Point(x: grid.columns.center(column), y: grid.rows.center(row))
                if let exception, exception != .notPositive {
                    // Not on the hatching.
                    let box = Rect(
                        around: surface.measure(text), at: center, anchor: .center, rotation: 0)
                    surface.fill(box.inset(-theme.unit), exception.color(theme))
                }
                surface.draw(
                    text, at: center, anchor: .center, rotation: 0,
                    color: ink ?? theme.secondaryText)
            }
        }
    }

    /// From the most to the fewest digits that make sense.
    private var formats: [NumberFormat] {
        if let valueDecimals { return [.fixed(decimals: valueDecimals)] }
        // Of each number, where they differ by orders of magnitude.
        if colorScale == .logarithmic { return [.significant(digits: 3), .significant(digits: 2)] }
        switch NumberFormat.values(finiteValues) {
        case .fixed(let decimals) where decimals > 1:
            return (1...decimals).reversed().prefix(2).map { .fixed(decimals: $0) }
        case let format: return [format]
        }
    }

    private func fits(
        _ format: NumberFormat, _ room: Size, on surface: any Surface, _ theme: Theme
    ) -> Bool {
        // Cells too small for a single digit need no measuring of all the others.
        let digit = surface.measure(TextBlock(line: "0", theme.valueStyle))
        guard digit.width <= room.width, digit.height <= room.height else { return false }
        return allValues.allSatisfy { value in
            let text = TextBlock(line: format.string(value), theme.valueStyle)
            return surface.measure(text).width <= room.width
        }
    }
}
