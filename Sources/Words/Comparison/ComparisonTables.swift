import Analyses
import Files

/// The CSV files of models side by side.
struct ComparisonTables {
    let comparison: ModelComparison

    private var models: [ComparedModel] { comparison.models }
    private var isOnePair: Bool { comparison.pairs.isOnePair }

    private static let model = DataPackage.Column("model", "the model’s name")

    /// What the tables of this comparison hold.
    var tables: [DataPackage.Table] {
        [similarityTable, Self.pairsTable] + (isOnePair ? [Self.attentionTable] : [])
            + (comparison.ranking == nil ? [] : [Self.rankingTable])
    }

    /// All of them, with their description.
    func files() throws -> [OutputFile] {
        var files = [
            OutputFile(path: "similarity.csv", bytes: similarity()),
            OutputFile(path: "pairs.csv", bytes: pairs()),
        ]
        if isOnePair { files.append(OutputFile(path: "attention.csv", bytes: attention())) }
        if let ranking = comparison.ranking {
            files.append(OutputFile(path: "ranking.csv", bytes: self.ranking(ranking)))
        }
        return files + [try DataPackage(name: "attention-report-comparison", tables).file()]
    }

    // MARK: By layer

    private var similarityTable: DataPackage.Table {
        func band(_ name: String, _ kind: String) -> [DataPackage.Column] {
            [("low", "tenth"), ("high", "ninetieth")].map { end, percentile in
                .init(
                    "\(name)_\(end)", .number,
                    "\(percentile) percentile of the cosines of the labelled pairs of the calibration with \(kind)"
                )
            }
        }
        return .init(
            "similarity.csv", "A row for each model and layer",
            [
                Self.model, .layer,
                .init("depth", .number, "number of the layer by the number of layers, 0 to 1"),
                .init(
                    "cosine", .number,
                    isOnePair
                        ? "cosine of the word’s two vectors, from -1 to 1"
                        : "mean cosine of the pairs that all models read, from -1 to 1"),
            ] + band("same", "the same sense") + band("different", "different senses")
                + [
                    .init(
                        "calibration_auc", .number,
                        "area under the ROC curve of the calibration, 0 to 1"),
                    .init(
                        "list_auc", .number,
                        "the same of the list’s labelled pairs; empty without enough of them"),
                ], key: ["model", "layer"])
    }

    func similarity() -> [UInt8] {
        var table = similarityTable.begun()
        for (index, model) in models.enumerated() {
            let areas = comparison.ranking?.entries.first { $0.model == index }?.aucByLayer
            let cosines = model.mean(comparison.common)
            for state in model.stateNames.indices {
                let layer = model.layers[state]
                let (same, different) = (layer.same.band, layer.different.band)
                let calibration: [Double] = [
                    same.lowerBound, same.upperBound, different.lowerBound, different.upperBound,
                    layer.auc,
                ]
                table.append(
                    [
                        model.name, model.stateNames[state], "\(model.depths[state])",
                        cosines.map { "\($0[state])" } ?? "",
                    ] + calibration.map { "\($0)" } + [areas.map { "\($0[state])" } ?? ""])
            }
        }
        return table.bytes
    }

    // MARK: By pair

    private static let pairsTable = DataPackage.Table(
        "pairs.csv", "A row for each pair and model",
        [
            .init("row", .integer, "place of the pair in the list, from 1"),
            .init("id", "name of the pair"),
            .init("label", "same or different, where the list says so"), model,
            .init(
                "layer",
                "the layer that tells labelled pairs apart best; empty where the word was not found"
            ),
            .init("cosine", .number, "cosine of the word’s two vectors there, from -1 to 1"),
            .init(
                "percentile_same", .number,
                "share of the labelled pairs with the same sense that are at most as similar, 0 to 1"
            ),
            .init("percentile_different", .number, "the same of those with different senses"),
            .init(
                "log_odds", .number,
                "natural log-odds of the same sense against different senses; empty of a model that does not tell labelled pairs apart"
            ),
            .init(
                "disagreement", .number,
                "largest difference of two such models’ probabilities of the same sense, 0 to 1; empty unless all read the pair"
            ),
        ], key: ["row", "model"])

