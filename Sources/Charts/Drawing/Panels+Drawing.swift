extension Panels: Chart {
    public var body: ChartBody { ChartBody(drawing: self) }
}

extension Panels: ChartDrawing {
    func defaultSize(_ theme: Theme) -> FigureSize {
        let panels = drawings
        let widest = panels.map { $0.defaultSize(theme).width }.max() ?? 540
        let count = Double(columnCount)
        let width = columnCount == 1 ? widest : min(max(540, 0.66 * widest * count), 1000)
        let titles = DefaultSize(title: title, subtitle: subtitle, columns: [], theme: theme)
            .figure(plotHeight: 0).height
        let rows = rowHeights(theme).reduce(0, +)
        return FigureSize(width: width, height: (rows + titles).rounded())
    }

    func draw(on surface: any Surface, theme: Theme) throws {
        let shared = SharedPanels(drawings, sharesScale: sharesScale, theme: theme)
        let header = Header(title, subtitle, legend: shared.legend, on: surface, theme: theme)
        let bar = shared.colorScale.map {
            ColorBar(
                scale: $0, title: shared.colorTitle, exceptions: shared.exceptions, theme: theme,
                surface: surface)
        }
        var margins = Insets()
        var grid: PanelGrid?
        var layout: PlotLayout?
        // The colour bar stands beside the plots, which are lower than the panels, and may need
        // more room there.
        for _ in 0..<3 {
            let outer = try PlotLayout(
                on: surface, theme: theme, header: header, parts: bar.map { [$0] } ?? [],
                margins: margins)
            let inner = try panels(shared.drawings, in: outer.plot, on: surface, theme)
            (layout, grid) = (outer, inner)
            guard let bar, let plots = inner.plots else { break }
            let beside = Self.beside(plots, in: outer.plot)
            let needs = bar.insets(around: beside, in: outer.bounds)
            let missing = Insets(
                top: needs.top - (beside.minY - outer.bounds.minY), left: 0,
                bottom: needs.bottom - (outer.bounds.maxY - beside.maxY), right: needs.right)
            if missing.union(margins) == margins { break }
            margins = margins.union(missing).union(outer.margins)
        }
        guard let layout, let grid else { return }
        header.draw(in: layout.figure)
        try grid.draw()
        if let bar {
            bar.draw(
                around: Self.beside(grid.plots ?? layout.plot, in: layout.plot),
                in: layout.bounds)
        }
    }

    /// As high as the plots and as wide as the panels.
    private static func beside(_ plots: Rect, in area: Rect) -> Rect {
        Rect(x: area.minX, y: plots.minY, toX: area.maxX, toY: plots.maxY)
    }

    // MARK: Panels

    private var drawings: [any ChartDrawing] { charts.map(\.body.drawing) }

    private var columnCount: Int { min(max(columns ?? charts.count, 1), max(charts.count, 1)) }

    private func rowHeights(_ theme: Theme) -> [Double] {
        let drawings = drawings
        return stride(from: 0, to: drawings.count, by: columnCount).map { start in
            drawings[start..<min(start + columnCount, drawings.count)]
                .map { $0.defaultSize(theme).height }.max() ?? 0
        }
    }

    private func panels(
        _ drawings: [any ChartDrawing], in area: Rect, on surface: any Surface, _ theme: Theme
    ) throws -> PanelGrid {
        // Titles of panels stand below that of the figure in rank and size.
        var theme = theme
        theme.padding = 0
        theme.titleSize = min(theme.titleSize, theme.subtitleSize + 0.5)
        theme.subtitleSize = min(theme.subtitleSize, theme.labelSize)
        let heights = rowHeights(theme)
        do {
            return try PanelGrid(
                drawings, columns: columnCount, rowWeights: heights, in: area, on: surface,
                theme: theme)
        } catch ChartError.noRoom(let size, let needed) {
            // What a panel lacks, for all of its row and column.
            let columns = Double(columnCount)
            let rows = Double(heights.count)
            throw ChartError.noRoom(
                size: surface.size,
                needed: FigureSize(
                    width: surface.size.width + columns * (needed.width - size.width),
                    height: surface.size.height + rows * (needed.height - size.height)))
        }
    }
}
