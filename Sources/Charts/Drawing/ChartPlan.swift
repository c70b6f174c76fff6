/// A chart taken apart: what stands around the data, and the data itself.
///
/// Made before anything is drawn, so that the plots of neighbouring charts can be lined up first.
struct ChartPlan {
    var header: Header
    /// Axes, colour bars and the like, in the order in which they are drawn, below the data.
    var parts: [any PlotPart]
    /// The least room that the data can do with.
    var minimum = Self.smallestPlot
    /// Draws the data into the plot.
    var drawData: (Rect) -> Void
    /// A remark below the figure on a plot of this size: what had to be left out or joined.
    var note: (Rect) -> String? = { _ in nil }
    /// Whether the plan can be drawn with a plot at this place.
    var fits: (Rect) -> Bool = { _ in true }
    /// How it shows labels and numbers on this layout.
    var labelLayout: (PlotLayout) -> LabelLayout = { _ in LabelLayout() }
    /// Where the data is on this layout: the plot, and what else is drawn of the items.
    var data: (PlotLayout) -> Rect = { $0.plot }
    /// Whether labels of items are left out on this layout, since there are too many.
    var leavesOutLabels: (PlotLayout) -> Bool = { _ in false }
    /// Plans to fall back on, best first, when this one does not suit.
    var alternatives: [ChartPlan] = []

    static let smallestPlot = Size(width: 24, height: 16)

    /// The first plan of this one and its alternatives that suits, with its layout.
    /// - Throws: `ChartError.noRoom`.
    func fitted(
        on surface: any Surface, theme: Theme, margins: Insets = Insets()
    ) throws -> (plan: ChartPlan, layout: PlotLayout) {
        for plan in [self] + alternatives.dropLast() where !alternatives.isEmpty {
            guard let layout = try? plan.layout(on: surface, theme: theme, margins: margins),
                plan.fits(layout.plot)
            else { continue }
            return (plan, layout)
        }
        let last = alternatives.last ?? self
        return (last, try last.layout(on: surface, theme: theme, margins: margins))
    }

    private func layout(
        on surface: any Surface, theme: Theme, margins: Insets
    ) throws -> PlotLayout {
        func layout(footer: Double) throws -> PlotLayout {
            try PlotLayout(
                on: surface, theme: theme, header: header, parts: parts, minimum: minimum,
                margins: margins, footer: footer)
        }
        let whole = try layout(footer: 0)
        guard let footnote = footnote(whole, on: surface, theme) else { return whole }
        return try layout(footer: footnote.height)
    }

    private func footnote(
        _ layout: PlotLayout, on surface: any Surface, _ theme: Theme
    ) -> Footnote? {
        note(layout.plot).map {
            Footnote($0, width: layout.figure.width, on: surface, theme: theme)
        }
    }

    /// The plan without remarks, which are made elsewhere.
    var withoutNotes: ChartPlan {
        var copy = self
        copy.note = { _ in nil }
        copy.alternatives = alternatives.map(\.withoutNotes)
        return copy
    }

    func draw(in layout: PlotLayout, on surface: any Surface, theme: Theme) {
        header.draw(in: layout.figure)
        for part in parts { part.draw(around: layout.plot, in: layout.bounds) }
        drawData(layout.plot)
        footnote(layout, on: surface, theme)?.draw(in: layout.figure)
    }
}

/// What of a plot can line up with its neighbours.
struct PlotOutline: Equatable {
    enum Labels { case below, above, beside }

    /// Where the labels of a row of items are: plots with labels at the same side line up.
    var labels: Labels
    /// The items along the width, one below the other in charts that stand on one another; empty if
    /// there are none.
    var columns: [String] = []
}

/// A chart with one plot.
protocol PlannedDrawing: ChartDrawing {
    var outline: PlotOutline { get }
    /// - Parameter labelLayout: What the panels of a figure agreed on.
    func plan(on surface: any Surface, theme: Theme, labelLayout: LabelLayout) -> ChartPlan
}

extension PlannedDrawing {
    func draw(on surface: any Surface, theme: Theme) throws {
        let (fitted, theme, _) = try fitted(on: surface, theme: theme)
        fitted.plan.draw(in: fitted.layout, on: surface, theme: theme)
    }

    /// The chart as a figure of its own, with as much around the data as leaves that room.
    /// - Throws: `ChartError.noRoom`.
    func fitted(
        on surface: any Surface, theme: Theme
    ) throws -> (
        layout: (plan: ChartPlan, layout: PlotLayout), theme: Theme, quality: LayoutQuality
    ) {
        try fittest([()], theme: theme, isOwnSize: surface.size == defaultSize(theme)) {
            _, theme in
            let fitted = try plan(on: surface, theme: theme, labelLayout: LabelLayout())
                .fitted(on: surface, theme: theme)
            let quality = LayoutQuality(
                data: [fitted.plan.data(fitted.layout)], in: surface.size,
                showsAllLabels: !fitted.plan.leavesOutLabels(fitted.layout))
            return (fitted, quality)
        }
    }
}

/// Something drawn inside the plot, below the axes that follow it; takes no space around it.
struct Underlay: PlotPart {
    let draw: (Rect) -> Void

    func insets(around plot: Rect, in bounds: Rect) -> Insets { Insets() }
    func draw(around plot: Rect, in bounds: Rect) { draw(plot) }
}
