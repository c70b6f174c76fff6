extension PairAnalysis {
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
    public func attentionRow(
        side: Side, layer: Int, head: Int?, hidingSpecial: Bool = false
    ) -> [Float] {
        let heads = attention[side.rawValue].targetRows[layer]
        let row = head.map { heads[$0] } ?? Self.mean(heads)
        guard hidingSpecial else { return row }
        return Self.normalised(shownTokens(side: side, hidingSpecial: true).map { row[$0] })
    }

    /// How attention from the word moves through the layers.
    ///
    /// Row l is the mean over heads at layer l divided by its sum: m(l, t) / Σ_t m(l, t).
    ///
    /// - Returns: [layers][tokens]; with `hidingSpecial` the columns of the added tokens are
    ///   dropped before the division. Rows sum to 1; a row of zeros stays zero.
    public func layerMap(side: Side, hidingSpecial: Bool = false) -> [[Float]] {
        let shown = shownTokens(side: side, hidingSpecial: hidingSpecial)
        return attention[side.rawValue].targetRows.map { heads in
            let mean = Self.mean(heads)
            return Self.normalised(shown.map { mean[$0] })
        }
    }

    /// Indices of the tokens that a figure shows: all of them, or all but the added ones.
    public func shownTokens(side: Side, hidingSpecial: Bool) -> [Int] {
        let sentence = sentence(side)
        guard hidingSpecial else { return Array(sentence.tokens.indices) }
        let special = sentence.isSpecial
        return sentence.tokens.indices.filter { !special[$0] }
    }

    /// Column means, added up in fp64 and rounded once.
    private static func mean(_ rows: [[Float]]) -> [Float] {
        guard let first = rows.first else { return [] }
        var sums = [Double](repeating: 0, count: first.count)
        for row in rows {
            for (token, value) in row.enumerated() { sums[token] += Double(value) }
        }
        return sums.map { Float($0 / Double(rows.count)) }
    }

    private static func normalised(_ row: [Float]) -> [Float] {
        let sum = row.reduce(0.0) { $0 + Double($1) }
        guard sum > 0 else { return row }
        return row.map { Float(Double($0) / sum) }
    }
}
