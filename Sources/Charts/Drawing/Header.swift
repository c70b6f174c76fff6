/// Title, subtitle and legend, one below the other at the left edge of the figure, in as many lines as the
/// theme's detail allows.
struct Header {
    /// Height with the space below; 0 when there is nothing to show. May be raised to that of a
    /// neighbour.
    var height: Double
    private let lines: [(text: TextBlock, color: Color, y: Double)]
    private let legend: Legend?
    private let legendTop: Double
    private let surface: any Surface

    /// - Parameter focus: A part of the subtitle, or of a title without one, in Unicode scalars: that text
    ///   takes one line, from which this part is never cut.
    init(
        _ title: String?, _ subtitle: String?, focus: Range<Int>? = nil,
        legend: [Legend.Entry] = [], on surface: any Surface, theme: Theme
    ) {
        let width = max(surface.size.width - 2 * theme.padding, 1)
        var y = 0.0
        var lines: [(TextBlock, Color, Double)] = []
        let focused = subtitle?.isEmpty ?? true ? 0 : 1
        for (index, (string, style, color, count)) in [
            (title, theme.titleStyle, theme.text, theme.detail.titleLines),
            (
                subtitle, theme.subtitleStyle, theme.secondaryText,
                focus == nil ? theme.detail.subtitleLines : 1
            ),
        ].enumerated() {
            guard let string, !string.isEmpty, count > 0 else { continue }
            let text: TextBlock
            if let focus, index == focused {
                text = TextBlock(string, around: focus, style, width: width, on: surface)
            } else {
                text = TextBlock(
                    paragraph: string, style, maximumWidth: width, maximumLines: count)
            }
            if y > 0 { y += theme.gap / 2 }
            lines.append((text, color, y))
            y += surface.measure(text).height
        }
        legendTop = y > 0 ? y + theme.gap : 0
        if legend.isEmpty {
            self.legend = nil
        } else {
            let legend = Legend(legend, width: width, on: surface, theme: theme)
            y = legendTop + legend.height
            self.legend = legend
        }
        height = y > 0 ? y + theme.detail.headerGaps * theme.gap : 0
        self.lines = lines
        self.surface = surface
    }

    func draw(in bounds: Rect) {
        for line in lines {
            surface.draw(
                line.text, at: Point(x: bounds.minX, y: bounds.minY + line.y), anchor: .topLeft,
                rotation: 0, color: line.color)
        }
        legend?.draw(at: Point(x: bounds.minX, y: bounds.minY + legendTop))
    }
}
