/// How well a figure's parts are laid out.
struct LayoutQuality {
    /// Area of the data by that of the figure; of panels, that of the smallest rectangle around each row of them.
    var dataShare: Double
    /// Whether no label of an item was left out.
    var showsAllLabels: Bool

    /// The share of its figure that data should have.
    static let goodShare = 0.45

    var suffices: Bool { showsAllLabels && dataShare >= Self.goodShare }

    func isWorse(than other: LayoutQuality) -> Bool {
        if showsAllLabels != other.showsAllLabels { return other.showsAllLabels }
        return min(dataShare, Self.goodShare) < min(other.dataShare, Self.goodShare)
    }

    init(dataShare: Double, showsAllLabels: Bool) {
        self.dataShare = dataShare
        self.showsAllLabels = showsAllLabels
    }

    /// - Parameter data: Its places, apart from one another; none for a figure that lays out its data itself.
    init(data: [Rect], in size: FigureSize, showsAllLabels: Bool) {
        let area = data.map { $0.width * $0.height }.reduce(0, +)
        self.init(
            dataShare: data.isEmpty ? 1 : area / max(size.width * size.height, 1e-9),
            showsAllLabels: showsAllLabels)
    }
}

/// The first of some layouts that suffices, or else the best of them.
///
/// Tried are all choices with everything around the data, then with less, so that at most a handful of
/// layouts is made.
/// - Parameters:
///   - choices: Ways to arrange the data, best first; at least one.
///   - isOwnSize: Whether the figure has the size that it asks for, which needs no second attempt.
///   - layout: Lays out with a theme.
/// - Throws: `ChartError.noRoom` of the last attempt when none has room.
func fittest<Choice, Layout>(
    _ choices: [Choice], theme: Theme, isOwnSize: Bool,
    layout: (Choice, Theme) throws -> (Layout, LayoutQuality)
) throws -> (layout: Layout, theme: Theme, quality: LayoutQuality) {
    var best: (layout: Layout, theme: Theme, quality: LayoutQuality)?
    var problem: (any Error)?
    for detail in Detail.allCases {
        let theme = theme.with(detail)
        for choice in choices {
            do {
                let (layout, quality) = try layout(choice, theme)
                if isOwnSize || quality.suffices { return (layout, theme, quality) }
                if best.map({ $0.quality.isWorse(than: quality) }) ?? true {
                    best = (layout, theme, quality)
                }
            } catch let error as ChartError {
                guard case .noRoom = error else { throw error }
                problem = error
            }
        }
    }
    if let best { return best }
    throw problem ?? ChartError.empty(chart: "Figure", items: "layouts")
}
