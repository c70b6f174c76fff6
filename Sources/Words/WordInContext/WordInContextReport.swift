import Analyses
import Charts
import Files
import Pages

/// The folder of an evaluation of labels: page, style sheet, figure, JSON and CSV, all still in memory.
struct WordInContextReport {
    private let evaluation: WordInContextEvaluation
    private let origin: ReportOrigin

    init(_ evaluation: WordInContextEvaluation, _ origin: ReportOrigin) {
        self.evaluation = evaluation
        self.origin = origin
    }

    /// - Throws: `ChartError`, `PageError`.
    func report(_ formats: Set<PairFigure.Format>) throws -> SectionedReport {
        let figure = Figure(
            name: "accuracy", title: "Accuracy by layer",
            caption:
                "Measured on pairs that had no part in choosing. One threshold for all layers shows what "
                + "correcting does, because the level of raw cosines differs from layer to layer.",
            size: FigureSize(width: 440, height: 280), narrowSize: .narrow(height: 240),
            chart: evaluation.chart)
        return try SectionedReport(
            figure, formats,
            data: [
                OutputFile(path: "data.json", bytes: evaluation.json()),
                OutputFile(path: "accuracy.csv", bytes: evaluation.accuracyCSV()),
                try DataPackage(
                    name: "attention-report-wic", [WordInContextEvaluation.accuracyTable]
                ).file(),
            ], page: page)
    }

    private func page(_ figure: PairFigure) -> SectionedPage {
        let (split, model) = (evaluation.split, evaluation.model)
        let tested = Format.grouped(split.test)
        return SectionedPage(
            title: "Word in context",
            lead: "tells the senses of a word apart by the similarity of its vectors.",
            models: [model], origin: origin, findings: evaluation.findings,
            opening: [figure],
            sections: [
                .init(
                    anchor: "accuracy", heading: "Accuracy by layer", tables: [layers, confusion]),
                .init(
                    anchor: "reading", heading: "How this was measured", shortName: "How to read",
                    paragraphs: [
                        evaluation.method, WordInContextEvaluation.correction,
                        WordInContextEvaluation.rank,
                    ]),
            ],
            failures: evaluation.failed.map { ($0.id, $0.reason) },
            failureCaption: "They count for nothing",
            options: [
                ("Pairs chosen on", Format.grouped(split.train)), ("Pairs measured on", tested),
                ("Folds", split.folds.map(String.init) ?? "none"),
            ],
            citation: (
                title: "Word in context: senses in \(model.name)",
                source: "Attention report, evaluation of \(tested) pairs", id: "wic"
            ),
            downloads: [
                ("data.json", "everything on this page"),
                ("accuracy.csv", "accuracy, thresholds and answers by layer"),
                (DataPackage.fileName, DataPackage.note),
            ])
    }

    private var layers: AnalysisTable {
        func percent(_ fraction: Double) -> String { Format.percent(Float(fraction)) }
        func text(_ number: Double?) -> String {
            number.map(Format.cell) ?? "none"
        }
        return AnalysisTable(
            numbers: "layers",
            caption: "Accuracy and thresholds; in bold the layer that was chosen",
            corner: "Layer",
            columns: [
                "Accuracy", "95% interval", "Threshold", "Corrected threshold",
                "One threshold, raw", "One threshold, corrected", "Spearman’s ρ",
                "95% interval of ρ",
            ],
            rows: evaluation.layers.map { layer in
                (
                    layer.name,
                    [
                        percent(layer.accuracy), layer.confusion.interval.text,
                        text(layer.threshold), text(layer.correctedThreshold),
                        percent(layer.sharedAccuracy),
                        percent(layer.sharedCorrectedAccuracy), layer.spearman.valueText,
                        layer.spearman.intervalText,
                    ], layer.name == evaluation.bestLayer
                )
            })
    }

    private var confusion: AnalysisTable {
        let confusion = evaluation.bestConfusion
        let counts = [
            ("the same", confusion.sameAsSame, confusion.sameAsDifferent),
            ("different", confusion.differentAsSame, confusion.differentAsDifferent),
        ]
        return AnalysisTable(
            numbers: "confusion", caption: "Answers with the layer and threshold that were chosen",
            corner: "Truth", columns: ["Called the same", "Called different"],
            rows: counts.map { ($0, ["\($1)", "\($2)"], false) })
    }
}

extension WordInContextEvaluation {
    var chart: LineChart {
        LineChart(
            title: "Same sense or not: accuracy by layer",
            subtitle: "\(Format.grouped(split.test)) pairs"
                + (split.folds.map { ", \($0) folds" } ?? ", test part"),
            labels: layers.map(\.name),
            series: [
                .init(name: "threshold of the layer", values: layers.map(\.accuracy)),
                .init(name: "one for all, raw", values: layers.map(\.sharedAccuracy)),
                .init(
                    name: "one for all, corrected", values: layers.map(\.sharedCorrectedAccuracy)),
                .init(name: "more frequent label", values: layers.map { _ in majority }),
            ],
            categoryTitle: "layer", valueTitle: "accuracy", showsValues: false, names: .legend)
    }

    /// How the pairs were divided, in a sentence.
    var method: String {
        let train = Format.grouped(split.train)
        if let folds = split.folds {
            return
                "The \(train) pairs were divided into \(folds) parts, the i-th pair of a label into "
                + "part i mod \(folds), so that each has as many of both labels. Thresholds and the "
                + "best layer were chosen on all parts but one and measured on that one, for each in "
                + "turn; the answers are counted together, and a threshold is the mean over the parts."
        }
        return
            "Thresholds and the best layer were chosen on the \(train) pairs of the training part and "
            + "measured on the \(Format.grouped(split.test)) pairs of the test part."
    }

