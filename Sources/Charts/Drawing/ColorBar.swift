/// The colours of a scale with their numbers, to the right of the plot; above and below, the looks of
/// numbers that have no place on the scale, if there are any.
struct ColorBar: PlotPart {
    let scale: ColorScale
    let title: String?
    /// What there is besides numbers on the scale.
    var exceptions: [CellException] = []
    let theme: Theme
    let surface: any Surface

    /// More steps than the eye sees, few enough to leave room for the cells in a palette of 256.
    private static let steps = 64

    /// Everything that follows from where the plot is.
    private struct Setting {
        /// The colours.
        var bar: Rect
        var ticks: TickLabels
        var swatches: [(exception: CellException, box: Rect, text: TextBlock)]
        /// Width of the widest text.
        var width: Double
    }

    private func setting(_ plot: Rect) -> Setting {
        let line = surface.measure(TextBlock(line: "0", theme.tickStyle)).height
        let left = plot.maxX + 2 * theme.gap
        func room(_ swatches: [CellException]) -> Double {
            Double(swatches.count) * (line + theme.gap) + (swatches.isEmpty ? 0 : line / 2)
        }
        let above = exceptions.filter { $0 == .beyond }
        let below = exceptions.filter { $0 != .beyond }
        let top = plot.minY + room(above)
        // On a low plot, the swatches hang below.
        let bottom = max(plot.maxY - room(below), top + min(plot.height, 4 * line))
        let bar = Rect(x: left, y: top, toX: left + theme.labelSize, toY: bottom)
        let position = LinearScale(domain: 0...1, start: bar.maxY, end: bar.minY)
        let ticks = TickLabels(
            .vertical, length: bar.height, spacing: 2.4, on: surface, theme: theme,
            ticks: scale.ticks
        ) {
            position.position(scale.fraction($0) ?? 0)
        }
        var swatches: [(CellException, Rect, TextBlock)] = []
        func place(_ exceptions: [CellException], from start: Double) {
            for (index, exception) in exceptions.enumerated() {
                let y = start + Double(index) * (line + theme.gap)
                swatches.append(
                    (
                        exception, Rect(x: left, y: y, toX: left + theme.labelSize, toY: y + line),
                        TextBlock(line: exception.name(on: scale), theme.tickStyle)
                    ))
            }
        }
        place(above, from: plot.minY)
        place(below, from: bottom + line / 2 + theme.gap)
        return Setting(
            bar: bar, ticks: ticks, swatches: swatches,
            width: max(ticks.width, swatches.map { surface.measure($0.2).width }.max() ?? 0))
    }

    func insets(around plot: Rect, in bounds: Rect) -> Insets {
        let setting = setting(plot)
        var insets = setting.ticks.overhang(setting.bar)
        insets.top = max(insets.top - (setting.bar.minY - plot.minY), 0)
        insets.bottom =
            max(
                insets.bottom + setting.bar.maxY, setting.swatches.last?.box.maxY ?? 0) - plot.maxY
        insets.bottom = max(insets.bottom, 0)
        insets.right = 3 * theme.gap + theme.labelSize + setting.width
        if let title = verticalTitle(title, plot, theme) {
            insets.right += surface.measure(title).height + theme.gap
        }
        return insets
    }

    func draw(around plot: Rect, in bounds: Rect) {
        let setting = setting(plot)
        let bar = setting.bar
        let colors = (0..<Self.steps).map { step in
            scale.map.color(at: 1 - (Double(step) + 0.5) / Double(Self.steps))
        }
        surface.fill(bar, steps: colors)
        let text = bar.maxX + theme.gap
        for (y, label) in setting.ticks.places {
            surface.draw(
                label, at: Point(x: text, y: y), anchor: .left, rotation: 0,
                color: theme.secondaryText)
        }
        for swatch in setting.swatches {
            surface.fill(swatch.box, exception: swatch.exception, theme)
            surface.draw(
                swatch.text, at: Point(x: text, y: swatch.box.midY), anchor: .left, rotation: 0,
                color: theme.secondaryText)
        }
        if let title = verticalTitle(title, plot, theme) {
            surface.draw(
                title, at: Point(x: text + setting.width + theme.gap, y: plot.midY),
                anchor: .top, rotation: -90, color: theme.secondaryText)
        }
    }
}
