/// Where the ticks of a scale lie, with their texts, far enough apart to be read.
struct TickLabels {
    enum Direction { case horizontal, vertical }

    let places: [(position: Double, text: TextBlock)]
    /// Width of the widest text.
    let width: Double
    let lineHeight: Double
    private let direction: Direction
    private let theme: Theme
    private let extents: [Double]

    /// - Parameters:
    ///   - length: Length of the scale on the page.
    ///   - spacing: Distance to aim for between two ticks, in lines of text.
    ///   - ticks: About so many ticks as asked for.
    ///   - position: Where a value lies.
    init(
        _ direction: Direction, length: Double, spacing: Double, on surface: any Surface,
        theme: Theme, ticks: (Int) -> [Tick], position: (Double) -> Double
    ) {
        let lineHeight = surface.measure(TextBlock(line: "0", theme.tickStyle)).height
        var places: [(Double, TextBlock)] = []
        var sizes: [Size] = []
        func extent(_ index: Int) -> Double {
            switch direction {
            case .horizontal: sizes[index].width + theme.gap
            case .vertical: sizes[index].height
            }
        }
        func isFree(_ index: Int, after last: Int) -> Bool {
            abs(places[index].0 - places[last].0) >= (extent(index) + extent(last)) / 2
        }
        var count = Int(min(max(length / (spacing * max(lineHeight, 1)), 2), 10))
        while count > 0 {
            places = ticks(count).map {
                (position($0.value), TextBlock(line: $0.label, theme.tickStyle))
            }
            sizes = places.map { surface.measure($0.1) }
            // Round steps can give half as many again.
            let isModest = places.count <= count + 2
            if isModest, places.indices.dropFirst().allSatisfy({ isFree($0, after: $0 - 1) }) {
                break
            }
            count -= 1
        }
        // Even the fewest may lie on one another, as in a domain without a width.
        var kept: [Int] = []
        for index in places.indices where kept.last.map({ isFree(index, after: $0) }) ?? true {
            kept.append(index)
        }
        self.places = kept.map { places[$0] }
        extents = kept.map { direction == .horizontal ? sizes[$0].width : sizes[$0].height }
        width = kept.map { sizes[$0].width }.max() ?? 0
        self.lineHeight = lineHeight
        self.direction = direction
        self.theme = theme
    }

    /// How far the texts reach beyond the ends of a plot, along the scale.
    func overhang(_ plot: Rect) -> Insets {
        var insets = Insets()
        for (place, extent) in zip(places, extents) {
            let (low, high) = (place.position - extent / 2, place.position + extent / 2)
            switch direction {
            case .horizontal:
                insets = insets.union(Insets(left: plot.minX - low, right: high - plot.maxX))
            case .vertical:
                insets = insets.union(Insets(top: plot.minY - low, bottom: high - plot.maxY))
            }
        }
        return insets
    }
}

/// The title of a vertical axis, read upwards; `nil` without text.
func verticalTitle(_ title: String?, _ plot: Rect, _ theme: Theme) -> TextBlock? {
    axisTitle(title, length: plot.height, theme)
}

/// The title of an axis, centred, of up to two lines; `nil` without text, and where axes have no title.
func axisTitle(_ title: String?, length: Double, _ theme: Theme) -> TextBlock? {
    theme.detail.showsAxisTitles ? centeredLines(title, length: length, theme) : nil
}

/// Text beside an axis, centred, of up to two lines; `nil` without text.
func centeredLines(_ text: String?, length: Double, _ theme: Theme) -> TextBlock? {
    text.flatMap { $0.isEmpty ? nil : $0 }.map {
        TextBlock(
            paragraph: $0, theme.axisTitleStyle, maximumWidth: max(length, 1),
            maximumLines: 2, isCentered: true)
    }
}
