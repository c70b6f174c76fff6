import Analyses
import Files
import Pages

/// The HTML page of models side by side.
struct ComparisonPage {
    let comparison: ModelComparison
    let figures: [PairFigure]
    let origin: ReportOrigin
    /// The list of the calibration; `nil` for that of the program.
    let calibration: String?
    let calibrationHash: String

    /// So many pairs on which models disagree are shown.
    static let shownPairs = 20

    private var models: [ComparedModel] { comparison.models }
    private var pair: ComparedPairs.Entry? {
        comparison.pairs.isOnePair ? comparison.pairs.entries.first : nil
    }
    private var title: String {
        pair == nil
            ? "Models side by side: \(comparison.pairs.list ?? "")" : "in \(models.count) models"
    }

    var page: SectionedPage {
        SectionedPage(
            word: pair?.pair.word1, title: title,
            lead: pair == nil
                ? "tell the senses of a word apart, and where they disagree."
                : "read a word in two sentences.", models: models.map(\.model), origin: origin,
            findings: ComparisonFindings(comparison: comparison).findings,
            opening: shown { $0 == ComparisonFigures.depthName }, sections: sections,
            failures: failures,
            failureCaption: "Rows of the list, counted from 1, and the model that cannot use them",
            options: options,
            citation: (
                title: "\(pair.map { $0.pair.word1 + " " } ?? "")\(title)",
                source: "Attention report, comparison of \(models.count) models", id: "comparison"
            ), downloads: downloads)
    }

    private var failures: [(row: String, reason: String)] {
        comparison.pairs.failures.map { (row: "\($0.row)", reason: $0.reason) }
            + models.flatMap { model in
                model.failures.map { (row: "\($0.row), \(model.name)", reason: $0.reason) }
            }
    }

    private var options: [(name: String, value: String)] {
        var options = [
            (name: "Models", value: Format.list(models.map(\.name))),
            (name: "List of the calibration", value: calibration ?? "that of the program"),
            (name: "SHA-256 of that list", value: calibrationHash),
        ]
        if pair == nil {
            options.append(
                (name: "Pairs", value: Format.grouped(comparison.pairs.entries.count)))
        }
        return options
    }

    private func shown(_ isMeant: (String) -> Bool) -> [PairFigure] {
        figures.filter { isMeant($0.name) }
    }

    private var sections: [SectionedPage.Section] {
        var sections: [SectionedPage.Section] = []
        if let pair { sections.append(sentences(pair)) }
        if let ranking = comparison.ranking { sections.append(self.ranking(ranking)) }
        sections.append(
            .init(
                anchor: "models", heading: "Each model against labelled pairs",
                shortName: "Each model", paragraphs: verdicts,
                figures: shown { $0.hasPrefix("model-") }, setsPairs: true,
                tables: [modelTable]))
        sections.append(attention)
        if pair == nil { sections.append(disagreements) }
        sections.append(
            .init(
                anchor: "reading", heading: "How this was measured", shortName: "How to read",
                paragraphs: method))
        return sections
    }

    private func sentences(_ entry: ComparedPairs.Entry) -> SectionedPage.Section {
        let texts = [entry.pair.sentence1, entry.pair.sentence2].enumerated().map { index, text in
            let attention = ComparedAttention(comparison, sentence: index, text: text)
            return (
                text: MarkedText(
                    text, marking: attention.own.sorted().map { attention.places[$0] }),
                note: "sentence \(index + 1)"
            )
        }
        return .init(
            anchor: "sentences", heading: "The sentences",
            groups: [.init(heading: "The word in its contexts", sentences: texts)])
    }

    // MARK: Tables

    private func percent(_ share: Double) -> String { ComparisonFindings.percent(share) }