    static let correction =
        "The corrected similarity is the cosine less that of unrelated words at the layer (Ethayarajh "
        + "2019). Within one layer this moves every pair and the threshold alike, so that accuracy with a "
        + "threshold of the layer’s own is the same for both. It counts where one threshold serves all "
        + "layers."

    static let rank =
        "Spearman’s ρ is the rank correlation of the cosine and the label, 1 for the same sense and 0 for another; it "
        + "needs no threshold. Where no threshold is better than one answer for all pairs, there is none."

    /// The main results in sentences, computed from the numbers.
    var findings: [String] {
        func percent(_ fraction: Double) -> String { Format.percent(Float(fraction)) }
        let chosen =
            split.folds == nil
            ? "The training part chooses \(bestLayer); with that layer and its threshold"
            : "In cross-validation \(bestLayer) is chosen most often; with layer and threshold chosen on "
                + "the other parts"
        var findings = [
            "\(chosen), \(percent(bestAccuracy)) of the \(Format.grouped(split.test)) pairs are judged "
                + "correctly (95% interval: \(bestConfusion.interval.text)). Always naming the more "
                + "frequent label is right for \(percent(majority)).",
            "Differences between layers that are smaller than such an interval say little. That a layer "
                + "is best on the measured pairs is no reason to choose it: that is known only afterwards.",
        ]
        let raw = layers.reduce(0) { $0 + $1.sharedAccuracy } / Double(layers.count)
        let corrected =
            layers.reduce(0) { $0 + $1.sharedCorrectedAccuracy } / Double(layers.count)
        findings.append(
            "With one threshold for all layers, raw cosines are right for \(percent(raw)) of the pairs on "
                + "average over the layers, corrected ones for \(percent(corrected)).")
        if !failed.isEmpty {
            findings.append(
                failed.count == 1
                    ? "One row could not be used." : "\(failed.count) rows could not be used.")
        }
        return findings
    }

    /// What `accuracy.csv` holds.
    static let accuracyTable = DataPackage.Table(
        "accuracy.csv", "A row for each layer",
        [
            .layer,
            .init("accuracy", .number, "share of the pairs that are judged correctly, 0 to 1"),
            .init(
                "threshold", .number,
                "cosine from which a pair is called the same; empty where no pair is"),
            .init("corrected_threshold", .number, "the same for the corrected cosine"),
            .init(
                "shared_accuracy", .number,
                "accuracy with one threshold for the cosines of all layers, 0 to 1"),
            .init("shared_corrected_accuracy", .number, "the same for corrected cosines"),
            .init("same_as_same", .integer, "pairs of the same sense that are called the same"),
            .init("same_as_different", .integer, "pairs of the same sense called different"),
            .init("different_as_same", .integer, "pairs of different senses called the same"),
            .init("different_as_different", .integer, "pairs of different senses called different"),
            .init("majority", .number, "share of the more frequent label, 0 to 1"),
        ] + RankCorrelation.columns("the label"), key: ["layer"])

    func accuracyCSV() -> [UInt8] {
        var table = Self.accuracyTable.begun()
        for layer in layers {
            let confusion = layer.confusion
            table.append(
                [
                    layer.name, "\(layer.accuracy)", layer.threshold.map { "\($0)" } ?? "",
                    layer.correctedThreshold.map { "\($0)" } ?? "", "\(layer.sharedAccuracy)",
                    "\(layer.sharedCorrectedAccuracy)", "\(confusion.sameAsSame)",
                    "\(confusion.sameAsDifferent)", "\(confusion.differentAsSame)",
                    "\(confusion.differentAsDifferent)", "\(majority)",
                ] + layer.spearman.fields)
        }
        return table.bytes
    }

    /// The table that `report wic` prints, without a final line break.
    package var table: String {
        func column(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        func fixed(_ number: Double?) -> String {
            number.map(Format.cell) ?? "none"
        }
        let width = max(5, layers.map(\.name.count).max() ?? 0)
        var lines = [
            "layer".padded(to: width) + column("accuracy", 10) + column("threshold", 11)
                + column("corrected", 11) + column("shared", 9) + column("shared corrected", 18)
                + column("Spearman", 10)
        ]
        for layer in layers {
            lines.append(
                layer.name.padded(to: width) + column(fixed(layer.accuracy), 10)
                    + column(fixed(layer.threshold), 11)
                    + column(fixed(layer.correctedThreshold), 11)
                    + column(fixed(layer.sharedAccuracy), 9)
                    + column(fixed(layer.sharedCorrectedAccuracy), 18)
                    + column(fixed(layer.spearman?.value), 10))
        }
        let confusion = bestConfusion
        lines += [
            "",
            "more frequent label  \(fixed(majority))",
            "best layer           \(fixed(bestAccuracy))  (\(bestLayer), chosen on "
                + (split.folds.map { "the other parts, \($0) folds" } ?? "the training part") + ")",
            "answers              same: \(confusion.sameAsSame) right, "
                + "\(confusion.sameAsDifferent) wrong; different: "
                + "\(confusion.differentAsDifferent) right, \(confusion.differentAsSame) wrong",
            "pairs                \(split.test) measured, \(failed.count) failed",
        ]
        return lines.joined(separator: "\n")
    }
}

extension WilsonInterval {
    /// "50.7 to 74.4%"
    fileprivate var text: String {
        "\(Format.percent(Float(low)).dropLast()) to \(Format.percent(Float(high)))"
    }
}
