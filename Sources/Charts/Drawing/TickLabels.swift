/// The ticks of a vertical scale with their texts, far enough apart to be read.
struct TickLabels {
    let places: [(y: Double, text: TextBlock)]
    /// Width of the widest text.
    let width: Double
    private let lineHeight: Double

    /// - Parameter spacing: Distance to aim for between two ticks, in lines of text.
    init(_ scale: LinearScale, spacing: Double, on surface: any Surface, theme: Theme) {
        lineHeight = surface.measure(TextBlock(line: "0", theme.tickStyle)).height
        let length = abs(scale.end - scale.start)
        let count = Int(min(max(length / (spacing * max(lineHeight, 1)), 1), 10))
        let ticks = Ticks(in: scale.domain, count: count)
        let format = NumberFormat.ticks(ticks)
        var places: [(Double, TextBlock)] = []
        var width = 0.0
        for value in ticks.values {
            let y = scale.position(value)
            if let last = places.last, abs(last.0 - y) < lineHeight { continue }
            let text = TextBlock(line: format.string(value), theme.tickStyle)
            places.append((y, text))
            width = max(width, surface.measure(text).width)
        }
        self.places = places
        self.width = width
    }

    /// How far the texts reach beyond the upper and lower end of a plot.
    func overhang(_ plot: Rect) -> Insets {
        guard let low = places.first, let high = places.last else { return Insets() }
        return Insets(
            top: max(0, plot.minY - high.y + lineHeight / 2),
            bottom: max(0, low.y + lineHeight / 2 - plot.maxY))
    }
}

/// The title of a vertical axis, read upwards; `nil` without text.
func verticalTitle(_ title: String?, _ plot: Rect, _ theme: Theme) -> TextBlock? {
    title.flatMap { $0.isEmpty ? nil : $0 }.map {
        TextBlock(
            paragraph: $0, theme.axisTitleStyle, maximumWidth: max(plot.height, 1),
            maximumLines: 2, isCentered: true)
    }
}
