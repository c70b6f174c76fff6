extension PairAnalysis {
    /// `similarity.csv`: columns layer, cosine; with a baseline also baseline, corrected and
    /// sentence_means.
    func similarityCSV() -> [UInt8] {
        let corrected = analyses.corrected
        let more = corrected.map { [$0.baseline, $0.cosine, $0.sentenceMeans] } ?? []
        var table = CSV(
            header: ["layer", "cosine"]
                + (corrected == nil ? [] : ["baseline", "corrected", "sentence_means"]))
        for (index, (layer, cosine)) in zip(similarity.layers, similarity.cosine).enumerated() {
            table.append([layer, cosine.description] + more.map { $0[index].description })
        }
        return table.bytes
    }

    /// `attention.csv`: one line per sentence, layer, head and token, in that order.
    ///
    /// `side` is 1 or 2; `head` and `token_index` count from 0.
    func attentionCSV() -> [UInt8] {
        var table = CSV(
            header: ["side", "layer", "head", "token_index", "token", "attention"])
        for side in Side.allCases {
            let tokens = sentence(side).tokens
            for (layer, heads) in attention[side.rawValue].targetRows.enumerated() {
                for (head, row) in heads.enumerated() {
                    for (index, value) in row.enumerated() {
                        table.append([
                            String(side.number), Self.layerName(layer), String(head),
                            String(index), tokens[index], CSV.number(value),
                        ])
                    }
                }
            }
        }
        return table.bytes
    }
}
