/// The words around a figure, computed from the numbers, so that they say what this figure shows.
extension PairAnalysis {
    /// Short heading of a figure, for its caption.
    public func title(of kind: FigureKind) -> String {
        switch kind {
        case .similarity: "Similarity by layer"
        case .chosenLayer(let side): "\(title(of: chosenSelection)), sentence \(side.number)"
        case .firstLayer(let side): "\(title(of: firstSelection)), sentence \(side.number)"
        case .layers(let side): "All layers, sentence \(side.number)"
        case .analysis(let figure): title(of: figure)
        }
    }

    /// How to read a figure, and its main values.
    public func caption(of kind: FigureKind) -> String {
        switch kind {
        case .similarity:
            let points = "One point per hidden state, from the embeddings (emb) to the last layer. "
            return points
                + (analyses.corrected == nil
                    ? "The lower the point, the further apart the two vectors."
                    : "Corrected is the cosine less the baseline, what unrelated words have in the same layer: at 0 the "
                        + "two vectors are no more alike than those.")
        case .chosenLayer(let side): return barsCaption(side, chosenSelection)
        case .firstLayer(let side): return barsCaption(side, firstSelection)
        case .layers(let side):
            return "Along a row: where \(quotedWord(side)) attends in one layer. "
                + "Down a column: how a token gains or loses from layer to layer."
                + specialHint(side)
        case .analysis(let figure): return caption(of: figure)
        }
    }

    /// What to do where special tokens leave all others dark.
    private func specialHint(_ side: Side) -> String {
        let special = sentence(side).isSpecial
        let places = shownTokens(side).indices.filter { special[shownTokens(side)[$0]] }
        let rows = shownMap(side)
        let share = rows.flatMap { row in places.map { row[$0] } }.reduce(0, +) / Float(rows.count)
        guard share > 0.6 else { return "" }
        return
            " Special tokens take \(Format.percent(share)) on average: without them (--hide-special, or "
            + "in the explorer), the rest can be told apart."
    }

    private func barsCaption(_ side: Side, _ selection: AttentionSelection) -> String {
        "\(quotedWord(side)) attends most to "
            + Format.list(largestShares(side, selection)) + "."
    }

    /// What a figure shows, for readers who do not see it: the kind of chart and its main values.
    public func altText(of kind: FigureKind) -> String {
        switch kind {
        case .similarity:
            func values(_ numbers: [Float]) -> String {
                zip(similarity.layers, numbers).map { "\($0) \(Format.cosine($1))" }
                    .joined(separator: ", ")
            }
            let cosine = "Line chart of the cosine by layer: \(values(similarity.cosine))."
            guard let corrected = analyses.corrected else { return cosine }
            return cosine + " Baseline: \(values(corrected.baseline)). "
                + "Corrected: \(values(corrected.cosine))."
        case .chosenLayer(let side): return barsText(side, chosenSelection)
        case .firstLayer(let side): return barsText(side, firstSelection)
        case .layers(let side):
            let tokens = shownTokens(side).map { sentence(side).tokens[$0] }
            let peaks = shownMap(side).enumerated().map { layer, row in
                let name = Self.layerName(layer)
                return largest(row, tokens, count: 1).first.map { "\(name) \($0)" } ?? name
            }
            return "Heatmap of the attention from \(quotedWord(side)) in sentence "
                + "\(side.number), layers by tokens, mean of heads\(hiddenNote). "
                + "Largest in each layer: \(peaks.joined(separator: ", "))."
        case .analysis(let figure): return altText(of: figure)
        }
    }

    private func barsText(_ side: Side, _ selection: AttentionSelection) -> String {
        "Bar chart of the attention from \(quotedWord(side)) to each token of sentence "
            + "\(side.number). \(title(of: selection))\(hiddenNote). "
            + "Largest: \(largestShares(side, selection).joined(separator: ", "))."
    }

    private func largestShares(_ side: Side, _ selection: AttentionSelection) -> [String] {
        let tokens = shownTokens(side).map { sentence(side).tokens[$0] }
        return largest(shownRow(side, selection), tokens, count: 3)
    }

    /// The tokens with the largest values; of equal ones the earlier comes first.
    func largest(_ row: [Float], _ tokens: [String], count: Int) -> [String] {
        row.enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
            .prefix(count).map {
                "\(Format.isolated(tokens[$0.offset])) (\(Format.percent($0.element)))"
            }
    }

    private func quotedWord(_ side: Side) -> String {
        "“\(Format.isolated(sentence(side).word))”"
    }
}
