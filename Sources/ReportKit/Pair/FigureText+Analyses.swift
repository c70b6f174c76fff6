/// The words around the figures of the analyses.
extension PairAnalysis {
    func title(of figure: AnalysisFigure) -> String {
        switch figure {
        case .rollout: "Attention rollout"
        case .norm: "Norm-based attention"
        case .headProfile: "Entropy and contrast of the heads"
        case .geometry: "Path through the layers"
        case .tokenSimilarity:
            "Token by token, \(phrase(forState: analyses.neighbours?.state ?? 0))"
        }
    }

    func caption(of figure: AnalysisFigure) -> String {
        switch figure {
        case .rollout:
            "Rows are layers, columns tokens; a row adds up to 1. Both sentences have the same colours."
        case .norm:
            "Rows are layers, columns tokens; the norms of a row as shares of their sum. Both sentences "
                + "have the same colours."
        case .headProfile:
            "Rows are layers, columns heads. Above, 0 is a head that looks at one token, 1 one that looks "
                + "at all alike; below, 0 is a head that looks at the same kinds of place in both sentences."
        case .geometry:
            "From the embeddings (emb) to the last layer, in each sentence. Where two points lie apart, "
                + "they are at least as far apart in the whole space; where they lie together they need "
                + "not be near."
        case .tokenSimilarity:
            "Rows are the tokens of sentence 1, columns those of sentence 2."
                + (analyses.corrected?.baseline[analyses.neighbours?.state ?? 0])
                .map { " Unrelated words have \(Format.cosine($0)) here on average." }.orEmpty
        }
    }

    func altText(of figure: AnalysisFigure) -> String {
        switch figure {
        case .rollout: flowText("attention rollout to the word", shownRollout)
        case .norm: flowText("norm-based attention to the word, as shares", shownNorms)
        case .headProfile: headText
        case .tokenSimilarity: tokenSimilarityText
        case .geometry: geometryText
        }
    }

    private var geometryText: String {
        guard let geometry = analyses.geometry else { return "" }
        let shares = Format.list(geometry.explained.map(Format.percent))
        let first = distance(geometry, 0)
        let last = distance(geometry, model.layers)
        return
            "Two paths of the word on the plane of the first two principal components of all tokens’ "
            + "states, which hold \(shares) of their variance. The paths are \(first) apart at the "
            + "embeddings and \(last) after the last layer, on the plane."
    }

    /// Of the word in both sentences, on the plane.
    func distance(_ geometry: PairAnalyses.Geometry, _ state: Int) -> String {
        let (a, b) = (geometry.words[0][state], geometry.words[1][state])
        let squares = zip(a, b).map { (Double($0) - Double($1)) * (Double($0) - Double($1)) }
        return Format.fixed(squares.reduce(0, +).squareRoot(), decimals: 2)
    }

    private func flowText(_ subject: String, _ rows: (Side) -> [[Float]]) -> String {
        let parts = Side.allCases.map { side in
            let tokens = shownTokens(side).map { sentence(side).tokens[$0] }
            let last = rows(side).last ?? []
            let largest = largest(last, tokens, count: 3)
            return "sentence \(side.number) \(Format.list(largest))"
        }
        return
            "Two heatmaps of \(subject), layers by tokens\(hiddenNote). Largest in the last layer: "
            + parts.joined(separator: "; ") + "."
    }

    private var headText: String {
        guard let heads = analyses.heads else { return "" }
        let entropy = heads.profiles.joined().map(\.entropy)
        let range = [entropy.min(), entropy.max()].compactMap { $0 }.map {
            Format.fixed(Double($0), decimals: 2)
        }
        let apart = heads.mostContrast(3).map { "\($0.name) (\($0.text))" }
        return "Two heatmaps, layers by heads. Entropy from \(range.joined(separator: " to ")). "
            + "Largest contrast: \(apart.joined(separator: ", "))."
    }

    private var tokenSimilarityText: String {
        let (first, second) = (sentences[0], sentences[1])
        let (rows, columns) = (shownTokens(.first), shownTokens(.second))
        let map = shownTokenSimilarity
        let cells = rows.indices.flatMap { row in
            columns.indices.map {
                (first.tokens[rows[row]], second.tokens[columns[$0]], map[row][$0])
            }
        }
        let best = cells.enumerated().sorted {
            ($1.element.2, $0.offset) < ($0.element.2, $1.offset)
        }
        .prefix(3).map {
            "\(Format.isolated($0.element.0)) and \(Format.isolated($0.element.1)) "
                + Format.cosine($0.element.2)
        }
        return "Heatmap of the cosine of every token of sentence 1 with every token of sentence 2, "
            + "\(phrase(forState: analyses.neighbours?.state ?? 0))\(hiddenNote). "
            + "Most alike: \(best.joined(separator: ", "))."
    }
}

extension PairAnalyses.Heads {
    /// A head with one number.
    struct Ranked {
        /// "L3 head 5"
        var name: String
        var value: Float
        /// Two decimals.
        var text: String { Format.fixed(Double(value), decimals: 2) }
    }

    /// The heads whose attention from the word differs most, as shares of the largest divergence.
    func mostContrast(_ count: Int) -> [Ranked] {
        ranked(contrast.map { $0.map(AnalysisCharts.relative) }, count)
    }

    /// The heads that hand the word the least alike, with their cosines.
    func leastSimilar(_ count: Int) -> [Ranked] {
        ranked(similarity.map { $0.map { -$0 } }, count).map {
            Ranked(name: $0.name, value: -$0.value)
        }
    }

    /// The two heads that attend most alike, with their divergence as a share of the largest; `nil` where
    /// there is but one head.
    var mostAlike: (names: [String], divergence: Float)? {
        let pairs = nearest.enumerated().flatMap { layer, heads in
            heads.enumerated().compactMap { head, other in other.map { (layer, head, $0) } }
        }
        return pairs.min { $0.2.distance < $1.2.distance }.map { layer, head, other in
            (
                [
                    PairAnalysis.headName(layer, head),
                    PairAnalysis.headName(other.layer, other.head),
                ],
                AnalysisCharts.relative(other.distance)
            )
        }
    }

    /// Of equal ones the first.
    private func ranked(_ values: [[Float]], _ count: Int) -> [Ranked] {
        values.enumerated().flatMap { layer, heads in
            heads.enumerated().map { head, value in
                Ranked(name: PairAnalysis.headName(layer, head), value: value)
            }
        }.enumerated().sorted { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }
            .prefix(count).map(\.element)
    }
}

extension Optional where Wrapped == String {
    fileprivate var orEmpty: String { self ?? "" }
}
