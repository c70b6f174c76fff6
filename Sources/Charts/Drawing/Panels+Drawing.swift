extension Panels: Chart {
    public var body: ChartBody { ChartBody(drawing: self) }
}

extension Panels: ChartDrawing {
    func defaultSize(_ theme: Theme) -> FigureSize {
        let sizes = drawings.map { $0.defaultSize(theme) }
        let widest = sizes.map(\.width).max() ?? 540
        let columns = ownColumns(widest)
        let width = columns == 1 ? widest : Self.width(widest, columns: columns)
        let titles = DefaultSize(title: title, subtitle: subtitle, columns: [], theme: theme)
            .figure(plotHeight: 0).height
        let rows = Self.rowHeights(sizes.map(\.height), columns: columns).reduce(0, +)
        return FigureSize(width: width, height: (rows + titles).rounded())
    }

    func draw(on surface: any Surface, theme: Theme) throws {
        try fitted(on: surface, theme: theme).layout.draw()
    }

    /// The panels arranged so that the data has room.
    /// - Throws: `ChartError.noRoom`.
    func fitted(
        on surface: any Surface, theme: Theme
    ) throws -> (layout: PanelArrangement, theme: Theme, quality: LayoutQuality) {
        let isOwnSize = surface.size == defaultSize(theme)
        return try fittest(
            columnCounts(theme, isOwnSize ? nil : surface.size), theme: theme,
            isOwnSize: isOwnSize
        ) { columns, theme in
            let arrangement = try arrangement(columns, on: surface, theme)
            return (arrangement, arrangement.quality(in: surface.size))
        }
    }

    private func arrangement(
        _ columns: Int, on surface: any Surface, _ theme: Theme
    ) throws -> PanelArrangement {
        let shared = SharedPanels(drawings, sharesScale: sharesScale, theme: theme)
        return try PanelArrangement(
            shared,
            header: Header(title, subtitle, legend: shared.legend, on: surface, theme: theme),
            columns: columns,
            heights: Self.rowHeights(
                drawings.map { $0.defaultSize(theme.ofPanels).height }, columns: columns),
            on: surface, theme: theme)
    }

    // MARK: Panels

    private var drawings: [any ChartDrawing] { charts.map(\.body.drawing) }

    private static let widestFigure = 1000.0

    /// Of panels side by side, which can be narrower than figures of their own.
    private static func width(_ widest: Double, columns: Int) -> Double {
        min(max(540, 0.66 * widest * Double(columns)), widestFigure)
    }

    /// Panels of a row in a figure that chooses its own size.
    private func ownColumns(_ widest: Double) -> Int {
        let count = max(charts.count, 1)
        if let columns { return min(max(columns, 1), count) }
        return 0.66 * widest * Double(count) <= Self.widestFigure ? count : 1
    }

    /// Numbers of panels of a row, the best first: what was asked for, or what comes nearest to the shape
    /// of the figure; then all side by side, and one below the other.
    ///
    /// - Parameter figure: `nil` for the size that the figure asks for.
    private func columnCounts(_ theme: Theme, _ figure: FigureSize?) -> [Int] {
        let sizes = drawings.map { $0.defaultSize(theme) }
        let widest = sizes.map(\.width).max() ?? 1
        let highest = max(sizes.map(\.height).max() ?? 1, 1)
        let count = max(charts.count, 1)
        guard let figure else { return [ownColumns(widest)] }
        let wanted = figure.width / max(figure.height, 1e-9)
        func misfit(_ columns: Int) -> Double {
            let shape = widest * Double(columns) / (highest * Double(count / columns))
            return max(shape / wanted, wanted / shape)
        }
        let extremes = [count, 1].sorted { misfit($0) < misfit($1) }
        let first = columns == nil ? extremes[0] : ownColumns(widest)
        return [first] + extremes.filter { $0 != first }
    }

    private static func rowHeights(_ heights: [Double], columns: Int) -> [Double] {
        stride(from: 0, to: heights.count, by: columns).map { start in
            heights[start..<min(start + columns, heights.count)].max() ?? 0
        }
    }
}
