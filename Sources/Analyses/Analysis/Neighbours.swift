import Charts
import Encoder
import Files

/// What the word is near to in the other sentence.
struct Neighbours: Analysis {
    static let name = "neighbours"
    static let title = "Nearest tokens"
    static let explanation = "which tokens of the other sentence the word is nearest to"
    static let source = "Ethayarajh 2019."

    /// The nearest tokens of the other sentence by layer (`NearestTokens`), special tokens left out:
    /// `[sentences][layers + 1][neighbours]`.
    var nearest: [[[TokenNeighbor]]]
    /// The layer of `tokens`, as an index into the hidden states: 0 is the embeddings.
    var state: Int
    /// The cosine of every token of sentence 1 with every token of sentence 2 at that layer; nothing
    /// where they are left out.
    var tokens: [[Float]]
    /// Why they are left out, if they are.
    var tokensLeftOut: String?

    private enum CodingKeys: String, CodingKey {
        case nearest, state, tokens
        case tokensLeftOut = "tokens_left_out"
    }
}

// MARK: - Numbers

extension Neighbours {
    private static let count = 5

    /// Of two sentences of 512 tokens there are a quarter of a million cosines: most of the numbers of a
    /// pair, which no page shows.
    static func results(of input: AnalysisInput) -> [Neighbours?] {
        let state = input.layer + 1
        return input.pairs.map { pair in
            let sides = pair.sides
            let nearest = [(0, 1), (1, 0)].map { own, other in
                NearestTokens.byLayer(
                    of: sides[own].target, in: sides[own].encoding, to: sides[other].encoding,
                    count: count)
            }
            let counts = sides.map(\.encoding.tokenCount)
            guard counts[0] * counts[1] <= PairView.cellLimit else {
                return Neighbours(
                    nearest: nearest, state: state, tokens: [],
                    tokensLeftOut:
                        "\(counts[0]) and \(counts[1]) tokens have \(counts[0] * counts[1]) cosines, more "
                        + "than \(PairView.cellLimit); report figure token-similarity draws them")
            }
            return Neighbours(
                nearest: nearest, state: state,
                tokens: CosineSimilarity.tokenMap(
                    sides[0].encoding, sides[1].encoding, layer: state))
        }
    }

    func validate(_ shape: PairShape) throws {
        let part = Self.part
        try shape.index("\(part).state", state, below: shape.layers + 1)
        try shape.count(
            "\(part).tokens", tokens.count, tokensLeftOut == nil ? shape.tokens[0] : 0)
        for (token, cosines) in tokens.enumerated() {
            try shape.row(cosines, shape.tokens[1], "\(part).tokens[\(token)]")
        }
        try shape.count("\(part).nearest", nearest.count, 2)
        for (side, layers) in nearest.enumerated() {
            let part = "\(part).nearest[\(side)]"
            try shape.count(part, layers.count, shape.layers + 1)
            for (layer, nearest) in layers.enumerated() {
                for neighbour in nearest {
                    // They are tokens of the other sentence.
                    try shape.index(
                        "\(part)[\(layer)]", neighbour.token, below: shape.tokens[1 - side])
                }
                try shape.finite(nearest.map(\.cosine), "\(part)[\(layer)]")
            }
        }
    }

    func lines(_ view: PairView) -> [AnalysisLine] {
        let states = view.stateNames
        let lines = nearest.enumerated().flatMap { side, layers in
            let others = view.sentences[1 - side].tokens
            return zip(states, layers).flatMap { layer, nearest in
                nearest.map {
                    AnalysisLine(
                        measure: "cosine", side: side, layer: layer, index: $0.token,
                        text: others[$0.token], value: $0.cosine)
                }
            }
        }
        // The measure names the token of sentence 1, the index that of sentence 2.
        guard showsMap(view) else { return lines }
        return lines
            + tokens.enumerated().flatMap { row, cosines in
                cosines.enumerated().map { column, value in
                    AnalysisLine(
                        measure: "token_\(row)", layer: states[state], index: column,
                        text: view.sentences[1].tokens[column], value: value)
                }
            }
    }
}

