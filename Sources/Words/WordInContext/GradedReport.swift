import Analyses
import Charts
import Files
import Lists
import Pages

/// The folder of an evaluation of grades: page, style sheet, figure, JSON and CSV, all still in memory.
struct GradedReport {
    private let evaluation: GradedEvaluation
    private let origin: ReportOrigin

    init(_ evaluation: GradedEvaluation, _ origin: ReportOrigin) {
        self.evaluation = evaluation
        self.origin = origin
    }

    /// - Throws: `ChartError`, `PageError`.
    func report(_ formats: Set<PairFigure.Format>) throws -> SectionedReport {
        let figure = Figure(
            name: "correlation", title: "Correlation by layer",
            caption:
                "Spearman’s correlation of the cosine and the grade, with the ends of its 95% interval.",
            size: FigureSize(width: 440, height: 280), narrowSize: .narrow(height: 240),
            chart: evaluation.chart)
        return try SectionedReport(
            figure, formats,
            data: [
                OutputFile(path: "data.json", bytes: evaluation.json()),
                OutputFile(path: "correlation.csv", bytes: evaluation.correlationCSV()),
                try DataPackage(
                    name: "attention-report-wic", [GradedEvaluation.correlationTable]
                ).file(),
            ], page: page)
    }

    private func page(_ figure: PairFigure) -> SectionedPage {
        let tested = Format.grouped(evaluation.test)
        return SectionedPage(
            title: "Word in context",
            lead: "grades how near two uses of a word are by the similarity of its vectors.",
            models: [evaluation.model], origin: origin, findings: evaluation.findings,
            opening: [figure],
            sections: [
                .init(
                    anchor: "correlation", heading: "Correlation by layer", tables: [layers]),
                .init(
                    anchor: "reading", heading: "How this was measured", shortName: "How to read",
                    paragraphs: [GradedEvaluation.method]),
            ],
            failures: evaluation.failed.map { ($0.id, $0.reason) },
            failureCaption: "They count for nothing",
            options: [
                (
                    "Pairs the layer was chosen on",
                    evaluation.train.map(Format.grouped) ?? "none"
                ), ("Pairs measured", tested),
                ("Grades", "\(evaluation.lowestGrade) to \(evaluation.highestGrade)"),
            ],
            citation: (
                title: "Word in context: grades in \(evaluation.model.name)",
                source: "Attention report, evaluation of \(tested) pairs", id: "wic"
            ),
            downloads: [
                ("data.json", "everything on this page"),
                ("correlation.csv", "the correlation and its interval by layer"),
                (DataPackage.fileName, DataPackage.note),
            ])
    }

    private var layers: AnalysisTable {
        AnalysisTable(
            numbers: "layers",
            caption: evaluation.chosenLayer == nil
                ? "Correlation of cosine and grade"
                : "Correlation of cosine and grade; in bold the layer that was chosen",
            corner: "Layer", columns: ["Spearman’s ρ", "95% interval"],
            rows: evaluation.layers.map { layer in
                (
                    layer.name, [layer.spearman.valueText, layer.spearman.intervalText],
                    layer.name == evaluation.chosenLayer
                )
            })
    }
}

extension RankCorrelation? {
    /// "0.4171", or "none".
    var valueText: String { map { Format.cell($0.value) } ?? "none" }

    /// "0.2013 to 0.5937"
    var intervalText: String {
        map { "\(Format.cell($0.low)) to \(Format.cell($0.high))" } ?? ""
    }

    /// The fields of a table: the value and the ends of the interval.
    var fields: [String] { map { ["\($0.value)", "\($0.low)", "\($0.high)"] } ?? ["", "", ""] }
}

extension RankCorrelation {
    /// The columns of `fields`, of a correlation of the cosine with something.
    static func columns(_ other: String) -> [DataPackage.Column] {
        [
            .init(
                "spearman", .number,
                "Spearman's correlation of the cosine and \(other), from -1 to 1; empty where there is none"
            ),
            .init("spearman_low", .number, "lower end of its 95% interval"),
            .init("spearman_high", .number, "upper end of its 95% interval"),
        ]
    }
}

