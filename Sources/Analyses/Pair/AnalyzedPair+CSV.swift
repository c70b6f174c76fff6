import Files

extension AnalyzedPair {
    /// `attention.csv`: one line per sentence, layer, head and token, in that order.
    ///
    /// `side` is 1 or 2; `head` and `token_index` count from 0.
    package func attentionCSV() -> [UInt8] {
        var table = Self.attentionTable.begun()
        for side in Side.allCases {
            let tokens = sentence(side).tokens.enumerated().map { index, token in
                table.encoded([String(index), token])
            }
            for (layer, heads) in attention[side.rawValue].targetRows.enumerated() {
                for (head, row) in heads.enumerated() {
                    let place = table.encoded([
                        String(side.number), Self.layerName(layer), String(head),
                    ])
                    for (token, value) in zip(tokens, row) {
                        table.append(encoded: place, token, number: value)
                    }
                }
            }
        }
        return table.bytes
    }
}
