import Files

/// A column of `similarity.csv`: a number for each hidden state.
package struct StateColumn {
    var name: String
    /// What the numbers are, for those who read the file.
    var meaning: String
    /// `nil` leaves a field empty.
    var values: [Float?]
}

/// Columns of `heads.csv`.
package struct HeadColumn {
    var column: DataPackage.Column
    var cell: (_ layer: Int, _ head: Int) -> String

    init(
        _ name: String, _ kind: DataPackage.Column.Kind, _ meaning: String,
        _ cell: @escaping (_ layer: Int, _ head: Int) -> String
    ) {
        column = DataPackage.Column(name, kind, meaning)
        self.cell = cell
    }

    /// - Parameter values: `[layers][heads]`.
    init(_ name: String, _ meaning: String, _ values: [[Float]]) {
        self.init(name, .number, meaning) { CSV.number(values[$0][$1]) }
    }
}

/// A column of `tokens.csv`.
package struct TokenColumn {
    var name: String
    /// What the numbers are, for those who read the file.
    var meaning: String
    /// The numbers of a sentence's tokens at a hidden state, of which the first is the embeddings.
    var row: (_ side: Int, _ state: Int) -> [Float]?

    init(
        _ name: String, _ meaning: String,
        _ row: @escaping (_ side: Int, _ state: Int) -> [Float]?
    ) {
        self.name = name
        self.meaning = meaning
        self.row = row
    }

    /// - Parameter layers: `[sentences][layers][tokens]`; the embeddings have no number.
    init(_ name: String, _ meaning: String, layers: [[[Float]]]) {
        self.init(name, meaning) { $1 > 0 ? layers[$0][$1 - 1] : nil }
    }
}

/// A line of `analyses.csv`: one number.
package struct AnalysisLine {
    var measure: String
    /// 0 or 1; `nil` for what is of both sentences.
    var side: Int?
    var layer = ""
    /// Of a token, or a place in a list.
    var index: Int?
    var text = ""
    var value: Float
}

/// The CSV files of the analyses.
extension AnalyzedPair {
    /// `similarity.csv`: columns layer, cosine; with a baseline also baseline, corrected and
    /// sentence_means; then those of other analyses.
    package func similarityCSV() -> [UInt8] {
        let more = analyses.present.flatMap(\.stateColumns)
        var table = similarityTable.begun()
        for (index, (layer, cosine)) in zip(similarity.layers, similarity.cosine).enumerated() {
            table.append(
                [layer, cosine.description] + more.map { $0.values[index]?.description ?? "" })
        }
        return table.bytes
    }

    /// `heads.csv`: a line for each head; `nil` if no analysis has a number for each.
    ///
    /// `head` and `nearest_head` count from 0.
    package func headsCSV() -> [UInt8]? {
        let columns = analyses.present.flatMap(\.headColumns)
        guard !columns.isEmpty else { return nil }
        var table = headsTable(columns).begun()
        for layer in 0..<model.layers {
            for head in 0..<model.heads {
                table.append(
                    [Self.layerName(layer), String(head)] + columns.map { $0.cell(layer, head) })
            }
        }
        return table.bytes
    }

    /// `tokens.csv`: a line for each sentence, layer and token, with a column for each number that
    /// analyses give a token; `nil` if there are none.
    ///
    /// `side` is 1 or 2; `token_index` counts from 0. Not every number is there for the embeddings.
    package func tokensCSV() -> [UInt8]? {
        let columns = analyses.present.flatMap(\.tokenColumns)
        guard !columns.isEmpty else { return nil }
        var table = tokensTable(columns).begun()
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

    /// `analyses.csv`: one number a line; `nil` if there are none. Here is what has neither a line for
    /// each head (`heads.csv`) nor one for each token (`tokens.csv`) or layer (`similarity.csv`).
    ///
    /// `side` is 1 or 2, empty for what is of both; `index` counts from 0. `index` and `text` are those
    /// of a token, or of a place in a list with its word. (The norms of single heads are in `data.json`
    /// alone; the cosines of all tokens are nowhere where they are very many.)
    package func analysesCSV() -> [UInt8]? {
        let view = view
        var table = Self.analysesTable.begun()
        var isEmpty = true
        for analysis in analyses.present {
            for line in analysis.lines(view) {
                isEmpty = false
                table.append([
                    type(of: analysis).name, line.measure, line.side.map { String($0 + 1) } ?? "",
                    line.layer, line.index.map(String.init) ?? "", line.text,
                    CSV.number(line.value),
                ])
            }
        }
        return isEmpty ? nil : table.bytes
    }

    /// The files of the analyses that there are, each with what it holds.
    package var analysisFiles: [(path: String, note: String)] {
        let present = analyses.present
        var files: [(path: String, note: String)] = []
        if present.contains(where: { !$0.headColumns.isEmpty }) {
            files.append((PairDataFile.heads, "what each head looks at, a head on each line"))
        }
        if present.contains(where: { !$0.tokenColumns.isEmpty }) {
            files.append((PairDataFile.tokens, "the analyses’ numbers for each layer and token"))
        }
        let view = view
        if present.contains(where: { !$0.lines(view).isEmpty }) {
            files.append((PairDataFile.analyses, "the other analyses, a number on each line"))
        }
        return files
    }
}
