/// Labels of bands, with a title, at one side of the plot.
struct CategoryAxis: PlotPart {
    enum Edge {
        case top, bottom, left, right

        var isHorizontal: Bool { self == .top || self == .bottom }
    }

    private let edge: Edge
    private let labels: [TextBlock]
    private let sizes: [Size]
    private let marks: Set<Int>
    /// The largest items, which keep their labels when others are left out.
    private let largest: [Int]
    private let markColor: Color
    private let depth: Double
    private let labelLayout: LabelLayout
    private let title: String?
    private let theme: Theme
    private let surface: any Surface

    /// - Parameters:
    ///   - values: One for each label, or none: labels of the largest are not the ones to be left out.
    ///   - markColor: Colour of marked labels; `nil` takes the accent.
    ///   - depth: Share of the height below the header that labels above or below may take.
    init(
        _ edge: Edge, labels: [String], marks: Set<Int>, values: [Double] = [],
        markColor: Color? = nil,
        depth: Double = 0.4, title: String?, labelLayout: LabelLayout = LabelLayout(),
        on surface: any Surface,
        theme: Theme
    ) {
        self.edge = edge
        self.labels = labels.enumerated().map { index, label in
            TextBlock(
                line: label, marks.contains(index) ? theme.markedLabelStyle : theme.labelStyle)
        }
        sizes = self.labels.map(surface.measure)
        self.marks = marks
        largest = Array(
            values.indices.filter { values[$0].isFinite }
                .sorted { (values[$1], $0) < (values[$0], $1) }.prefix(3))
        self.depth = depth
        self.labelLayout = labelLayout
        self.markColor = markColor ?? theme.accent
        self.title = title
        self.theme = theme
        self.surface = surface
    }

    // MARK: Layout

    /// Everything that follows from where the plot is.
    private struct Setting {
        var style: CategoryLabels
        var scale: BandScale
        var labels: [Label]
        var title: TextBlock?

        struct Label {
            var index: Int
            var text: TextBlock
            var position: Point
            var anchor: Anchor
            /// The upright box around it.
            var box: Rect
        }
    }

    private func setting(_ plot: Rect, _ bounds: Rect) -> Setting {
        let scale = scale(plot)
        let style = style(scale.step, plot, bounds)
        let shown = style.shown(
            count: labels.count, isMarked: marks.contains, others: largest
        ).map { label($0, style, scale, plot) }
        return Setting(
            style: style, scale: scale, labels: shown, title: titleBlock(shown.count, plot))
    }

    /// Whether some labels have no room, or turn and are cut nevertheless.
    func leavesOutLabels(_ layout: PlotLayout) -> Bool {
        let style = style(scale(layout.plot).step, layout.plot, layout.bounds)
        let isCut = style.rotation != 0 && sizes.contains { $0.width > style.limit + 0.01 }
        return style.stride > 1 || isCut
    }

    /// The plot with its labels.
    func reach(_ layout: PlotLayout) -> Rect {
        setting(layout.plot, layout.bounds).labels.reduce(layout.plot) { $0.union($1.box) }
    }

    /// How the labels are set.
    func labelLayout(_ layout: PlotLayout) -> LabelLayout {
        guard edge.isHorizontal else { return LabelLayout() }
        let step = scale(layout.plot).step
        return LabelLayout(rotation: style(step, layout.plot, layout.bounds).rotation)
    }

    private func scale(_ plot: Rect) -> BandScale {
        edge.isHorizontal
            ? BandScale(count: labels.count, from: plot.minX, to: plot.maxX)
            : BandScale(count: labels.count, from: plot.minY, to: plot.maxY)
    }

    private func style(_ step: Double, _ plot: Rect, _ bounds: Rect) -> CategoryLabels {
        guard edge.isHorizontal else {
            let widest = sizes.lazy.map(\.width).max() ?? 0
            let height = sizes.lazy.map(\.height).max() ?? 0
            let limit = min(widest, 0.3 * surface.size.width)
            return CategoryLabels(
                rotation: 0, limit: limit,
                lines: widest > limit ? CategoryLabels.linesFitting(height, in: step) : 1,
                stride: max(1, CategoryLabels.strideFor(height, step)))
        }
        // Above the plot, labels lean the other way: what is said of the left end goes for the right.
        let isTop = edge == .top
        return .choose(
            .init(
                sizes: isTop ? sizes.reversed() : sizes, step: step, gap: 0.3 * theme.labelSize,
                room: isTop ? bounds.maxX - plot.maxX : plot.minX - bounds.minX,
                width: surface.size.width, depth: depth * bounds.height,
                rotation: labelLayout.rotation,
                breaksWell: { breaksWell(at: $0, depth: depth * bounds.height) }))
    }

    private func breaksWell(at width: Double, depth: Double) -> Bool {
        let height = sizes.lazy.map(\.height).max() ?? 0
        let most = CategoryLabels.linesFitting(height, in: depth)
        return zip(labels, sizes).allSatisfy { label, size in
            if size.width <= width { return true }
            let words = label.string.split(separator: " ")
            guard words.count > 1, size.width < width * Double(most) else {
                return false
            }
            let isBrokenBetweenWords = words.allSatisfy {
                surface.measure(TextBlock(line: String($0), label.style)).width <= width
            }
            guard isBrokenBetweenWords else { return false }
            // One line more than allowed shows whether the allowed ones suffice.
            return surface.measure(label.broken(at: width, lines: most + 1)).height
                < (Double(most) + 0.5) * size.height
        }
    }

