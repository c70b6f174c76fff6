extension Heatmap: Chart {
    public var body: ChartBody { ChartBody(drawing: self) }
}

extension Heatmap: ChartDrawing {
    func defaultSize(_ theme: Theme) -> FigureSize {
        let rows = Double(rowLabels.count)
        return DefaultSize(
            title: title, subtitle: subtitle, columns: columnLabels, rows: rowLabels, theme: theme
        ).figure(plotHeight: rows < 24 ? max(80, 30 * rows) : min(720 + 6 * (rows - 24), 1500))
    }

    func draw(on surface: any Surface, theme: Theme) throws {
        let header = Header(title, subtitle, on: surface, theme: theme)
        let scale = ColorScale(domain: domain, map: colorMap)
        let parts: [any PlotPart] = [
            CategoryAxis(
                .bottom, labels: columnLabels, marks: markedColumns, title: columnTitle,
                on: surface, theme: theme),
            CategoryAxis(
                .left, labels: rowLabels, marks: markedRows, title: rowTitle, on: surface,
                theme: theme),
            ColorBar(scale: scale, title: valueTitle, theme: theme, surface: surface),
        ]
        let layout = try PlotLayout(on: surface, theme: theme, header: header, parts: parts)
        header.draw(in: layout.figure)
        for part in parts { part.draw(around: layout.plot, in: layout.bounds) }
        let grid = Grid(
            columns: BandScale(
                count: columnLabels.count, from: layout.plot.minX, to: layout.plot.maxX),
            rows: BandScale(count: rowLabels.count, from: layout.plot.minY, to: layout.plot.maxY))
        drawCells(grid, scale, on: surface, theme)
        drawFrames(grid, on: surface, theme)
        if showsValues { drawValues(grid, scale, on: surface, theme) }
    }

    // MARK: Scales

    private struct Grid {
        let columns: BandScale
        let rows: BandScale

        func cell(_ row: Int, _ column: Int) -> Rect {
            let (x, y) = (columns.band(column), rows.band(row))
            return Rect(
                x: x.lowerBound, y: y.lowerBound, toX: x.upperBound, toY: y.upperBound)
        }
    }

    private var finiteValues: [Double] { values.lazy.flatMap { $0 }.filter(\.isFinite) }

    private var domain: ClosedRange<Double> {
        if let colorRange { return colorRange }
        let values = finiteValues
        return colorMap.range(low: values.min() ?? 0, high: values.max() ?? 1)
    }

    // MARK: Cells

    private func drawCells(
        _ grid: Grid, _ scale: ColorScale, on surface: any Surface, _ theme: Theme
    ) {
        // Thin lines between the cells, as long as the cells are not thin themselves.
        let space = min(grid.columns.step, grid.rows.step) >= 8 ? 0.25 : 0
        for row in rowLabels.indices {
            for column in columnLabels.indices {
                let cell = grid.cell(row, column).inset(space)
                if let color = scale.color(values[row][column]) {
                    surface.fill(cell, color)
                } else {
                    surface.fill(cell, theme.missing)
                    hatch(cell, on: surface, theme)
                }
            }
        }
    }

    private func hatch(_ cell: Rect, on surface: any Surface, _ theme: Theme) {
        let line = LineStyle(color: theme.missingHatch, width: 0.75)
        let distance = max(4, (cell.width + cell.height) / 64)
        surface.clip(to: cell) {
            var x = cell.minX - cell.height + distance / 2
            while x < cell.maxX {
                surface.stroke(
                    path: [
                        Point(x: x, y: cell.maxY), Point(x: x + cell.height, y: cell.minY),
                    ], line)
                x += distance
            }
        }
    }

    /// Frames around marked rows and columns, on a rim that sets them off from every colour.
    private func drawFrames(_ grid: Grid, on surface: any Surface, _ theme: Theme) {
        let columns = markedColumns.sorted().map { column in
            Rect(
                x: grid.columns.band(column).lowerBound, y: grid.rows.start,
                toX: grid.columns.band(column).upperBound, toY: grid.rows.end)
        }
        let rows = markedRows.sorted().map { row in
            Rect(
                x: grid.columns.start, y: grid.rows.band(row).lowerBound, toX: grid.columns.end,
                toY: grid.rows.band(row).upperBound)
        }
        // Narrow cells get thin frames, which leave the cells visible.
        let width = min(1.5, 0.15 * min(grid.columns.step, grid.rows.step))
        for line in [
            LineStyle(color: theme.background, width: 2.3 * width),
            LineStyle(color: theme.accent, width: width),
        ] {
            for frame in columns + rows { surface.stroke(frame, line) }
        }
    }

    // MARK: Numbers

    /// Writes the numbers with as many digits as fit into every cell, or not at all.
    private func drawValues(
        _ grid: Grid, _ scale: ColorScale, on surface: any Surface, _ theme: Theme
    ) {
        let room = Size(width: grid.columns.step - 5, height: grid.rows.step - 3)
        guard let format = formats.first(where: { fits($0, room, on: surface, theme) }) else {
            return
        }
        for row in rowLabels.indices {
            for column in columnLabels.indices {
                let value = values[row][column]
                let color = scale.color(value)
                surface.draw(
                    TextBlock(line: format.string(value), theme.valueStyle),
                    at: Point(x: grid.columns.center(column), y: grid.rows.center(row)),
                    anchor: .center, rotation: 0,
                    color: color?.readableInk ?? theme.secondaryText)
            }
        }
    }

    /// From the most to the fewest digits that make sense.
    private var formats: [NumberFormat] {
        if let valueDecimals { return [.fixed(decimals: valueDecimals)] }
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
        return values.allSatisfy { row in
            row.allSatisfy { value in
                let text = TextBlock(line: format.string(value), theme.valueStyle)
                return surface.measure(text).width <= room.width
            }
        }
    }
}