// MARK: - Figures

extension Neighbours {
    static let figures = [tokenSimilarity, nearestTokens]

    private static let tokenSimilarity = FigureKind(
        "token-similarity", "the cosine of every token with every token of the other sentence",
        scope: .pair, showsTokens: true
    ) { whole in
        let state =
            try whole.isOnPage ? whole.result(Neighbours.self).state : whole.selection.layer + 1
        let (view, _) = whole.fitted(.square, panels: 1) {
            whole.row($0, whole.selection)
        }
        let cosines = try shownCosines(view, state)
        let (first, second) = (view.sentences[0], view.sentences[1])
        let place = view.phrase(forState: state)
        let lowest = cosines.joined().filter(\.isFinite).min() ?? 0
        let baseline = try? view.isOnPage ? view.result(Corrected.self).baseline[state] : nil
        return Figure(
            name: "token-similarity", title: "Token by token, \(place)",
            caption: "Rows are the tokens of sentence 1, columns those of sentence 2."
                + (baseline.map { " Unrelated words have \(Format.cosine($0)) here on average." }
                    ?? ""),
            altText: altText(view, cosines, place),
            size: FigureSize(
                width: FigureSize.width(columns: second.labels.count, labels: 125),
                height: min(110 + 20 * Double(first.labels.count), 880)),
            chart: Heatmap(
                title: "How alike the tokens of the two sentences are: \(place)",
                rowLabels: first.labels, columnLabels: second.labels,
                values: cosines.map { $0.map(Double.init) },
                rowTitle: first.axisTitle("sentence 1"),
                columnTitle: second.axisTitle("sentence 2"), valueTitle: "cosine similarity",
                colorRange: Double(min(lowest, 0))...1, markedColumns: second.marked,
                markedRows: first.marked, gapColumns: second.gaps, gapRows: first.gaps,
                showsValues: !view.isOnPage
            ).inReadingOrder(of: second))
    }

    /// Of a word's pieces the cosines are averaged: a sum would leave the range.
    private static func shownCosines(_ view: PairView, _ state: Int) throws -> [[Float]] {
        let groups = view.sentences.map(\.groups.groups)
        let tokens = groups.map { Array($0.joined()) }
        let map: [[Float]]
        if let encodings = view.encodings {
            map = CosineSimilarity.tokenMap(
                encodings[0], tokens[0], encodings[1], tokens[1], layer: state)
        } else {
            let all = try view.result(Neighbours.self).tokens
            map = tokens[0].map { row in tokens[1].map { all[row][$0] } }
        }
        let columns = runs(groups[1])
        return runs(groups[0]).map { rows in
            columns.map { columns in
                let cosines = map[rows].flatMap { $0[columns] }
                return cosines.reduce(0, +) / Float(max(cosines.count, 1))
            }
        }
    }

    /// Where groups lie, one after the other.
    private static func runs(_ groups: [[Int]]) -> [Range<Int>] {
        var end = 0
        return groups.map { group in
            defer { end += group.count }
            return end..<end + group.count
        }
    }

    private static func altText(
        _ view: PairView, _ map: [[Float]], _ place: String
    ) -> String {
        let (first, second) = (view.sentences[0].labels, view.sentences[1].labels)
        let cells = map.enumerated().flatMap { row, cosines in
            cosines.enumerated().map { (first[row], second[$0], $1) }
        }
        let best = cells.enumerated().sorted {
            ($1.element.2, $0.offset) < ($0.element.2, $1.offset)
        }
        .prefix(3).map {
            "\(Format.isolated($0.element.0)) and \(Format.isolated($0.element.1)) "
                + Format.cosine($0.element.2)
        }
        return "Heatmap of the cosine of every token of sentence 1 with every token of sentence 2, "
            + "\(place)\(view.hiddenNote). Most alike: \(best.joined(separator: ", "))."
    }

