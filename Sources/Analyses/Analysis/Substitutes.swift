import Encoder
import Files

/// What the model would put in the word's place (`SubstituteComparison`).
struct Substitutes: Analysis {
    static let name = "substitutes"
    static let title = "Substitutes"
    static let explanation = "words that the model would put in the word’s place"
    static let source = "Devlin and others 2019; the lens by layer, nostalgebraist 2020."
    static let needs: Set<AnalysisNeed> = [.maskedWords]

    /// `[sentences][layers + 1][words]`, the likeliest first.
    var words: [[[Substitute]]]
    /// The word's own probability where it is one token, `[sentences][layers + 1]`.
    var ownProbability: [[Float]?]
    /// The share of words that both lists have, `[layers + 1]`.
    var jaccard: [Float]
    /// The probability that both sentences give to the same tokens, `[layers + 1]`.
    var sharedProbability: [Float]

    private enum CodingKeys: String, CodingKey {
        case words, jaccard
        case ownProbability = "own_probability"
        case sharedProbability = "shared_probability"
    }
}

// MARK: - Numbers

extension Substitutes {
    init(_ comparison: SubstituteComparison) {
        words = comparison.words
        ownProbability = comparison.ownProbability
        jaccard = comparison.jaccard
        sharedProbability = comparison.sharedProbability
    }

    static func results(of input: AnalysisInput) throws -> [Substitutes?] {
        guard let finder = input.tools.finder else { return input.pairs.map { _ in nil } }
        let masked = input.pairs.map { $0.sides.compactMap(\.masked) }
        guard zip(masked, input.pairs).allSatisfy({ $0.count == $1.sides.count }) else {
            return try input.pairs.map { pair in
                let (first, second) = (pair.sides[0], pair.sides[1])
                return Substitutes(
                    try finder.compare(
                        first.encoding.sequence, first.target, second.encoding.sequence,
                        second.target))
            }
        }
        return try finder.compare(masked).map(Substitutes.init)
    }

    func validate(_ shape: PairShape) throws {
        try shape.bySentence(words, "\(Self.part).words") { layers, _, part in
            try shape.count(part, layers.count, shape.layers + 1)
            for (layer, words) in layers.enumerated() {
                try shape.finite(words.map(\.probability), "\(part)[\(layer)]")
            }
        }
        try shape.bySentence(ownProbability, "\(Self.part).own_probability") { own, _, part in
            if let own { try shape.states(own, part) }
        }
        try shape.states(jaccard, "\(Self.part).jaccard")
        try shape.states(sharedProbability, "\(Self.part).shared_probability")
    }

    func lines(_ view: PairView) -> [AnalysisLine] {
        let states = view.stateNames
        var lines: [AnalysisLine] = []
        for (side, layers) in words.enumerated() {
            for (state, words) in layers.enumerated() {
                for (rank, word) in words.enumerated() {
                    lines.append(
                        AnalysisLine(
                            measure: "probability", side: side, layer: states[state], index: rank,
                            text: word.word, value: word.probability))
                }
                if let own = ownProbability[side] {
                    lines.append(
                        AnalysisLine(
                            measure: "own_probability", side: side, layer: states[state],
                            text: view.words[side], value: own[state]))
                }
            }
        }
        for (state, layer) in states.enumerated() {
            lines.append(AnalysisLine(measure: "jaccard", layer: layer, value: jaccard[state]))
            lines.append(
                AnalysisLine(
                    measure: "shared_probability", layer: layer, value: sharedProbability[state]))
        }
        return lines
    }
}

// MARK: - Figure and page

extension Substitutes {
    static let figures = [
        FigureKind(
            name, "words that the model would put in the word’s place", scope: .pair, needs: needs
        ) { view in
            let found = try view.result(Substitutes.self).words.map {
                $0[view.selection.layer + 1]
            }
            let common = commonWords(found)
            return RankingFigure(
                view: view,
                lists: found.map { words in
                    words.map { ($0.word, $0.probability, common.contains($0.id)) }
                }, valueTitle: "probability",
                largest: found.joined().map(\.probability).filter(\.isFinite).max() ?? 1
            ).figure(
                name, title: title, "What the model would put in the place of \(view.subject)")
        }
    ]

    /// The ids of the words that both lists have.
    private static func commonWords(_ lists: [[Substitute]]) -> Set<Int> {
        Set(lists[0].map(\.id)).intersection(lists[1].map(\.id))
    }

    func section(_ view: PairView) -> AnalysisSection? {
        let overlap = jaccard.last.map(Format.percent) ?? ""
        let shared = sharedProbability.last.map(Format.percent) ?? ""
        return AnalysisSection(
            how:
                "The word’s tokens give way to one mask, and the model’s masked-language-model head says "
                + "which words belong there, with their probabilities. Rows are layers: the last is the "
                + "model’s answer; in those before, the same head reads a state that it was not trained "
                + "for, which shows how the answer forms. Overlap is the share of listed words that both "
                + "sentences have, shared the probability that they give to the same words. A substitute "
                + "fits its place; it need not mean the same.",
            points: [
                "At the end, \(overlap) of the listed words and \(shared) of the probability are common to both sentences."
            ], tables: [lastTable, layerTable(view)])
    }

    private var lastTable: AnalysisTable {
        let lists = words.map { $0.last ?? [] }
        let common = Self.commonWords(lists)
        let places: Range<Int> = 0..<(lists.map(\.count).max() ?? 0)
        return AnalysisTable(
            name: "last",
            caption: "Likeliest words after the last layer; those of both lists are marked",
            style: "words", corner: "Place",
            columns: [.init(text: "Sentence 1"), .init(text: "Sentence 2")],
            rows: places.map { place in
                AnalysisTable.Row(
                    name: String(place + 1),
                    cells: lists.map { list -> [AnalysisTable.Part] in
                        guard list.indices.contains(place) else { return [] }
                        return [part(list[place], isMarked: common.contains(list[place].id))]
                    })
            })
    }

    private func layerTable(_ view: PairView) -> AnalysisTable {
        AnalysisTable(
            name: "layers", caption: "The three likeliest words by layer", style: "words",
            corner: "Layer",
            columns: ["Sentence 1", "Sentence 2", "Overlap", "Shared"].map { .init(text: $0) },
            rows: view.stateNames.enumerated().map { layer, name in
                AnalysisTable.Row(
                    name: name,
                    cells: words.map { words in
                        words[layer].prefix(3).map { part($0) }
                    } + [
                        [.init(text: Format.percent(jaccard[layer]))],
                        [.init(text: Format.percent(sharedProbability[layer]))],
                    ])
            })
    }

    private func part(_ substitute: Substitute, isMarked: Bool = false) -> AnalysisTable.Part {
        .token(
            substitute.word, isMarked: isMarked, note: Format.percent(substitute.probability))
    }
}
