/// Panels with common scales, and what is shown of those once for all.
struct SharedPanels {
    let drawings: [any ChartDrawing]
    /// The scale of a common colour bar; `nil` if there is none.
    let colorScale: ColorScale?
    let colorTitle: String?
    let exceptions: [CellException]
    /// A legend that is the same in all panels; empty if there is none.
    let legend: [Legend.Entry]

    init(_ drawings: [any ChartDrawing], sharesScale: Bool, theme: Theme) {
        let sharing = drawings.map { $0 as? any ScaleSharing }
        guard sharesScale, drawings.count > 1 else {
            self.drawings = drawings
            (colorScale, colorTitle, exceptions, legend) = (nil, nil, [], [])
            return
        }
        var ranges: [ScaleKind: ClosedRange<Double>] = [:]
        for drawing in sharing {
            guard let drawing, let range = drawing.scaleRange(theme) else { continue }
            let kind = drawing.scaleKind(theme)
            ranges[kind] = ranges[kind].map { $0.union(range) } ?? range
        }
        let ranged = sharing.map { drawing in
            drawing.map { $0.sharing(ranges[$0.scaleKind(theme)], showsKey: true) }
        }
        // A key belongs to the figure if every panel would show the same.
        let all = ranged.compactMap { $0 }
        let kinds = Set(all.map { $0.scaleKind(theme) })
        let isOneKind = all.count == drawings.count && kinds.count == 1
        let colored = all.compactMap { $0 as? any ColorSharing }
        let hasBar = isOneKind && colored.count == drawings.count
        let legends = all.map { $0.legend(theme) }
        let first = legends.first ?? []
        let hasLegend =
            isOneKind && !first.isEmpty
            && legends.allSatisfy { $0.map(\.name) == first.map(\.name) }
        let scale = hasBar ? colored.first?.scale(theme) : nil
        let isBeside = theme.detail.showsColorBar
        colorScale = isBeside ? scale : nil
        colorTitle = all.lazy.compactMap(\.valueTitle).first
        let found = Set(colored.flatMap { $0.exceptions(theme) })
        exceptions = CellException.allCases.filter(found.contains)
        if let scale, !isBeside {
            legend = .colors(scale, exceptions)
        } else {
            legend = hasLegend ? first : []
        }
        self.drawings = zip(drawings, ranged).map { original, drawing in
            drawing?.sharing(nil, showsKey: !hasBar && !hasLegend) ?? original
        }
    }
}

extension ClosedRange<Double> {
    /// The smallest range that holds both.
    func union(_ other: ClosedRange<Double>) -> ClosedRange<Double> {
        Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
    }
}
