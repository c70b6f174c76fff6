/// The charts of a figure in their places, with plots that line up.
struct PanelGrid {
    /// A chart that is ready to be drawn.
    private enum Panel {
        case planned(ChartPlan, SurfaceRegion)
        case whole(any ChartDrawing, SurfaceRegion)
    }

    private let panels: [Panel]
    private let regions: [Rect]
    private let layouts: [PlotLayout?]
    private let plans: [ChartPlan?]
    private let theme: Theme

    /// - Parameters:
    ///   - rowWeights: How the height is shared out, one number per row.
    ///   - area: Where the panels may draw.
    /// - Throws: `ChartError.noRoom`.
    init(
        _ drawings: [any ChartDrawing], columns: Int, rowWeights: [Double], in area: Rect,
        on surface: any Surface, theme: Theme
    ) throws {
        let regions = Self.regions(
            drawings.count, columns: columns, rowWeights: rowWeights, in: area,
            gap: 3 * theme.gap)
        var panels = zip(drawings, regions).map { drawing, region -> Panel in
            let part = SurfaceRegion(region, of: surface)
            guard let drawing = drawing as? any PlannedDrawing else { return .whole(drawing, part) }
            return .planned(drawing.plan(on: part, theme: theme), part)
        }
        var margins = Array(repeating: Insets(), count: panels.count)
        var settled: [(plan: ChartPlan, layout: PlotLayout)?] = []
        // What lines up can need more room, which changes what has to line up.
        for _ in 0..<4 {
            settled = try zip(panels, margins).map { panel, margins in
                guard case .planned(let plan, let part) = panel else { return nil }
                return try plan.settled(on: part, theme: theme, margins: margins)
            }
            let heights = settled.map { $0?.plan.header.height ?? 0 }
            var next = settled.map { $0?.layout.margins ?? Insets() }
            var isAligned = true
            for index in panels.indices {
                let row = panels.indices.filter { $0 / columns == index / columns }
                let column = panels.indices.filter { $0 % columns == index % columns }
                let height = row.map { heights[$0] }.max() ?? 0
                if let plan = settled[index]?.plan,
                    case .planned(var chosen, let part) = panels[index]
                {
                    if plan.header.height < height { isAligned = false }
                    chosen = plan
                    chosen.header.height = height
                    panels[index] = .planned(chosen, part)
                }
                let own = next[index]
                for other in row.compactMap({ settled[$0]?.layout.margins }) {
                    next[index].top = max(next[index].top, other.top)
                    next[index].bottom = max(next[index].bottom, other.bottom)
                }
                for other in column.compactMap({ settled[$0]?.layout.margins }) {
                    next[index].left = max(next[index].left, other.left)
                    next[index].right = max(next[index].right, other.right)
                }
                if next[index] != own { isAligned = false }
            }
            margins = next
            if isAligned { break }
        }
        self.panels = panels
        self.regions = regions
        self.theme = theme
        layouts = settled.map { $0?.layout }
        plans = settled.map { $0?.plan }
    }

    /// The smallest rectangle around all plots; `nil` if no chart has just one.
    var plots: Rect? {
        zip(layouts, regions).reduce(nil) { whole, panel in
            guard let plot = panel.0?.plot else { return whole }
            let (x, y) = (panel.1.minX, panel.1.minY)
            let moved = Rect(
                x: plot.minX + x, y: plot.minY + y, toX: plot.maxX + x, toY: plot.maxY + y)
            return whole?.union(moved) ?? moved
        }
    }

    /// - Throws: `ChartError.noRoom`.
    func draw() throws {
        for (index, panel) in panels.enumerated() {
            switch panel {
            case .planned:
                if let plan = plans[index], let layout = layouts[index] { plan.draw(in: layout) }
            case .whole(let drawing, let part):
                try drawing.draw(on: part, theme: theme)
            }
        }
    }

    private static func regions(
        _ count: Int, columns: Int, rowWeights: [Double], in area: Rect, gap: Double
    ) -> [Rect] {
        let total = max(rowWeights.reduce(0, +), 1e-9)
        let height = area.height - gap * Double(rowWeights.count - 1)
        let width = (area.width - gap * Double(columns - 1)) / Double(columns)
        var tops: [(start: Double, end: Double)] = []
        var y = area.minY
        for weight in rowWeights {
            let end = y + max(height * weight / total, 0)
            tops.append((y, end))
            y = end + gap
        }
        return (0..<count).map { index in
            let x = area.minX + Double(index % columns) * (width + gap)
            let (start, end) = tops[index / columns]
            return Rect(x: x, y: start, toX: max(x + width, x), toY: end)
        }
    }
}