    private func ranking(_ ranking: SenseRanking) -> SectionedPage.Section {
        .init(
            anchor: "ranking", heading: "Which model tells the senses apart",
            shortName: "Ranking",
            tables: [
                AnalysisTable(
                    numbers: "models",
                    caption:
                        "\(Format.grouped(ranking.pairs)) labelled pairs, \(Format.grouped(ranking.same)) with the same "
                        + "sense; intervals hold 95% of 2,000 draws of \(Format.grouped(ranking.units)) "
                        + (ranking.unit == .words ? "groups of words" : "pairs")
                        + "; behind: how far below the first, in percentage points",
                    corner: "Model",
                    columns: [
                        "Accuracy", "95% interval", "Behind", "95% interval of that", "Best layer",
                        "AUC there",
                        "95% interval of AUC",
                    ],
                    rows: ranking.entries.enumerated().map { place, entry in
                        (
                            name: models[entry.model].name,
                            cells: rankingCells(entry, isFirst: place == 0),
                            isEmphasised: place == 0
                        )
                    })
            ])
    }

    private func rankingCells(_ entry: SenseRanking.Entry, isFirst: Bool) -> [String] {
        func interval(_ estimate: SenseRanking.Estimate, _ text: (Double) -> String) -> String {
            "\(text(estimate.low)) to \(text(estimate.high))"
        }
        let behind = entry.accuracyBehind
        return [
            percent(entry.accuracy.value), interval(entry.accuracy, percent),
            isFirst ? "–" : ComparisonFindings.points(behind.value),
            isFirst ? "–" : interval(behind, ComparisonFindings.points),
            models[entry.model].stateNames[entry.best], Format.cell(entry.auc.value),
            interval(entry.auc, Format.cell),
        ]
    }

    private var verdicts: [String] {
        models.compactMap { model in model.verdict.map { "\(model.name): \($0.description)" } }
    }

    private var modelTable: AnalysisTable {
        let pairColumns = ["Cosine", "Below, same", "Below, different", "Log-odds"]
        return AnalysisTable(
            numbers: "verdicts",
            caption: "What the calibration says of each model"
                + (pair == nil ? "" : ", and of this pair at its best layer" + unsaid),
            corner: "Model",
            columns: ["Layers", "Best layer", "AUC", "Accuracy", "95% interval"]
                + (pair == nil ? [] : pairColumns),
            rows: models.map { (name: $0.name, cells: calibrationCells($0), isEmphasised: false) })
    }

    /// What a dash means in a table of log-odds.
    private var unsaid: String {
        comparison.informed.count == models.count
            ? "" : "; a dash where a model does not tell labelled pairs apart"
    }

    private func calibrationCells(_ model: ComparedModel) -> [String] {
        let best = model.layers.best
        let heldOut = model.heldOut
        let cells = [
            "\(model.model.layers)", model.stateNames[best],
            Format.cell(model.layers[best].auc), percent(heldOut.accuracy),
            "\(percent(heldOut.low)) to \(percent(heldOut.high))",
        ]
        guard pair != nil, let opinion = model.opinions[0] else { return cells }
        return cells + [
            Format.cell(Double(opinion.cosine)), percent(opinion.shareOfSame),
            percent(opinion.shareOfDifferent), ComparisonFindings.odds(opinion.logOdds),
        ]
    }

    private var attention: SectionedPage.Section {
        let table = AnalysisTable(
            numbers: "kinds",
            caption:
                "Parts of the attention without special tokens, whose part of the whole is in the last columns"
                + (pair == nil ? "; means over all sentences" : "; means of both sentences"),
            corner: "Model",
            columns: ["first", "last"].flatMap { layer in
                ["The word, \(layer)", "Beside it, \(layer)", "Others, \(layer)"]
            } + ["Special, first", "Special, last"],
            rows: models.map { model in
                let kinds = model.kinds
                let parts = kinds.flatMap { [$0.own, $0.beside, $0.others] }
                return (
                    name: model.name,
                    cells: (parts + kinds.map(\.special)).map(Format.percent), isEmphasised: false
                )
            })
        return .init(
            anchor: "attention", heading: "Where the word attends",
            paragraphs: ["In the first and the last layer, as the mean over heads."],
            figures: shown { $0.hasPrefix("attention-") }, showsAttention: pair != nil,
            tables: [table])
    }

