/// The charts of a figure in their places, with plots that line up.
struct PanelGrid {
    /// A chart with its place; without a plan, it lays itself out.
    private struct Panel {
        let drawing: any ChartDrawing
        let outline: PlotOutline?
        let region: Rect
        let surface: SurfaceRegion
        var plan: ChartPlan?
        /// The plan's remark, also where the panel does not make it.
        var note: (Rect) -> String? = { _ in nil }
        var layout: PlotLayout?
        var margins = Insets()
        var labelLayout = LabelLayout()
    }

    private var panels: [Panel]
    private let columns: Int
    private let theme: Theme
    private let showsNotes: Bool

    /// - Parameters:
    ///   - columns: Panels of a row; at least 1.
    ///   - rowWeights: How the height is shared out, one number per row.
    ///   - area: Where the panels may draw.
    ///   - showsNotes: Whether each panel has its remark below it.
    /// - Throws: `ChartError.noRoom`.
    init(
        _ drawings: [any ChartDrawing], columns: Int, rowWeights: [Double], in area: Rect,
        showsNotes: Bool, on surface: any Surface, theme: Theme
    ) throws {
        self.columns = columns
        self.theme = theme
        self.showsNotes = showsNotes
        let regions = Self.regions(
            drawings.count, columns: columns, rowWeights: rowWeights, in: area,
            gap: 3 * theme.gap)
        panels = zip(drawings, regions).map { drawing, region in
            Panel(
                drawing: drawing, outline: (drawing as? any PlannedDrawing)?.outline,
                region: region, surface: SurfaceRegion(region, of: surface))
        }
        try lineUp()
        let alone = panels
        // What the labels of one panel leave its numbers can be less than before.
        while agree() {
            do {
                try lineUp()
            } catch ChartError.noRoom {
                panels = alone
                return
            }
        }
    }

    /// Lays the panels out with the label layouts that they have.
    /// - Throws: `ChartError.noRoom`.
    private mutating func lineUp() throws {
        for index in panels.indices {
            let panel = panels[index]
            panels[index].margins = Insets()
            let plan = (panel.drawing as? any PlannedDrawing)?
                .plan(on: panel.surface, theme: theme, labelLayout: panel.labelLayout)
            panels[index].plan = showsNotes ? plan : plan?.withoutNotes
            if let plan { panels[index].note = plan.note }
        }
        // What lines up can need more room, which changes what has to line up.
        for _ in 0..<4 {
            for index in panels.indices {
                guard let plan = panels[index].plan else { continue }
                let fitted = try plan.fitted(
                    on: panels[index].surface, theme: theme, margins: panels[index].margins)
                panels[index].plan = fitted.plan
                panels[index].layout = fitted.layout
            }
            if isLinedUp() { break }
        }
    }

    /// Gives panels of one kind the label layout of the one with the least room.
    /// - Returns: Whether one has another label layout now than it was fitted with. That is at most a few
    ///   times: labels never turn back, and numbers never come back.
    private mutating func agree() -> Bool {
        let chosen = panels.map { panel in
            panel.layout.flatMap { panel.plan?.labelLayout($0) } ?? LabelLayout()
        }
        var hasChanged = false
        for index in panels.indices where panels[index].outline != nil {
            var wanted = panels[index].labelLayout
            for other in panels.indices
            where panels[other].outline?.labels == panels[index].outline?.labels
                && type(of: panels[other].drawing) == type(of: panels[index].drawing)
            {
                wanted = wanted.union(chosen[other])
            }
            // A chart with one format for its numbers stays with it, whatever the others drop.
            if wanted != panels[index].labelLayout, wanted.union(chosen[index]) != chosen[index] {
                hasChanged = true
            }
            panels[index].labelLayout = wanted
        }
        return hasChanged
    }

    /// Asks each panel for the room that its neighbours take.
    /// - Returns: Whether all have it already.
    private mutating func isLinedUp() -> Bool {
        let margins = panels.map { $0.layout?.margins ?? Insets() }
        let heights = panels.map { $0.plan?.header.height ?? 0 }
        var isLinedUp = true
        for (index, panel) in panels.enumerated() where panel.outline != nil {
            var wanted = margins[index]
            for (other, neighbour) in panels.enumerated() {
                guard let outline = neighbour.outline else { continue }
                if other / columns == index / columns, outline.labels == panel.outline?.labels {
                    wanted.top = max(wanted.top, margins[other].top)
                    wanted.bottom = max(wanted.bottom, margins[other].bottom)
                    if heights[other] > panels[index].plan?.header.height ?? 0 {
                        panels[index].plan?.header.height = heights[other]
                        isLinedUp = false
                    }
                }
                if other % columns == index % columns {
                    wanted.left = max(wanted.left, margins[other].left)
                    if outline.columns == panel.outline?.columns
                        || type(of: neighbour.drawing) == type(of: panel.drawing)
                    {
                        wanted.right = max(wanted.right, margins[other].right)
                    }
                }
            }
            // Below a thousandth of a point, nobody sees a step.
            let isContent = [\Insets.top, \.left, \.bottom, \.right].allSatisfy {
                wanted[keyPath: $0] < margins[index][keyPath: $0] + 1e-3
            }
            if !isContent { isLinedUp = false }
            panels[index].margins = wanted
        }
        return isLinedUp
    }

    /// The smallest rectangle around all plots; `nil` if no chart has just one.
    var plots: Rect? {
        panels.reduce(nil) { whole, panel in
            guard let plot = panel.layout?.plot.moved(to: panel.region) else { return whole }
            return whole?.union(plot) ?? plot
        }
    }

    /// The smallest rectangle around the data of each row of panels, which is read as one picture.
    var data: [Rect] {
        stride(from: 0, to: panels.count, by: columns).compactMap { start in
            panels[start..<min(start + columns, panels.count)].reduce(nil) { row, panel in
                guard let layout = panel.layout, let data = panel.plan?.data(layout) else {
                    return row
                }
                let moved = data.moved(to: panel.region)
                return row?.union(moved) ?? moved
            }
        }
    }

    /// Whether some items of a panel are without their labels.
    var leavesOutLabels: Bool {
        panels.contains { panel in
            panel.layout.flatMap { panel.plan?.leavesOutLabels($0) } ?? false
        }
    }

    /// What each of several panels has to remark; `nil` if that is not the same for all.
    var commonNote: String? {
        let notes = panels.map { panel in panel.layout.flatMap { panel.note($0.plot) } }
        guard notes.count > 1, Set(notes).count == 1 else { return nil }
        return notes[0]
    }

    /// - Throws: `ChartError.noRoom`.
    func draw() throws {
        for panel in panels {
            if let plan = panel.plan, let layout = panel.layout {
                plan.draw(in: layout, on: panel.surface, theme: theme)
            } else {
                try panel.drawing.draw(on: panel.surface, theme: theme)
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

extension Rect {
    /// A place within a region, as one of what the region is part of.
    fileprivate func moved(to region: Rect) -> Rect {
        Rect(
            x: minX + region.minX, y: minY + region.minY, toX: maxX + region.minX,
            toY: maxY + region.minY)
    }
}
