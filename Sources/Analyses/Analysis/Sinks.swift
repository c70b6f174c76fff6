import Charts
import Encoder
import Files

/// How much of the word's attention goes to special tokens, punctuation and the word (`AttentionSinks`).
struct Sinks: Analysis {
    static let name = "sinks"
    static let title = "Attention sinks"
    static let explanation = "how much attention goes to special tokens, punctuation, the word"
    static let source = "Clark and others 2019; the name, Xiao and others 2024."
    static let showsAttention = true

    /// Shares of the word's attention, the mean over heads, `[sentences][layers]` each; the four of a layer
    /// sum to 1.
    var special: [[Float]]
    var punctuation: [[Float]]
    var word: [[Float]]
    var rest: [[Float]]

    /// With names for readers.
    private var kinds: [(key: String, title: String, values: [[Float]])] {
        [
            ("special", "special tokens", special), ("punctuation", "punctuation", punctuation),
            ("word", "the word", word), ("rest", "other tokens", rest),
        ]
    }

    static func results(of input: AnalysisInput) -> [Sinks?] {
        input.pairs.map { pair in
            let shares = pair.sides.map {
                AttentionSinks.byLayer(from: $0.target, in: $0.encoding)
            }
            func values(_ kind: AttentionSinks.Kind) -> [[Float]] { shares.map { $0[kind] ?? [] } }
            return Sinks(
                special: values(.special), punctuation: values(.punctuation), word: values(.word),
                rest: values(.rest))
        }
    }

    func validate(_ shape: PairShape) throws {
        for kind in kinds {
            try shape.bySentence(kind.values, "\(Self.part).\(kind.key)") { values, _, part in
                try shape.row(values, shape.layers, part)
            }
        }
    }

    func lines(_ view: PairView) -> [AnalysisLine] {
        kinds.flatMap { kind in
            kind.values.enumerated().flatMap { side, values in
                zip(view.layerNames, values).map {
                    AnalysisLine(measure: kind.key, side: side, layer: $0, value: $1)
                }
            }
        }
    }

    static let figures = [
        FigureKind(
            name, "what part of the word’s attention goes to special tokens and punctuation",
            scope: .sentence
        ) { view in
            let sinks = try view.result(Sinks.self)
            let last = view.sides.map { side in
                let shares = sinks.kinds.map {
                    "\($0.title) \(Format.percent($0.values[side].last ?? 0))"
                }
                return "sentence \(side + 1) \(Format.list(shares))"
            }
            return Figure(
                name: name, title: title,
                caption:
                    "The word’s attention in each layer, the mean of its heads, by what the tokens "
                    + "are. The four add up to 1.",
                altText:
                    "Line charts of the shares of the word’s attention by layer. In the last layer: "
                    + last.joined(separator: "; ") + ".",
                size: .narrow(height: 400),
                chart: view.panels(title: "Where \(view.shownSubject) rests: attention sinks") {
                    side, title, subtitle in
                    LineChart(
                        title: title, subtitle: subtitle, labels: view.layerNames,
                        series: sinks.kinds.map {
                            .init(name: $0.title, values: $0.values[side].map(Double.init))
                        }, categoryTitle: "layer", valueTitle: "share of attention",
                        showsValues: false, names: .legend)
                })
        }
    ]

    func pageFigures(_ view: PairView) -> [FigureKind] { Self.figures }

    func section(_ view: PairView) -> AnalysisSection? {
        AnalysisSection(
            how:
                "A head’s weights have to add up to 1 even when it has nothing to do: then it rests on a "
                + "special token or on punctuation, from which little is read. The figure divides the "
                + "word’s attention in each layer, the mean over heads, into what goes to special tokens, "
                + "to punctuation, to the word itself, and to all other tokens. Where most goes to special "
                + "tokens, the rest of a map of attention is small and says little.",
            tables: view.sentences.indices.map { side in
                AnalysisTable(
                    name: "\(side + 1)",
                    caption:
                        "Sentence \(side + 1): shares of the word’s attention; rows add up to 1",
                    style: "values", corner: "Layer",
                    columns: ["Special tokens", "Punctuation", "The word", "Others"].map {
                        .init(text: $0)
                    },
                    rows: view.layerNames.enumerated().map { layer, name in
                        AnalysisTable.Row(
                            name: name,
                            cells: kinds.map { AnalysisTable.number($0.values[side][layer]) })
                    })
            })
    }
}
