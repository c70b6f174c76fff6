extension PairAnalysis {
    /// `tokens.csv`: a line for each sentence, layer and token, with a column for each number that
    /// analyses give a token; `nil` if there are none.
    ///
    /// `side` is 1 or 2; `token_index` counts from 0. The embeddings have a place on the plane alone.
    func tokensCSV() -> [UInt8]? {
        let columns = tokenColumns
        guard !columns.isEmpty else { return nil }
        var table = CSV(
            header: ["side", "layer", "token_index", "token"] + columns.map(\.name))
        for side in sentences.indices {
            for (state, layer) in similarity.layers.enumerated() {
                let rows = columns.map { $0.row(side, state) }
                guard rows.contains(where: { $0 != nil }) else { continue }
                for (index, token) in sentences[side].tokens.enumerated() {
                    table.append(
                        [String(side + 1), layer, String(index), token]
                            + rows.map { $0.map { CSV.number($0[index]) } ?? "" })
                }
            }
        }
        return table.bytes
    }

    /// Whether there is anything for `tokens.csv`.
    var hasTokensTable: Bool { !tokenColumns.isEmpty }

    private struct TokenColumn {
        var name: String
        /// The numbers of a sentence's tokens at a hidden state, of which the first is the embeddings.
        var row: (_ side: Int, _ state: Int) -> [Float]?
    }

    private var tokenColumns: [TokenColumn] {
        var columns: [TokenColumn] = []
        if let layers = analyses.rollout?.layers {
            columns.append(TokenColumn(name: "rollout") { $1 > 0 ? layers[$0][$1 - 1] : nil })
        }
        if let layers = analyses.norm?.layers {
            columns.append(TokenColumn(name: "norm") { $1 > 0 ? layers[$0][$1 - 1] : nil })
        }
        if let points = analyses.geometry?.tokens {
            columns.append(
                TokenColumn(name: "x") { side, state in points[side][state].map { $0[0] } })
            columns.append(
                TokenColumn(name: "y") { side, state in points[side][state].map { $0[1] } })
        }
        return columns
    }
}