extension GradedEvaluation {
    var chart: LineChart {
        func values(_ value: (RankCorrelation) -> Double) -> [Double] {
            layers.map { $0.spearman.map(value) ?? .nan }
        }
        return LineChart(
            title: "Similarity and grades: correlation by layer",
            subtitle: "\(Format.grouped(test)) pairs" + (train == nil ? "" : ", test part"),
            labels: layers.map(\.name),
            series: [
                .init(name: "Spearman’s ρ", values: values(\.value)),
                .init(name: "95% interval, low", values: values(\.low)),
                .init(name: "95% interval, high", values: values(\.high)),
            ],
            categoryTitle: "layer", valueTitle: "correlation", showsValues: false, names: .legend)
    }

    static let method =
        "Spearman’s correlation asks whether pairs with higher grades have higher cosines; it takes ranks, so that "
        + "the scale of the grades does not matter, and nothing is chosen on the pairs. Equal numbers share the mean "
        + "of their ranks. The interval comes from Fisher’s transformation (Bonett and Wright 2000). Correcting the "
        + "cosine moves all pairs of a layer alike and changes no rank."

    /// The main results in sentences, computed from the numbers.
    var findings: [String] {
        var findings: [String] = []
        func sentence(_ layer: Layer) -> String {
            func text(_ value: Double) -> String { Format.fixed(value, decimals: 3) }
            guard let found = layer.spearman else { return "none at \(layer.name)" }
            return "\(text(found.value)) at \(layer.name) (95% interval: \(text(found.low)) to "
                + "\(text(found.high)))"
        }
        if let chosen = layers.first(where: { $0.name == chosenLayer }) {
            findings.append(
                "The training part chooses \(chosen.name); on the \(Format.grouped(test)) pairs of the test part, "
                    + "the correlation of cosine and grade is \(sentence(chosen)).")
        } else if let last = layers.last {
            findings.append(
                "Over \(Format.grouped(test)) pairs, the correlation of cosine and grade is \(sentence(last)), "
                    + "after the last layer.")
        }
        let known = layers.filter { $0.spearman != nil }
        if let best = known.max(by: { ($0.spearman?.value ?? 0) < ($1.spearman?.value ?? 0) }) {
            findings.append(
                "It is highest with \(sentence(best)). That a layer is best on the pairs measured is no reason to "
                    + "choose it: it is known afterwards only.")
        }
        if !failed.isEmpty {
            findings.append(
                failed.count == 1
                    ? "One row could not be used." : "\(failed.count) rows could not be used.")
        }
        return findings
    }

    /// What `correlation.csv` holds.
    static let correlationTable = DataPackage.Table(
        "correlation.csv", "A row for each layer",
        [.layer] + RankCorrelation.columns("the grade"), key: ["layer"])

    func correlationCSV() -> [UInt8] {
        var table = Self.correlationTable.begun()
        for layer in layers { table.append([layer.name] + layer.spearman.fields) }
        return table.bytes
    }

    /// The table that `report wic` prints, without a final line break.
    var table: String {
        let width = max(5, layers.map(\.name.count).max() ?? 0)
        func column(_ text: String) -> String {
            String(repeating: " ", count: max(0, 10 - text.count)) + text
        }
        var lines = [
            "layer".padded(to: width) + column("Spearman") + column("low") + column("high")
        ]
        for layer in layers {
            let cells = layer.spearman.map { [$0.value, $0.low, $0.high].map(Format.cell) }
            lines.append(
                layer.name.padded(to: width) + (cells ?? ["none"]).map(column).joined())
        }
        lines.append("")
        if let chosenLayer {
            lines.append("layer       \(chosenLayer), chosen on the training part")
        }
        lines += [
            "grades      \(lowestGrade) to \(highestGrade)",
            "pairs       \(test) measured, \(failed.count) failed",
        ]
        return lines.joined(separator: "\n")
    }
}
