import Charts
import Encoder

/// The charts of the analyses, from plain numbers: for the pages and for single figures.
enum AnalysisCharts {
    /// A sentence as a figure shows it.
    struct Sentence {
        /// With a note of what is left out.
        var text: String
        var word: String
        /// The tokens that are shown.
        var tokens: [String]
        /// Those of the word, as indices of `tokens`.
        var marked: Set<Int>
    }

    /// “bank”, or “bank” and “shore”.
    static func subject(_ words: [String]) -> String {
        guard let first = words.first, words.contains(where: { $0 != first }) else {
            return "“\(words.first ?? "")”"
        }
        return Format.list(words.map { "“\($0)”" })
    }

    /// Cosine, baseline and their difference by layer.
    static func corrected(
        words: [String], cosine: [Float], baseline: [Float], corrected: [Float]
    ) -> LineChart {
        let one = Set(words).count == 1
        return LineChart(
            title:
                "Similarity of \(subject(words))\(one ? " in two sentences" : ""), layer by layer",
            labels: PairAnalysis.Similarity(cosine: cosine).layers,
            series: [
                .init(name: "cosine", values: cosine.map(Double.init)),
                .init(name: "baseline", values: baseline.map(Double.init)),
                .init(name: "corrected", values: corrected.map(Double.init)),
            ], categoryTitle: "layer", valueTitle: "cosine similarity")
    }

    // MARK: What flows to the word

    static func rolloutTitle(_ words: [String]) -> String {
        "Where the vector of \(subject(words)) comes from: attention rollout"
    }

    static func normTitle(_ words: [String]) -> String {
        "What attention gives to \(subject(words)): norms, as shares of each layer"
    }

    /// - Parameters:
    ///   - rows: `[layers][shown tokens]`.
    ///   - largest: the end of the colours, the same for figures that are compared.
    static func flow(
        title: String?, subtitle: String?, _ sentence: Sentence, rows: [[Float]], largest: Float,
        valueTitle: String, showsValues: Bool = true
    ) -> Heatmap {
        Heatmap(
            title: title, subtitle: subtitle,
            rowLabels: rows.indices.map(PairAnalysis.layerName), columnLabels: sentence.tokens,
            values: rows.map { $0.map(Double.init) }, rowTitle: "layer", valueTitle: valueTitle,
            colorRange: 0...(largest > 0 ? Double(largest) : 1), markedColumns: sentence.marked,
            showsValues: showsValues)
    }

    /// Both sentences, one below the other, so that their tokens stay readable on a page. The numbers
    /// are in a table there; in the figure they would be most of its weight.
    static func flows(
        title: String, _ sentences: [Sentence], rows: [[[Float]]], valueTitle: String
    ) -> Panels {
        let largest = rows.joined().joined().max() ?? 0
        return Panels(
            title: title,
            charts: zip(sentences, rows).map { sentence, rows in
                flow(
                    title: sentence.text, subtitle: nil, sentence, rows: rows, largest: largest,
                    valueTitle: valueTitle, showsValues: false)
            }, columns: 1)
    }

    // MARK: Similarity

    /// - Parameter cosine: `[shown tokens of first][shown tokens of second]`.
    static func tokenSimilarity(
        _ first: Sentence, _ second: Sentence, cosine: [[Float]], place: String,
        showsValues: Bool = true
    ) -> Heatmap {
        let lowest = cosine.joined().filter(\.isFinite).min() ?? 0
        return Heatmap(
            title: "How alike the tokens of the two sentences are: \(place)",
            rowLabels: first.tokens, columnLabels: second.tokens,
            values: cosine.map { $0.map(Double.init) }, rowTitle: "sentence 1",
            columnTitle: "sentence 2", valueTitle: "cosine similarity",
            colorRange: Double(min(lowest, 0))...1, markedColumns: second.marked,
            markedRows: first.marked, showsValues: showsValues, valueDecimals: 2)
    }

    // MARK: Geometry

    /// The word's path in each sentence, before the tokens that come near it.
    ///
    /// Tokens far away would leave the paths a corner of the figure.
    ///
    /// - Parameters:
    ///   - labels: of the hidden states; the first and the last are shown.
    ///   - shown: which tokens of each sentence may be among the faint points.
    static func geometry(
        words: [String], _ geometry: PairAnalyses.Geometry, labels: [String], shown: [[Int]]
    ) -> ScatterChart {
        func share(_ axis: Int) -> String { Format.percent(geometry.explained[axis]) }
        let ranges = (0..<2).map { axis in
            let places = geometry.words.joined().map { $0[axis] }.filter(\.isFinite)
            return (places.min() ?? 0)...(places.max() ?? 0)
        }
        let margin = ranges.map { $0.upperBound - $0.lowerBound }.max().map { $0 / 3 } ?? 0
        func isNear(_ point: [Float]) -> Bool {
            zip(point, ranges).allSatisfy {
                $0 >= $1.lowerBound - margin && $0 <= $1.upperBound + margin
            }
        }
        return ScatterChart(
            title: "The path of \(subject(words)) through the layers",
            groups: geometry.words.enumerated().map { side, points in
                ScatterChart.Group(
                    name: "sentence \(side + 1)",
                    points: points.enumerated().map { layer, point in
                        let isEnd = layer == 0 || layer == points.count - 1
                        return ScatterChart.Dot(
                            Double(point[0]), Double(point[1]),
                            label: isEnd ? labels[layer] : nil, isMarked: isEnd)
                    }, isPath: true)
            },
            background: zip(geometry.tokens, shown).flatMap { layers, shown in
                layers.flatMap { points in
                    shown.map { points[$0] }.filter(isNear).map {
                        .init(Double($0[0]), Double($0[1]))
                    }
                }
            },
            backgroundName: "other tokens near the paths, in all layers",
            horizontalTitle: "first component, \(share(0)) of the variance",
            verticalTitle: "second, \(share(1))", aspect: .equal)
    }

    // MARK: Words

    /// A list of words with a number each, for every sentence.
    struct Ranking {
        /// The sentence, or what names it.
        var title: String
        var words: [(text: String, value: Float, isMarked: Bool)]
    }

    static func rankings(
        title: String, _ lists: [Ranking], valueTitle: String, largest: Float
    ) -> Panels {
        let lowest = lists.flatMap(\.words).map(\.value).filter(\.isFinite).min() ?? 0
        return Panels(
            title: title,
            charts: lists.map { list in
                BarChart(
                    title: list.title,
                    bars: list.words.map {
                        BarChart.Bar($0.text, Double($0.value), isMarked: $0.isMarked)
                    }, orientation: .horizontal, valueTitle: valueTitle,
                    valueRange: Double(min(lowest, 0))...Double(largest > 0 ? largest : 1))
            })
    }

    static func neighbours(
        words: [String], _ lists: [Ranking], place: String
    ) -> Panels {
        rankings(
            title: "What \(subject(words)) is nearest to in the other sentence: \(place)", lists,
            valueTitle: "cosine similarity", largest: 1)
    }

    static func substitutes(
        words: [String], _ lists: [Ranking], place: String
    ) -> Panels {
        rankings(
            title: "What the model would put in the place of \(subject(words)): \(place)", lists,
            valueTitle: "probability",
            largest: lists.flatMap(\.words).map(\.value).filter(\.isFinite).max() ?? 1)
    }
}
