import Encoder

/// The sections that compare words: substitutes and neighbours.
extension PairAnalysis {
    func substitutesSection() -> AnalysisSection? {
        guard let substitutes = analyses.substitutes else { return nil }
        let overlap = substitutes.jaccard.last.map(Format.percent) ?? ""
        let shared = substitutes.sharedProbability.last.map(Format.percent) ?? ""
        return AnalysisSection(
            kind: .substitutes, title: AnalysisKind.substitutes.title,
            how:
                "The word’s tokens give way to one mask, and the model’s masked-language-model head says "
                + "which words belong there, with their probabilities. Rows are layers: the last is the "
                + "model’s answer; in those before, the same head reads a state that it was not trained "
                + "for, which shows how the answer forms. Overlap is the share of listed words that both "
                + "sentences have, shared the probability that they give to the same words. A substitute "
                + "fits its place; it need not mean the same.",
            source: "Devlin and others 2019; the lens by layer, nostalgebraist 2020.",
            points: [
                "At the end, \(overlap) of the listed words and \(shared) of the probability are common to both sentences."
            ], tables: [lastSubstitutes(substitutes), substitutesByLayer(substitutes)])
    }

    private func lastSubstitutes(_ substitutes: PairAnalyses.Substitutes) -> AnalysisTable {
        let lists = substitutes.words.map { $0.last ?? [] }
        let common = Set(lists[0].map(\.id)).intersection(lists[1].map(\.id))
        return AnalysisTable(
            name: "last",
            caption: "Likeliest words after the last layer; those of both lists are marked",
            style: "words", corner: "Place",
            columns: [.init(text: "Sentence 1"), .init(text: "Sentence 2")],
            rows: (0..<(lists.map(\.count).max() ?? 0)).map { place in
                AnalysisTable.Row(
                    name: String(place + 1),
                    cells: lists.map { list in
                        guard list.indices.contains(place) else { return [] }
                        return [part(list[place], isMarked: common.contains(list[place].id))]
                    })
            })
    }

    private func substitutesByLayer(_ substitutes: PairAnalyses.Substitutes) -> AnalysisTable {
        AnalysisTable(
            name: "layers", caption: "The three likeliest words by layer", style: "words",
            corner: "Layer",
            columns: ["Sentence 1", "Sentence 2", "Overlap", "Shared"].map { .init(text: $0) },
            rows: similarity.layers.enumerated().map { layer, name in
                AnalysisTable.Row(
                    name: name,
                    cells: substitutes.words.map { words in
                        words[layer].prefix(3).map { part($0) }
                    } + [
                        [.init(text: Format.percent(substitutes.jaccard[layer]))],
                        [.init(text: Format.percent(substitutes.sharedProbability[layer]))],
                    ])
            })
    }

    private func part(_ substitute: Substitute, isMarked: Bool = false) -> AnalysisTable.Part {
        .token(
            substitute.word, isMarked: isMarked, note: Format.percent(substitute.probability))
    }

    func neighboursSection() -> AnalysisSection? {
        guard let neighbours = analyses.neighbours else { return nil }
        let place = phrase(forState: neighbours.state)
        return AnalysisSection(
            kind: .neighbours, title: AnalysisKind.neighbours.title,
            how: "The map compares every token of sentence 1 (rows) with every token of sentence 2 "
                + "(columns) in the \(place): the brighter, the more alike their vectors. The table names "
                + "the tokens of the other sentence that the word is nearest to after every layer, special "
                + "tokens left out. Where the word itself is no longer the nearest, its vector has moved "
                + "towards its context. The cosines are raw: unrelated words may be much alike in a layer.",
            source: "Ethayarajh 2019.",
            points: fitsTokenMap
                ? []
                : [
                    "The sentences are too long for the map here: report figure token-similarity draws it."
                ],
            figure: fitsTokenMap ? .analysis(.tokenSimilarity) : nil,
            tables: [nearestTable(neighbours)] + (fitsTokenMap ? similarityTables(place) : []))
    }

    func geometrySection() -> AnalysisSection? {
        guard let geometry = analyses.geometry else { return nil }
        let shares = Format.list(geometry.explained.map(Format.percent))
        return AnalysisSection(
            kind: .geometry, title: AnalysisKind.geometry.title,
            how:
                "The word’s vector after every layer, in both sentences, on the plane on which the states "
                + "of all tokens in all layers differ most: their first two principal components, "
                + "special tokens left out. The axes hold \(shares) of the variance; what happens in the "
                + "other directions cannot be seen. Faint points are other tokens that come near the paths.",
            source: "Pearson 1901.", figure: .analysis(.geometry),
            tables: [pathTable(geometry)])
    }

    private func pathTable(_ geometry: PairAnalyses.Geometry) -> AnalysisTable {
        AnalysisTable(
            name: "path", caption: "Where the word is on the plane, and how far apart on it",
            style: "values", corner: "Layer",
            columns: ["x 1", "y 1", "x 2", "y 2", "Distance"].map { .init(text: $0) },
            rows: similarity.layers.enumerated().map { state, name in
                AnalysisTable.Row(
                    name: name,
                    cells: geometry.words.flatMap { $0[state] }.map {
                        AnalysisTable.number($0, decimals: 2)
                    } + [[.init(text: distance(geometry, state))]])
            })
    }

    private func nearestTable(_ neighbours: PairAnalyses.Neighbours) -> AnalysisTable {
        AnalysisTable(
            name: "nearest",
            caption: "Nearest tokens of the other sentence by layer; the word is marked",
            style: "words", corner: "Layer",
            columns: [
                .init(text: "Of the word in sentence 1"), .init(text: "Of the word in sentence 2"),
            ],
            rows: similarity.layers.enumerated().map { layer, name in
                AnalysisTable.Row(
                    name: name,
                    cells: Side.allCases.map { side in
                        let other = sentences[1 - side.rawValue]
                        return neighbours.nearest[side.rawValue][layer].prefix(3).map {
                            .token(
                                other.tokens[$0.token], isMarked: other.target.contains($0.token),
                                note: Format.cosine($0.cosine))
                        }
                    })
            })
    }

    /// More columns than these would not fit on paper.
    private static let columnLimit = 14

    /// The cosines of all tokens with all tokens; where sentence 2 is long, its tokens are shared out among
    /// several tables.
    private func similarityTables(_ place: String) -> [AnalysisTable] {
        let (rows, columns) = (sentences[0].tokens, sentences[1].tokens)
        let shown = shownTokens(.second)
        let count = max(1, (shown.count + Self.columnLimit - 1) / Self.columnLimit)
        return (0..<count).map { index in
            let part = (shown.count * index / count)..<(shown.count * (index + 1) / count)
            let tokens =
                count == 1
                ? "every token of sentence 2"
                : "tokens \(shown[part.lowerBound]) to \(shown[part.upperBound - 1]) of sentence 2"
            return AnalysisTable(
                name: index == 0 ? "tokens" : "tokens-\(index + 1)",
                caption: "Cosine of every token of sentence 1 with \(tokens), \(place)",
                style: "values", corner: "Sentence 1",
                columns: shown[part].map { .token(columns[$0]) },
                rows: zip(shownTokens(.first), shownTokenSimilarity).map { token, cosines in
                    AnalysisTable.Row(
                        name: rows[token], isToken: true,
                        isTarget: sentences[0].target.contains(token),
                        cells: cosines[part].map { AnalysisTable.number($0, decimals: 2) })
                })
        }
    }
}