    func pairs() -> [UInt8] {
        var table = Self.pairsTable.begun()
        let disagreements = comparison.informed.count > 1 ? comparison.disagreements : []
        let spreads = Dictionary(
            uniqueKeysWithValues: disagreements.map { ($0.pair, $0.spread) })
        for (index, entry) in comparison.pairs.entries.enumerated() {
            let label = entry.isSame.map { $0 ? "same" : "different" } ?? ""
            let spread = spreads[index].map { "\($0)" } ?? ""
            for model in models {
                let opinion = model.opinions[index].map { opinion in
                    [
                        model.stateNames[opinion.state], "\(opinion.cosine)",
                        "\(opinion.shareOfSame)", "\(opinion.shareOfDifferent)",
                        opinion.logOdds.map { "\($0)" } ?? "",
                    ]
                }
                table.append(
                    ["\(entry.row)", entry.pair.id, label, model.name]
                        + (opinion ?? ["", "", "", "", ""]) + [spread])
            }
        }
        return table.bytes
    }

    // MARK: Attention

    private static let attentionTable = DataPackage.Table(
        "attention.csv", "A row for each sentence, model, layer and word",
        [
            .init("sentence", .integer, "1 or 2"), model,
            .init("layer", "the first or the last layer"),
            .init(
                "start", .integer, "where the word begins, in characters (Unicode scalars) from 0"),
            .init("end", .integer, "where it ends"),
            .init(
                "word",
                "the word that is attended to; tokenizers that divide a word differently share one"),
            .init(
                "share", .number,
                "part of the attention without special tokens, mean over heads, 0 to 1; empty where the model does not read it"
            ),
        ], key: ["sentence", "model", "layer", "start"])

    func attention() -> [UInt8] {
        var table = Self.attentionTable.begun()
        guard let pair = comparison.pairs.entries.first?.pair else { return table.bytes }
        for (sentence, text) in [pair.sentence1, pair.sentence2].enumerated() {
            let attention = ComparedAttention(comparison, sentence: sentence, text: text)
            for (index, model) in models.enumerated() {
                let names = [0, model.model.layers - 1].map(AnalyzedPair.layerName)
                // Of a model with one layer, both are the same.
                for layer in 0..<Set(names).count {
                    let shares = attention.shares(index, layer: layer)
                    for (place, range) in attention.places.enumerated() {
                        table.append([
                            "\(sentence + 1)", model.name, names[layer], "\(range.lowerBound)",
                            "\(range.upperBound)", attention.labels[place],
                            shares[place].isNaN ? "" : "\(shares[place])",
                        ])
                    }
                }
            }
        }
        return table.bytes
    }

    // MARK: Ranking

    private static let rankingTable: DataPackage.Table = {
        func estimate(_ name: String, _ meaning: String) -> [DataPackage.Column] {
            [
                .init(name, .number, meaning),
                .init("\(name)_low", .number, "lower end of its 95 % interval"),
                .init("\(name)_high", .number, "upper end of its 95 % interval"),
            ]
        }
        var columns = [model]
        columns += estimate(
            "accuracy",
            "mean of the shares of both labels that are judged correctly by other words, 0 to 1")
        columns.append(.init("layer", "the layer with the largest area under the ROC curve"))
        columns += estimate("auc", "area under the ROC curve there, 0 to 1")
        columns += estimate("accuracy_behind", "how far the accuracy is below the first model’s")
        columns += estimate("auc_behind", "how far the area is below the first model’s")
        return .init(
            "ranking.csv", "A row for each model, the most accurate first", columns, key: ["model"])
    }()

    func ranking(_ ranking: SenseRanking) -> [UInt8] {
        var table = Self.rankingTable.begun()
        for entry in ranking.entries {
            func fields(_ estimate: SenseRanking.Estimate) -> [String] {
                [estimate.value, estimate.low, estimate.high].map { "\($0)" }
            }
            let model = models[entry.model]
            table.append(
                [model.name] + fields(entry.accuracy) + [model.stateNames[entry.best]]
                    + fields(entry.auc) + fields(entry.accuracyBehind) + fields(entry.aucBehind))
        }
        return table.bytes
    }
}
