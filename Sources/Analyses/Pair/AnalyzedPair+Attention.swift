import Encoder

extension AnalyzedPair {
    /// Attention from the word to every token at one layer.
    ///
    /// With `head` the row a(h, ·) itself, otherwise the mean over heads, (1/H) Σ_h a(h, ·).
    ///
    /// - Parameters:
    ///   - layer: index below `model.layers`.
    ///   - head: index below `model.heads`, or `nil` for the mean.
    ///   - hidingSpecial: drop the added tokens and divide by what remains.
    /// - Returns: one value per token, [tokens]; with `hidingSpecial` one per token of
    ///   `shownTokens(side:hidingSpecial:)`.
    package func attentionRow(
        side: Side, layer: Int, head: Int?, hidingSpecial: Bool = false
    ) -> [Float] {
        let heads = attention[side.rawValue].targetRows[layer]
        let row = head.map { heads[$0] } ?? AttentionSummary.headMean(heads)
        guard hidingSpecial else { return row }
        return AttentionSummary.normalized(
            shownTokens(side: side, hidingSpecial: true).map { row[$0] })
    }

    /// How attention from the word moves through the layers.
    ///
    /// Row l is the mean over heads at layer l divided by its sum: m(l, t) / Σ_t m(l, t).
    ///
    /// - Returns: [layers][tokens]; with `hidingSpecial` the columns of the added tokens are
    ///   dropped before the division. Rows sum to 1; a row of zeros stays zero.
    package func layerMap(side: Side, hidingSpecial: Bool = false) -> [[Float]] {
        let shown = Set(shownTokens(side: side, hidingSpecial: hidingSpecial))
        return AttentionSummary.layerMap(
            attention[side.rawValue].targetRows,
            hiding: Set(sentence(side).tokens.indices).subtracting(shown))
    }

    /// Indices of the tokens that a figure shows: all of them, or all but the added ones.
    func shownTokens(side: Side, hidingSpecial: Bool) -> [Int] {
        let sentence = sentence(side)
        guard hidingSpecial else { return Array(sentence.tokens.indices) }
        let special = sentence.isSpecial
        return sentence.tokens.indices.filter { !special[$0] }
    }
}