    private func label(
        _ index: Int, _ style: CategoryLabels, _ scale: BandScale, _ plot: Rect
    ) -> Setting.Label {
        var (text, size) = (labels[index], sizes[index])
        if size.width > style.limit {
            (text, size) = shortened(text, to: style.limit, lines: style.lines)
            text.isCentered = edge.isHorizontal && style.rotation == 0
        }
        let (position, anchor) = place(scale.center(index), size.height, style.rotation, plot)
        return Setting.Label(
            index: index, text: text, position: position, anchor: anchor,
            box: Rect(around: size, at: position, anchor: anchor, rotation: style.rotation))
    }

    /// A label that is not wider than a limit.
    private func shortened(
        _ label: TextBlock, to limit: Double, lines: Int
    ) -> (TextBlock, Size) {
        // A line can come out wider than asked for where a script allows no break: then break
        // earlier, in the end to an ellipsis.
        for (width, lines) in [(limit, lines), (0.8 * limit, lines), (limit, 1)] {
            let text = label.broken(at: width, lines: lines)
            let size = surface.measure(text)
            if size.width <= limit + 0.01 { return (text, size) }
        }
        let text = label.limited(to: 0.8 * limit)
        return (text, surface.measure(text))
    }

    /// Where a label is anchored, and by which of its points.
    private func place(
        _ center: Double, _ height: Double, _ rotation: Double, _ plot: Rect
    ) -> (Point, Anchor) {
        let lift =
            switch rotation {
            case 0: 0.0
            // Past the tick at the end of the axis beside it, which reaches half a line as far.
            case -90: max(0, height / 2 - theme.gap)
            default: height / 2 * cosine(degrees: rotation)
            }
        switch edge {
        case .left: return (Point(x: plot.minX - theme.gap, y: center), .right)
        case .right: return (Point(x: plot.maxX + theme.gap, y: center), .left)
        case .bottom:
            return (
                Point(x: center, y: plot.maxY + theme.gap + lift), rotation == 0 ? .top : .right
            )
        case .top:
            return (
                Point(x: center, y: plot.minY - theme.gap - lift), rotation == 0 ? .bottom : .left
            )
        }
    }

    /// - Parameter count: Labels that are shown.
    private func titleBlock(_ count: Int, _ plot: Rect) -> TextBlock? {
        let note =
            count < labels.count && !labels.countsOn ? "\(count) of \(labels.count) labels" : nil
        let name = theme.detail.showsAxisTitles ? title.flatMap { $0.isEmpty ? nil : $0 } : nil
        return centeredLines(
            name.map { name in note.map { "\(name) (\($0))" } ?? name } ?? note,
            length: edge.isHorizontal ? plot.width : plot.height, theme)
    }

    func insets(around plot: Rect, in bounds: Rect) -> Insets {
        let setting = setting(plot, bounds)
        var insets = Insets()
        for label in setting.labels {
            insets = insets.union(
                Insets(
                    top: plot.minY - label.box.minY, left: plot.minX - label.box.minX,
                    bottom: label.box.maxY - plot.maxY, right: label.box.maxX - plot.maxX))
        }
        if let title = setting.title {
            let height = surface.measure(title).height + theme.gap
            switch edge {
            case .top: insets.top += height
            case .bottom: insets.bottom += height
            case .left: insets.left += height
            case .right: insets.right += height
            }
        }
        return insets
    }

    // MARK: Drawing

    func draw(around plot: Rect, in bounds: Rect) {
        let setting = setting(plot, bounds)
        var reach = plot
        for label in setting.labels {
            surface.draw(
                label.text, at: label.position, anchor: label.anchor,
                rotation: setting.style.rotation,
                color: marks.contains(label.index) ? markColor : theme.text)
            reach = reach.union(label.box)
        }
        guard let title = setting.title else { return }
        let (position, anchor, rotation): (Point, Anchor, Double) =
            switch edge {
            // At the edge, so that titles line up with those of neighbours whose labels are higher.
            case .top: (Point(x: plot.midX, y: bounds.minY), .top, 0)
            case .bottom: (Point(x: plot.midX, y: bounds.maxY), .bottom, 0)
            case .left: (Point(x: reach.minX - theme.gap, y: plot.midY), .bottom, -90)
            case .right: (Point(x: reach.maxX + theme.gap, y: plot.midY), .top, -90)
            }
        surface.draw(
            title, at: position, anchor: anchor, rotation: rotation, color: theme.secondaryText)
    }
}

extension [TextBlock] {
    /// Whether each is the number after the one before, as 0, 1 or L0, L1: then everybody knows those that
    /// are left out.
    fileprivate var countsOn: Bool {
        func split(_ label: TextBlock) -> (name: Substring, number: Int)? {
            let name = label.string.prefix { !$0.isNumber }
            return Int(label.string.dropFirst(name.count)).map { (name, $0) }
        }
        return zip(self, dropFirst()).allSatisfy { first, second in
            guard let first = split(first), let second = split(second) else { return false }
            return first.name.count < 2 && first.name == second.name
                && first.number + 1 == second.number
        }
    }
}

extension TextBlock {
    /// The text broken into lines; what they cannot hold ends in an ellipsis.
    func broken(at width: Double, lines: Int) -> TextBlock {
        var copy = limited(to: width)
        copy.maximumLines = lines
        return copy
    }
}
