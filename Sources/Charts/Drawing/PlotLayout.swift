/// A part beside the data: an axis, a colour bar. It knows scales and a theme, never the data.
protocol PlotPart {
    /// The space that the part needs around a plot of this size and place.
    /// - Parameter bounds: Where the part may draw.
    func insets(around plot: Rect, in bounds: Rect) -> Insets

    /// - Parameter bounds: As for `insets`; between them and the plot is as much as all parts need.
    func draw(around plot: Rect, in bounds: Rect)
}

/// Where the parts of a figure lie.
struct PlotLayout {
    /// The figure without its padding: where the header is.
    let figure: Rect
    /// What the header and a note leave: where the parts may draw.
    let bounds: Rect
    /// Where the data goes.
    let plot: Rect

    /// Finds the largest plot that leaves every part the room that it asks for.
    ///
    /// What a part needs can depend on the plot (labels turn when it gets narrow), so the space
    /// grows until all parts are content; it never shrinks, so this ends.
    /// - Parameters:
    ///   - margins: Space to keep around the plot in any case, so that it lines up with that of a
    ///     neighbour.
    ///   - footer: Height to keep below everything.
    /// - Throws: `ChartError.noRoom` when less than `minimum` would be left.
    init(
        on surface: any Surface, theme: Theme, header: Header, parts: [any PlotPart],
        minimum: Size = ChartPlan.smallestPlot, margins: Insets = Insets(), footer: Double = 0
    ) throws {
        let size = surface.size
        figure = Rect(x: 0, y: 0, toX: size.width, toY: size.height).inset(theme.padding)
        let bounds = figure.inset(Insets(top: header.height, bottom: footer))
        var insets = margins
        var plot = bounds
        for _ in 0..<8 {
            let missing = Size(
                width: minimum.width + insets.left + insets.right + 2 * theme.padding - size.width,
                height: minimum.height + insets.top + insets.bottom + header.height + footer
                    + 2 * theme.padding - size.height)
            guard missing.width <= 0, missing.height <= 0 else {
                throw ChartError.noRoom(
                    size: size,
                    needed: FigureSize(
                        width: size.width + max(missing.width, 0),
                        height: size.height + max(missing.height, 0)))
            }
            plot = bounds.inset(insets)
            let needed = Self.insets(of: parts, around: plot, in: bounds)
            if needed.union(insets) == insets { break }
            insets = needed.union(insets)
        }
        // On the way a part may have asked for more than it needs in the end.
        let final = Self.insets(of: parts, around: plot, in: bounds).union(margins)
        let larger = bounds.inset(final)
        if Self.insets(of: parts, around: larger, in: bounds).union(final) == final {
            plot = larger
        }
        self.bounds = bounds
        self.plot = plot
    }

    /// The space between the bounds and the plot.
    var margins: Insets {
        Insets(
            top: plot.minY - bounds.minY, left: plot.minX - bounds.minX,
            bottom: bounds.maxY - plot.maxY, right: bounds.maxX - plot.maxX)
    }

    private static func insets(
        of parts: [any PlotPart], around plot: Rect, in bounds: Rect
    ) -> Insets {
        parts.reduce(Insets()) { $0.union($1.insets(around: plot, in: bounds)) }
    }
}