    private static let nearestTokens = FigureKind(
        name, "the tokens of the other sentence that the word is nearest to", scope: .pair
    ) { view in
        let nearest = try view.result(Neighbours.self).nearest
        return RankingFigure(
            view: view,
            lists: nearest.enumerated().map { side, layers in
                let other = view.sentences[1 - side]
                // Of a word whose pieces are merged, the nearest one stands for it.
                var shown: Set<Int> = []
                return layers[view.selection.layer + 1].compactMap { neighbour in
                    let group = other.group(of: neighbour.token)
                    if let group, !shown.insert(group).inserted { return nil }
                    return (
                        group.map { other.labels[$0] } ?? other.tokens[neighbour.token],
                        neighbour.cosine, other.target.contains(neighbour.token)
                    )
                }
            }, valueTitle: "cosine similarity", largest: 1
        ).figure(
            name, title: title, "What \(view.subject) is nearest to in the other sentence")
    }
}

// MARK: - Page

extension Neighbours {
    /// Whether the cosines of all tokens with all tokens can be shown.
    func showsMap(_ view: PairView) -> Bool {
        tokensLeftOut == nil
            && view.sentences.map(\.labels.count).reduce(1, *) <= PairView.cellLimit
    }

    func pageFigures(_ view: PairView) -> [FigureKind] {
        showsMap(view) ? [Self.tokenSimilarity] : []
    }

    func section(_ view: PairView) -> AnalysisSection? {
        let place = view.phrase(forState: state)
        let showsMap = showsMap(view)
        return AnalysisSection(
            how: "The map compares every token of sentence 1 (rows) with every token of sentence 2 "
                + "(columns) in the \(place): the higher on the scale, the more alike their vectors. The table names "
                + "the tokens of the other sentence that the word is nearest to after every layer, special "
                + "tokens left out. Where the word itself is no longer the nearest, its vector has moved "
                + "towards its context. The cosines are raw: even unrelated words may be similar in a layer.",
            points: showsMap
                ? []
                : [
                    "The sentences are too long for the map here: report figure token-similarity draws it."
                ],
            tables: [nearestTable(view)] + (showsMap ? similarityTables(view, place) : []))
    }

    private func nearestTable(_ view: PairView) -> AnalysisTable {
        AnalysisTable(
            name: "nearest",
            caption: "Nearest tokens of the other sentence by layer; the word is marked",
            style: "words", corner: "Layer",
            columns: [
                .init(text: "Of the word in sentence 1"), .init(text: "Of the word in sentence 2"),
            ],
            rows: view.stateNames.enumerated().map { layer, name in
                AnalysisTable.Row(
                    name: name,
                    cells: nearest.enumerated().map { side, layers in
                        let other = view.sentences[1 - side]
                        return layers[layer].prefix(3).map {
                            .token(
                                other.tokens[$0.token], isMarked: other.target.contains($0.token),
                                note: Format.cell(Double($0.cosine)))
                        }
                    })
            })
    }

    /// More columns than these would not fit on paper.
    private static let columnLimit = 14

    /// The cosines of all tokens with all tokens; where sentence 2 is long, its tokens are shared out among
    /// several tables.
    private func similarityTables(_ view: PairView, _ place: String) -> [AnalysisTable] {
        let (first, second) = (view.sentences[0], view.sentences[1])
        let cosines = (try? Self.shownCosines(view, state)) ?? []
        let shown = second.groups.groups.map { $0[0] }
        let count = max(1, (shown.count + Self.columnLimit - 1) / Self.columnLimit)
        let marked = first.marked
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
                columns: second.labels[part].map { .token($0) },
                rows: zip(first.labels, cosines).enumerated().map { place, entry in
                    AnalysisTable.Row(
                        name: entry.0, isToken: true, isTarget: marked.contains(place),
                        cells: entry.1[part].map(AnalysisTable.number))
                })
        }
    }
}
