extension PairAnalysis {
    /// Whether there is anything for `analyses.csv`.
    var hasAnalysesTable: Bool {
        analyses.substitutes != nil || analyses.neighbours != nil || analyses.geometry != nil
    }

    /// `analyses.csv`: one number a line; `nil` if there are none. Here is what has neither a line for
    /// each head (`heads.csv`) nor one for each token (`tokens.csv`) or layer (`similarity.csv`).
    ///
    /// `side` is 1 or 2, empty for what is of both; `index` counts from 0. `index` and `text` are those
    /// of a token, or of a place in a list with its word. (The norms of single heads are in `data.json`
    /// alone; the cosines of all tokens are nowhere where they are very many.)
    func analysesCSV() -> [UInt8]? {
        guard hasAnalysesTable else { return nil }
        var table = AnalysisLines(analysis: self)
        table.appendSubstitutes()
        table.appendNeighbours()
        table.appendGeometry()
        return table.csv.bytes
    }
}

private struct AnalysisLines {
    let analysis: PairAnalysis
    var csv = CSV(
        header: ["analysis", "measure", "side", "layer", "index", "text", "value"])

    private var analyses: PairAnalyses { analysis.analyses }

    private mutating func append(
        _ kind: AnalysisKind, _ measure: String, side: Int? = nil, layer: String = "",
        index: Int? = nil, text: String = "", _ value: Float
    ) {
        csv.append([
            kind.rawValue, measure, side.map { String($0 + 1) } ?? "", layer,
            index.map(String.init) ?? "", text, CSV.number(value),
        ])
    }

    private func state(_ index: Int) -> String { analysis.similarity.layers[index] }

    mutating func appendSubstitutes() {
        guard let substitutes = analyses.substitutes else { return }
        for (side, layers) in substitutes.words.enumerated() {
            for (layer, words) in layers.enumerated() {
                for (rank, word) in words.enumerated() {
                    append(
                        .substitutes, "probability", side: side, layer: state(layer), index: rank,
                        text: word.word, word.probability)
                }
                if let own = substitutes.ownProbability[side] {
                    append(
                        .substitutes, "own_probability", side: side, layer: state(layer),
                        text: analysis.sentences[side].word, own[layer])
                }
            }
        }
        for (layer, value) in substitutes.jaccard.enumerated() {
            append(.substitutes, "jaccard", layer: state(layer), value)
            append(
                .substitutes, "shared_probability", layer: state(layer),
                substitutes.sharedProbability[layer])
        }
    }

    mutating func appendNeighbours() {
        guard let neighbours = analyses.neighbours else { return }
        for (side, layers) in neighbours.nearest.enumerated() {
            let others = analysis.sentences[1 - side].tokens
            for (layer, nearest) in layers.enumerated() {
                for neighbour in nearest {
                    append(
                        .neighbours, "cosine", side: side, layer: state(layer),
                        index: neighbour.token, text: others[neighbour.token], neighbour.cosine)
                }
            }
        }
        // The measure names the token of sentence 1, the index that of sentence 2.
        guard analysis.fitsTokenMap else { return }
        for (row, cosines) in neighbours.tokens.enumerated() {
            for (column, value) in cosines.enumerated() {
                append(
                    .neighbours, "token_\(row)", layer: state(neighbours.state), index: column,
                    text: analysis.sentences[1].tokens[column], value)
            }
        }
    }

    mutating func appendGeometry() {
        guard let geometry = analyses.geometry else { return }
        for (axis, value) in geometry.explained.enumerated() {
            append(.geometry, "explained", index: axis, value)
        }
        for (side, layers) in geometry.tokens.enumerated() {
            for layer in layers.indices {
                append(
                    .geometry, "word_x", side: side, layer: state(layer),
                    geometry.words[side][layer][0])
                append(
                    .geometry, "word_y", side: side, layer: state(layer),
                    geometry.words[side][layer][1])
            }
        }
    }
}
