/// Labels of bands, with a title: below the plot, or to its left.
struct CategoryAxis: PlotPart {
    enum Edge { case bottom, left }

    private let edge: Edge
    private let labels: [TextBlock]
    private let sizes: [Size]
    private let marks: Set<Int>
    private let title: String?
    private let theme: Theme
    private let surface: any Surface

    init(
        _ edge: Edge, labels: [String], marks: Set<Int>, title: String?,
        on surface: any Surface, theme: Theme
    ) {
        self.edge = edge
        self.labels = labels.enumerated().map { index, label in
            TextBlock(
                line: label, marks.contains(index) ? theme.markedLabelStyle : theme.labelStyle)
        }
        sizes = self.labels.map(surface.measure)
        self.marks = marks
        self.title = title
        self.theme = theme
        self.surface = surface
    }

    // MARK: Layout

    private func scale(_ plot: Rect) -> BandScale {
        switch edge {
        case .bottom: BandScale(count: labels.count, from: plot.minX, to: plot.maxX)
        case .left: BandScale(count: labels.count, from: plot.minY, to: plot.maxY)
        }
    }

    private func setting(_ plot: Rect, _ bounds: Rect) -> CategoryLabels {
        let step = scale(plot).step
        let widest = sizes.lazy.map(\.width).max() ?? 0
        let height = sizes.lazy.map(\.height).max() ?? 0
        switch edge {
        case .left:
            return CategoryLabels(
                rotation: 0, limit: min(widest, 0.3 * surface.size.width),
                stride: max(1, CategoryLabels.strideFor(height, step)))
        case .bottom:
            return .choose(
                .init(
                    sizes: sizes, step: step, gap: 0.3 * theme.labelSize,
                    room: plot.minX - bounds.minX, width: surface.size.width,
                    depth: 0.4 * bounds.height))
        }
    }

    func insets(around plot: Rect, in bounds: Rect) -> Insets {
        let setting = setting(plot, bounds)
        let scale = scale(plot)
        var insets = Insets()
        for index in shown(setting) {
            let box = box(index, setting, scale, plot)
            insets = insets.union(
                Insets(
                    top: plot.minY - box.minY, left: plot.minX - box.minX,
                    bottom: box.maxY - plot.maxY, right: box.maxX - plot.maxX))
        }
        if let title = titleBlock(setting, plot) {
            let height = surface.measure(title).height + theme.gap
            switch edge {
            case .bottom: insets.bottom += height
            case .left: insets.left += height
            }
        }
        return insets
    }

    private func shown(_ setting: CategoryLabels) -> [Int] {
        setting.shown(count: labels.count, isMarked: marks.contains)
    }

    /// Where a label is anchored, and by which of its points.
    private func place(
        _ index: Int, _ setting: CategoryLabels, _ scale: BandScale, _ plot: Rect
    ) -> (Point, Anchor) {
        let center = scale.center(index)
        switch (edge, setting.rotation) {
        case (.left, _): return (Point(x: plot.minX - theme.gap, y: center), .right)
        case (.bottom, 0): return (Point(x: center, y: plot.maxY + theme.gap), .top)
        case (.bottom, -90): return (Point(x: center, y: plot.maxY + theme.gap), .right)
        case (.bottom, _):
            let lift = sizes[index].height / 2 * cosine(degrees: setting.rotation)
            return (Point(x: center, y: plot.maxY + theme.gap + lift), .right)
        }
    }

    /// The upright box around a label.
    private func box(
        _ index: Int, _ setting: CategoryLabels, _ scale: BandScale, _ plot: Rect
    ) -> Rect {
        let (position, anchor) = place(index, setting, scale, plot)
        let size = Size(
            width: min(sizes[index].width, setting.limit), height: sizes[index].height)
        return Rect(around: size, at: position, anchor: anchor, rotation: setting.rotation)
    }

    private func titleBlock(_ setting: CategoryLabels, _ plot: Rect) -> TextBlock? {
        let note =
            setting.stride > 1 ? "every \(Self.ordinal(setting.stride)) label shown" : nil
        let name = title.flatMap { $0.isEmpty ? nil : $0 }
        let string = name.map { name in note.map { "\(name) (\($0))" } ?? name } ?? note
        return string.map {
            TextBlock(
                paragraph: $0, theme.axisTitleStyle,
                maximumWidth: max(edge == .bottom ? plot.width : plot.height, 1),
                maximumLines: 2, isCentered: true)
        }
    }

    static func ordinal(_ number: Int) -> String {
        let ending =
            switch (number % 10, number % 100) {
            case (_, 11...13): "th"
            case (1, _): "st"
            case (2, _): "nd"
            case (3, _): "rd"
            default: "th"
            }
        return "\(number)\(ending)"
    }

    // MARK: Drawing

    func draw(around plot: Rect, in bounds: Rect) {
        let setting = setting(plot, bounds)
        let scale = scale(plot)
        var extent = 0.0
        for index in shown(setting) {
            let (position, anchor) = place(index, setting, scale, plot)
            let isCut = sizes[index].width > setting.limit
            surface.draw(
                isCut ? labels[index].limited(to: setting.limit) : labels[index], at: position,
                anchor: anchor, rotation: setting.rotation,
                color: marks.contains(index) ? theme.accent : theme.text)
            let box = box(index, setting, scale, plot)
            extent = max(extent, edge == .bottom ? box.maxY - plot.maxY : plot.minX - box.minX)
        }
        guard let title = titleBlock(setting, plot) else { return }
        switch edge {
        case .bottom:
            surface.draw(
                title, at: Point(x: plot.midX, y: plot.maxY + extent + theme.gap), anchor: .top,
                rotation: 0, color: theme.secondaryText)
        case .left:
            surface.draw(
                title, at: Point(x: plot.minX - extent - theme.gap, y: plot.midY),
                anchor: .bottom, rotation: -90, color: theme.secondaryText)
        }
    }
}

extension Rect {
    /// The upright box around a box that was turned about its anchor.
    init(around size: Size, at position: Point, anchor: Anchor, rotation: Double) {
        let (c, s) = (cosine(degrees: rotation), sine(degrees: rotation))
        var (x, y) = (
            (low: Double.infinity, high: -Double.infinity),
            (low: Double.infinity, high: -Double.infinity)
        )
        for corner in [(0.0, 0.0), (1, 0), (1, 1), (0, 1)] {
            let dx = (corner.0 - anchor.x) * size.width
            let dy = (corner.1 - anchor.y) * size.height
            let (px, py) = (position.x + dx * c - dy * s, position.y + dx * s + dy * c)
            x = (min(x.low, px), max(x.high, px))
            y = (min(y.low, py), max(y.high, py))
        }
        self.init(x: x.low, y: y.low, toX: x.high, toY: y.high)
    }
}
