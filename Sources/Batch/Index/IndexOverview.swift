import Analyses
import Charts
import Files
import Pages

/// The upper part of an index's first page: what the pairs have in common, and which stand out.
extension IndexPage {
    private static let meanName = "similarity-by-layer"
    private static let distributionName = "similarity-distribution"
    /// The pictures' files, by their names in their folder.
    static let figureNames = Set(
        [meanName, distributionName].flatMap { ["\($0).svg", "\($0).png", "\($0)-narrow.svg"] })

    func front() -> PageValues {
        let layers = overview.layers
        let hasLabels = overview.hasLabels
        let best = overview.bestLayer
        let best2 = best.flatMap { overview.threshold($0) }
        return [
            "hasOverview": overview.count > 0, "count": Format.grouped(overview.count),
            "hasLabels": hasLabels, "failedCount": Format.grouped(overview.failed),
            "hasFailed": overview.failed > 0, "oneFailed": overview.failed == 1,
            "sameCount": Format.grouped(overview.count(.same)),
            "differentCount": Format.grouped(overview.count(.different)),
            "bestDivides": best2?.divides ?? false, "bestLayer": best.map { layers[$0] } ?? "",
            "bestAccuracy": best2.map { Format.percent(Float($0.accuracy)) } ?? "",
            "bestThreshold": best2.map { Format.fixed($0.value, decimals: 3) } ?? "",
            "baseline": overview.baseline.map { Format.percent(Float($0)) } ?? "",
            "summary": summary, "meanAlt": meanText, "distributionAlt": distributionText,
            "layers": layers.indices.map { layer -> PageValues in
                let threshold = overview.threshold(layer)
                return [
                    "layer": layers[layer], "best": layer == best,
                    "meanSpread": spread(layer), "sameSpread": spread(layer, .same),
                    "differentSpread": spread(layer, .different),
                    "mean": cell(overview.mean(layer)), "low": cell(overview.quantile(0.1, layer)),
                    "median": cell(overview.quantile(0.5, layer)),
                    "high": cell(overview.quantile(0.9, layer)),
                    "same": cell(overview.mean(layer, .same)),
                    "different": cell(overview.mean(layer, .different)),
                    "threshold": threshold.map { $0.divides ? cell($0.value) : "none" } ?? "–",
                    "accuracy": threshold.map { Format.percent(Float($0.accuracy)) } ?? "",
                ]
            },
            "hasExtremes": overview.count > 3,
            "extremes": [
                ["heading": "The context changes the word most", "rows": rows(plan.largestDrops)],
                ["heading": "… and least", "rows": rows(plan.smallestDrops)],
            ] as [PageValues],
            "hasWords": (plan.words?.count ?? 0) > 1, "words": words(),
        ]
    }

    private func rows(_ entries: [JournalEntry]) -> [PageValues] {
        entries.map { row($0, root: "") }
    }

    private func words() -> [PageValues] {
        (plan.words ?? [:]).sorted { $0.key < $1.key }.map { word, place in
            let page = place.page == 1 ? "" : "\(Self.folder)/\(place.page).html"
            let isThere = listsAll || place.page == 1
            return [
                "word": word,
                "url": isThere ? "\(page)#\(HTMLEscaping.url(path: place.anchor))" : "#pairs",
                "several": place.count > 1, "count": Format.grouped(place.count),
            ]
        }
    }

    private func cell(_ value: Double?) -> String { value.map(Format.cell) ?? "–" }

    private func text(_ value: Double?) -> String {
        value.map { Format.fixed($0, decimals: 3) } ?? "–"
    }

    /// "± 0.0123"; empty where there is no interval.
    private func spread(_ layer: Int, _ sense: Overview.Sense? = nil) -> String {
        overview.spread(layer, sense).map { "± \(Format.cell($0))" } ?? ""
    }

    /// The overview in one sentence.
    private var summary: String {
        guard let first = overview.mean(0), let last = overview.mean(overview.layers.count - 1)
        else { return "No pair could be analysed." }
        return
            "The word’s two vectors have a mean similarity of \(Format.fixed(first, decimals: 3)) "
            + "at the input and of \(Format.fixed(last, decimals: 3)) after the last layer."
    }

    private var meanText: String {
        guard overview.hasLabels else { return "Mean similarity by layer. \(summary)" }
        let last = overview.layers.count - 1
        return "Mean similarity by layer: after the last layer \(text(overview.mean(last, .same))) "
            + "for pairs of the same sense and \(text(overview.mean(last, .different))) for pairs "
            + "of different senses."
    }

    private var distributionText: String {
        let last = overview.layers.count - 1
        func middle(_ sense: Overview.Sense?) -> String {
            let ends = overview.quantiles([0.1, 0.9], last, sense) ?? []
            return ends.map { text($0) }.joined(separator: " and ")
        }
        let start =
            "Strips of the pairs’ similarities, layer by layer: after the last layer eight of ten "
        guard overview.hasLabels else { return start + "lie between \(middle(nil))." }
        return start
            + "pairs of the same sense lie between \(middle(.same)), of different senses between "
            + "\(middle(.different))."
    }

    /// The pictures of the overview; none without pairs.
    func figureFiles() throws -> [OutputFile] {
        guard overview.count > 0 else { return [] }
        let figures: [(name: String, chart: any Chart, altText: String)] = [
            (Self.meanName, meanChart, meanText),
            (Self.distributionName, distributionChart, distributionText),
        ]
        return try figures.map { name, chart, altText in
            try Figure(
                name: name, title: chart.title ?? "", altText: altText,
                size: FigureSize(width: 440, height: 260), narrowSize: .narrow(height: 210),
                chart: chart
            ).rendered([.svg, .png])
        }.files
    }

    private var meanChart: LineChart {
        func series(_ name: String?, _ sense: Overview.Sense?) -> LineChart.Series {
            LineChart.Series(
                name: name,
                values: overview.layers.indices.map { overview.mean($0, sense) ?? .nan })
        }
        let kinds: [(String?, Overview.Sense?)] =
            overview.hasLabels
            ? [("same sense", .same), ("different senses", .different)] : [(nil, nil)]
        return LineChart(
            title: "Mean similarity by layer", labels: overview.layers,
            series: kinds.map(series), categoryTitle: "layer", valueTitle: "cosine similarity",
            bands: kinds.enumerated().compactMap { interval($1.1, series: $0) })
    }

    /// In what range the mean of other pairs like these may be; `nil` for too few pairs.
    private func interval(_ sense: Overview.Sense?, series: Int) -> LineChart.Band? {
        let ranges = overview.layers.indices.compactMap { layer -> ClosedRange<Double>? in
            guard let mean = overview.mean(layer, sense),
                let spread = overview.spread(layer, sense),
                mean.isFinite, spread.isFinite
            else { return nil }
            return mean - spread...mean + spread
        }
        guard ranges.count == overview.layers.count else { return nil }
        return LineChart.Band(ranges: ranges, series: series)
    }

    private var distributionChart: SimilarityStrips {
        func group(_ name: String, _ sense: Overview.Sense?) -> SimilarityStrips.Group {
            SimilarityStrips.Group(
                name: name,
                percentiles: overview.layers.indices.map {
                    overview.quantiles(SimilarityStrips.fractions, $0, sense)
                })
        }
        return SimilarityStrips(
            layers: overview.layers,
            groups: overview.hasLabels
                ? [group("same sense", .same), group("different senses", .different)]
                : [group("all pairs", nil)],
            description: distributionText)
    }
}
