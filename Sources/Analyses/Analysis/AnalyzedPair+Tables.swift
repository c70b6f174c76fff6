import Files

/// What the columns of a pair's CSV files hold.
extension AnalyzedPair {
    /// The tables that the pair has.
    package var tables: [DataPackage.Table] {
        let heads = analyses.present.flatMap(\.headColumns)
        let tokens = analyses.present.flatMap(\.tokenColumns)
        let view = view
        let hasLines = analyses.present.contains { !$0.lines(view).isEmpty }
        return [similarityTable, Self.attentionTable]
            + (heads.isEmpty ? [] : [headsTable(heads)])
            + (tokens.isEmpty ? [] : [tokensTable(tokens)])
            + (hasLines ? [Self.analysesTable] : [])
    }

    var similarityTable: DataPackage.Table {
        .init(
            PairDataFile.similarity, "A row for each layer",
            [
                .layer,
                .init(
                    "cosine", .number,
                    "cosine similarity of the word's vectors in both sentences, from -1 to 1"),
            ]
                + analyses.present.flatMap(\.stateColumns).map {
                    .init($0.name, .number, $0.meaning)
                },
            key: ["layer"])
    }

    static let attentionTable = DataPackage.Table(
        PairDataFile.attention, "A row for each sentence, layer, head and token",
        [
            sideColumn, layerColumn, headColumn, tokenColumns[0], tokenColumns[1],
            .init(
                "attention", .number,
                "attention from the word to the token, 0 to 1; all tokens of a head, special ones too, add up to 1"
            ),
        ], key: ["side", "layer", "head", "token_index"])

    func headsTable(_ columns: [HeadColumn]) -> DataPackage.Table {
        .init(
            PairDataFile.heads, "A row for each layer and head",
            [Self.layerColumn, Self.headColumn] + columns.map(\.column), key: ["layer", "head"])
    }

    func tokensTable(_ columns: [TokenColumn]) -> DataPackage.Table {
        .init(
            PairDataFile.tokens, "A row for each sentence, layer and token",
            [Self.sideColumn, .layer] + Self.tokenColumns
                + columns.map { .init($0.name, .number, $0.meaning) },
            key: ["side", "layer", "token_index"])
    }

    static let analysesTable = DataPackage.Table(
        PairDataFile.analyses, "A row for each number of the other analyses",
        [
            .init("analysis", "name of the analysis, as after --analyses"),
            .init("measure", "what the number is"),
            .init("side", .integer, "1 or 2, the sentence; empty for what is of both"),
            .init("layer", "the layer, where the number belongs to one"),
            .init("index", .integer, "number of a token, or a place in a list, from 0"),
            .init("text", "that token, or what stands at that place"),
            .init("value", .number, "the number"),
        ])

    private static let sideColumn = DataPackage.Column("side", .integer, "1 or 2, the sentence")
    private static let layerColumn = DataPackage.Column("layer", "L0 is the first layer")
    private static let headColumn = DataPackage.Column(
        "head", .integer, "number of the head, from 0")
    private static let tokenColumns = [
        DataPackage.Column(
            "token_index", .integer, "number of the token in its sentence, from 0"),
        DataPackage.Column("token", "the token as the tokenizer writes it"),
    ]
}

extension DataPackage.Column {
    /// The layer of a hidden state.
    package static let layer = DataPackage.Column(
        "layer", "emb for the embeddings; then the output of each layer, of which L0 is the first")
}