    private var disagreements: SectionedPage.Section {
        let most = comparison.disagreements.prefix(Self.shownPairs).filter { $0.spread > 0 }
        guard !most.isEmpty else {
            return .init(
                anchor: "disagreements", heading: "Where models disagree",
                shortName: "Disagreements",
                paragraphs: [
                    comparison.informed.count > 1
                        ? "They agree on every pair." : ComparisonFindings.nothingToDisagree
                ])
        }
        return .init(
            anchor: "disagreements", heading: "Where models disagree", shortName: "Disagreements",
            groups: most.map { item in
                let entry = comparison.pairs.entries[item.pair]
                let label = entry.isSame.map { $0 ? ", same sense" : ", different senses" } ?? ""
                return SectionedPage.SentenceGroup(
                    heading: "\(entry.pair.id)\(label)",
                    sentences: [
                        (MarkedText(entry.pair.sentence1, marking: []), entry.pair.word1),
                        (MarkedText(entry.pair.sentence2, marking: []), entry.pair.word2),
                    ])
            },
            tables: [
                AnalysisTable(
                    numbers: "odds",
                    caption:
                        "Log-odds of the same sense in each model; the pairs with the largest difference of probabilities first"
                        + unsaid,
                    corner: "Pair", columns: models.map(\.name) + ["Difference"],
                    rows: most.map { item in
                        let odds = models.map { model in
                            ComparisonFindings.odds(model.opinions[item.pair]?.logOdds)
                        }
                        return (
                            name: comparison.pairs.entries[item.pair].pair.id,
                            cells: odds + [Format.cell(item.spread)],
                            isEmphasised: false
                        )
                    })
            ])
    }

    // MARK: Text

    private var method: [String] {
        var texts = [
            "Each model is calibrated on labelled pairs, as for report pair: the middle 80% of the similarities of each "
                + "kind, the layer that tells them apart best, and how many times as likely a similarity is for the same "
                + "sense as for different ones. Pairs of the word itself are left out. A probability of the same sense "
                + "takes both kinds to be equally frequent; models disagree by the largest difference of two models’. A model "
                + "that does not tell labelled pairs apart has no log-odds, and no part in that."
        ]
        if let ranking = comparison.ranking {
            let drawn =
                ranking.unit == .words
                ? "words, each with all of its pairs"
                : "pairs, as the list has fewer than five words"
            texts.append(
                "A model is right where the best layer and the densities of other words call a labelled pair what its "
                    + "label says: the words are divided into five parts, and each is judged by the four others. "
                    + "Accuracy is the mean of the shares of both labels. Intervals come from 2,000 bootstrap samples of \(drawn) "
                    + "(Efron 1979), the same for all models, so that differences are paired. They hold for one "
                    + "comparison at a time; of many models, one may lead by chance. AUC is that of the best layer, which was "
                    + "chosen on the same pairs, and so is a little too high.")
        }
        texts.append(
            "Words are those that the tokenizers have in common: where one divides more finely, its parts are added."
        )
        return texts
    }

    private var downloads: [SectionedPage.Download] {
        var downloads: [SectionedPage.Download] = [
            ("data.json", "everything on this page"),
            ("similarity.csv", "similarity and bands by model and layer"),
            ("pairs.csv", "what each model says of each pair"),
        ]
        if pair != nil {
            downloads.append(("attention.csv", "where the word attends, by model and word"))
        }
        if comparison.ranking != nil {
            downloads.append(("ranking.csv", "which model tells the senses apart"))
        }
        return downloads + [(DataPackage.fileName, DataPackage.note)]
    }
}
