/// A size for figures whose size nobody gave: as wide as a page, wider for many labels, and so high
/// that the plot keeps its height whatever titles and labels need.
///
/// Estimated from the numbers of characters; the layout measures.
struct DefaultSize {
    var title: String?
    var subtitle: String?
    /// Of a text that takes one line.
    var focus: Range<Int>?
    var columns: [String]
    /// Labels to the left of a heatmap, which has a colour bar to the right.
    var rows: [String] = []
    var theme: Theme

    func figure(plotHeight: Double) -> FigureSize {
        let height =
            plotHeight + 2 * theme.padding
            + lines(title, theme.titleSize, isOne: focus != nil && subtitle?.isEmpty ?? true)
            + lines(subtitle, theme.subtitleSize, isOne: focus != nil) + labels + 4 * theme.gap
            + 1.2 * theme.axisTitleSize
        return FigureSize(width: width, height: height.rounded())
    }

    /// Labels stand horizontally beside one another if little more than the width of a page is
    /// enough, else upright, within limits.
    private var width: Double {
        let longest = rows.lazy.map(\.unicodeScalars.count).max()
        let sides = 64 + (longest.map { 50 + min(0.6 * theme.labelSize * Double($0), 120) } ?? 0)
        let pairs = zip(columns, columns.dropFirst())
            .lazy.map { $0.unicodeScalars.count + $1.unicodeScalars.count }
        let step = (0.29 * Double(pairs.max() ?? 0) + 0.35) * theme.labelSize
        let horizontal = sides + step * Double(columns.count)
        if horizontal <= 640 { return max(540, horizontal.rounded()) }
        return min(max(540, sides + 1.25 * theme.labelSize * Double(columns.count)), 800)
    }

    /// Height of text that wraps.
    private func lines(_ text: String?, _ size: Double, isOne: Bool) -> Double {
        guard let text, !text.isEmpty else { return 0 }
        if isOne { return 1.25 * size }
        let length = 0.56 * size * Double(text.unicodeScalars.count)
        return 1.25 * size * min((length / (width - 2 * theme.padding)).rounded(.up), 3)
    }

    /// Height of the column labels: one line, or more when they have to turn.
    private var labels: Double {
        let longest = columns.lazy.map(\.unicodeScalars.count).max() ?? 0
        let length = 0.6 * theme.labelSize * Double(longest)
        let step = (width - 80) / Double(max(columns.count, 1))
        return length < step ? 1.2 * theme.labelSize : min(0.75 * length + 12, 90)
    }
}
