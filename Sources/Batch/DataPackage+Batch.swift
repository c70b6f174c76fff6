import Files
import Lists

extension DataPackage {
    /// Of the tables of a batch.
    ///
    /// - Parameters:
    ///   - columns: those of `summary.csv`.
    ///   - summary: that table's file.
    static func batch(_ columns: [IndexColumn], summary: String) -> DataPackage {
        DataPackage(
            name: "attention-report-batch",
            [
                Table(
                    summary, "A row for each pair that is done",
                    columns.compactMap { column in
                        column.csvName.map {
                            Column(
                                $0, column.decimals == nil ? .text : .number, meaning(of: column))
                        }
                    }, key: ["id"]),
                Table(
                    "failed.tsv",
                    "A row for each pair that failed, as a list that can be run again",
                    isTabbed: true,
                    (ListRow.columns + [ListRow.reasonColumn]).map {
                        Column($0, texts[$0] ?? "")
                    }),
            ])
    }

    /// What a column of `summary.csv` holds, and in which unit.
    static func meaning(of column: IndexColumn) -> String {
        let name = column.csvName ?? ""
        return texts[name] ?? column.meaning ?? similarity(name)
    }

    private static func similarity(_ layer: String) -> String {
        let place =
            layer == "emb" ? "the embeddings" : "the output of layer \(layer.dropFirst()), from 0"
        return "cosine similarity of the word's vectors in both sentences, from -1 to 1: \(place)"
    }

    private static let texts = [
        "id": "name of the pair",
        "word": "the word in the first sentence",
        "word2": "the word in the second sentence; in failed.tsv empty where it is the same",
        "sentence1": "the first sentence", "sentence2": "the second sentence",
        "occurrence1": "which occurrence of the word is meant in the first sentence, from 1",
        "occurrence2": "which one is meant in the second sentence",
        "range1":
            "place of the word in the first sentence: start and end in Unicode code points, from 0, "
            + "the end not included",
        "range2": "place of the word in the second sentence",
        "label": "what the list says of the pair, as written there",
        "page": "the pair's page, relative to this folder",
        "reason": "why the pair failed",
    ]
}
