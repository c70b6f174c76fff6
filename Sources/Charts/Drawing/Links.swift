/// The links of a chart that are drawn, and how.
struct Links {
    struct Link {
        var source: Int
        var target: Int
        var weight: Double
        var isMarked: Bool
        /// Whether its target does not count for the scale.
        var isApart: Bool
    }

    /// From the weakest to the strongest; marked ones last.
    let visible: [Link]
    /// Those that are stronger than an opaque link, to targets that do not count for the scale.
    let beyond: [Link]
    /// Links whose weight is no finite number.
    let missing: [Link]
    /// The weight of an opaque link.
    let fullWeight: Double
    /// Links with a magnitude below this are not drawn; `nil` when all are.
    let threshold: Double?
    let hasNegative: Bool

    private static let faintest = 0.02
    private static let most = 20_000

    init(_ chart: LinkChart) {
        var links: [Link] = []
        var missing: [Link] = []
        for source in chart.sources.indices
        where chart.shownSources?.contains(source) ?? true {
            for target in chart.targets.indices {
                let weight = chart.weights[source][target]
                let link = Link(
                    source: source, target: target, weight: weight,
                    isMarked: chart.markedSources.contains(source)
                        || chart.markedTargets.contains(target),
                    isApart: chart.apartTargets.contains(target))
                if !weight.isFinite {
                    missing.append(link)
                } else if weight != 0 {
                    links.append(link)
                }
            }
        }
        let scaled = links.filter { !$0.isApart }
        let largest = (scaled.isEmpty ? links : scaled).map { abs($0.weight) }.max() ?? 1
        let full = chart.fullWeight ?? largest
        let kept = links.filter { abs($0.weight) / full >= Self.faintest }
            .sorted {
                (abs($0.weight), $0.source, $0.target) < (abs($1.weight), $1.source, $1.target)
            }
            .suffix(Self.most)
        fullWeight = full
        threshold = kept.count < links.count ? kept.first.map { abs($0.weight) } ?? full : nil
        func isBeyond(_ link: Link) -> Bool { link.isApart && abs(link.weight) > full }
        let onScale = kept.filter { !isBeyond($0) }
        beyond = kept.filter(isBeyond)
        visible = onScale.filter { !$0.isMarked } + onScale.filter(\.isMarked)
        hasNegative = visible.contains { $0.weight < 0 }
        self.missing = Array(missing.prefix(Self.most))
    }

    /// The largest magnitude of the links that an item has at one side.
    func strengths(_ count: Int, _ end: KeyPath<Link, Int>) -> [Double] {
        visible.reduce(into: Array(repeating: 0.0, count: count)) { strengths, link in
            strengths[link[keyPath: end]] = max(strengths[link[keyPath: end]], abs(link.weight))
        }
    }

    func style(_ weight: Double, isMarked: Bool, _ theme: Theme) -> LineStyle {
        let strength = min(abs(weight) / fullWeight, 1)
        var color = isMarked ? theme.accent : theme.seriesColor(0)
        color.alpha = UInt8((255 * strength).rounded())
        return LineStyle(
            color: color, width: (0.75 + 2.25 * strength) * theme.unit,
            dashes: weight < 0 ? [4 * theme.unit, 3 * theme.unit] : [])
    }

    /// A band rather than a line, so that it is another thing in greys, too.
    func beyondStyle(_ theme: Theme) -> LineStyle {
        LineStyle(color: theme.missingHatch, width: 5 * theme.unit)
    }

    func missingStyle(_ theme: Theme) -> LineStyle {
        LineStyle(
            color: theme.missingHatch, width: theme.hairline,
            dashes: [theme.unit, 2.5 * theme.unit])
    }

    /// Samples of round weights, with what else there is.
    func legend(_ title: String?, _ theme: Theme) -> [Legend.Entry] {
        let ticks = Ticks.labelled(in: 0...fullWeight, count: 3).filter { $0.value > 0 }
        let isMarked = visible.allSatisfy(\.isMarked)
        let title = title.flatMap { $0.isEmpty ? nil : $0 + " " } ?? ""
        var entries = ticks.enumerated().map { index, tick in
            Legend.Entry(
                name: (index == 0 ? title : "") + tick.label,
                stroke: style(tick.value, isMarked: isMarked, theme))
        }
        if !beyond.isEmpty {
            entries.append(
                Legend.Entry(name: beyondName(fullWeight), stroke: beyondStyle(theme)))
        }
        if hasNegative {
            entries.append(
                Legend.Entry(
                    name: "negative", stroke: style(-fullWeight, isMarked: isMarked, theme)))
        }
        if !missing.isEmpty {
            entries.append(Legend.Entry(name: "n/a", stroke: missingStyle(theme)))
        }
        return entries
    }
}
