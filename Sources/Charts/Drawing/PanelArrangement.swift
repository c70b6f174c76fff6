/// Panels in their places below a common header, beside a common colour bar and above a common remark.
struct PanelArrangement {
    private let header: Header
    private let bar: ColorBar?
    private let footnote: Footnote?
    private let layout: PlotLayout
    private let grid: PanelGrid

    /// - Parameters:
    ///   - columns: Panels of a row; at least 1.
    ///   - heights: Those that the charts ask for, which share out the height among rows.
    /// - Throws: `ChartError.noRoom`.
    init(
        _ shared: SharedPanels, header: Header, columns: Int, heights: [Double],
        on surface: any Surface, theme: Theme
    ) throws {
        let bar = shared.colorScale.map {
            ColorBar(
                scale: $0, title: shared.colorTitle, exceptions: shared.exceptions, theme: theme,
                surface: surface)
        }
        func placed(above footnote: Footnote?) throws -> (PlotLayout, PanelGrid) {
            try Self.placed(beside: bar) { margins in
                try PlotLayout(
                    on: surface, theme: theme, header: header, parts: bar.map { [$0] } ?? [],
                    margins: margins, footer: footnote?.height ?? 0)
            } grid: { area in
                try Self.grid(
                    shared.drawings, columns, heights, in: area,
                    showsNotes: footnote == nil, on: surface, theme)
            }
        }
        var (layout, grid) = try placed(above: nil)
        var footnote = grid.commonNote.map {
            Footnote($0, width: layout.figure.width, on: surface, theme: theme.ofPanels)
        }
        if let remark = footnote {
            (layout, grid) = try placed(above: remark)
            // In more room, nothing may be left to say.
            if grid.commonNote == nil { footnote = nil }
        }
        self.header = header
        self.bar = bar
        self.footnote = footnote
        (self.layout, self.grid) = (layout, grid)
    }

    /// - Parameters:
    ///   - layout: What the figure leaves with such margins.
    ///   - grid: The panels in an area.
    private static func placed(
        beside bar: ColorBar?, layout layoutWith: (Insets) throws -> PlotLayout,
        grid gridIn: (Rect) throws -> PanelGrid
    ) throws -> (PlotLayout, PanelGrid) {
        var margins = Insets()
        var layout = try layoutWith(margins)
        var grid = try gridIn(layout.plot)
        // The colour bar stands beside the plots, which are lower than the panels, and may need
        // more room there.
        for _ in 0..<2 {
            guard let bar, let plots = grid.plots else { break }
            let beside = Self.beside(plots, in: layout.plot)
            let needs = bar.insets(around: beside, in: layout.bounds)
            let missing = Insets(
                top: needs.top - (beside.minY - layout.bounds.minY), left: 0,
                bottom: needs.bottom - (layout.bounds.maxY - beside.maxY), right: needs.right)
            if missing.union(margins) == margins { break }
            margins = margins.union(missing).union(layout.margins)
            layout = try layoutWith(margins)
            grid = try gridIn(layout.plot)
        }
        return (layout, grid)
    }

    func quality(in size: FigureSize) -> LayoutQuality {
        LayoutQuality(data: grid.data, in: size, showsAllLabels: !grid.leavesOutLabels)
    }

    /// - Throws: `ChartError.noRoom` of a chart that lays itself out.
    func draw() throws {
        header.draw(in: layout.figure)
        try grid.draw()
        bar?.draw(
            around: Self.beside(grid.plots ?? layout.plot, in: layout.plot), in: layout.bounds)
        footnote?.draw(in: layout.figure)
    }

    /// As high as the plots and as wide as the panels.
    private static func beside(_ plots: Rect, in area: Rect) -> Rect {
        Rect(x: area.minX, y: plots.minY, toX: area.maxX, toY: plots.maxY)
    }

    private static func grid(
        _ drawings: [any ChartDrawing], _ columns: Int, _ heights: [Double], in area: Rect,
        showsNotes: Bool, on surface: any Surface, _ theme: Theme
    ) throws -> PanelGrid {
        do {
            return try PanelGrid(
                drawings, columns: columns, rowWeights: heights, in: area,
                showsNotes: showsNotes, on: surface, theme: theme.ofPanels)
        } catch ChartError.noRoom(let size, let needed) {
            // What a panel lacks, for all of its row and column.
            throw ChartError.noRoom(
                size: surface.size,
                needed: FigureSize(
                    width: surface.size.width + Double(columns) * (needed.width - size.width),
                    height: surface.size.height
                        + Double(heights.count) * (needed.height - size.height)))
        }
    }
}

extension Theme {
    /// Titles of panels stand below that of the figure in rank and size.
    var ofPanels: Theme {
        var theme = self
        theme.padding = 0
        theme.titleSize = min(titleSize, subtitleSize + 0.5)
        theme.subtitleSize = min(subtitleSize, labelSize)
        return theme
    }
}
