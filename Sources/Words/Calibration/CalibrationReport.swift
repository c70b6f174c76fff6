import Analyses
import Charts
import Files
import Foundation
import Pages

/// The report on a model's calibration: how well its similarities tell labelled pairs apart.
package struct CalibrationReport: Sendable {
    private let calibration: Calibration
    private let model: AnalyzedPair.Model
    /// What the list is called; `nil` for that of this package.
    private let listName: String?
    private let layers: [Separation]
    private let tests: [PermutationTest]

    package init(_ calibration: Calibration, model: AnalyzedPair.Model, listName: String?) {
        self.calibration = calibration
        self.model = model
        self.listName = listName
        layers = Judge(calibration).layers
        tests = PermutationTest.byLayer(
            calibration.pairs.map(\.cosine), isSame: calibration.pairs.map(\.isSame))
    }

    private var names: [String] {
        AnalyzedPair.Similarity(cosine: calibration.pairs[0].cosine).layers
    }

    private var best: Int { layers.best }
    private var sameCount: Int { layers[best].same.values.count }
    private var differentCount: Int { layers[best].different.values.count }

    /// The files of the report's folder.
    /// - Throws: `ChartError`, `PageError`.
    package func files(_ origin: ReportOrigin, _ design: PageDesign?) throws -> [OutputFile] {
        try report(origin, [.png, .svg]).files(design)
    }

    /// The page alone.
    package func singleFile(_ origin: ReportOrigin, _ design: PageDesign?) throws -> OutputFile {
        try report(origin, [.svg]).singleFile(design)
    }

    private func report(
        _ origin: ReportOrigin, _ formats: Set<PairFigure.Format>
    ) throws -> SectionedReport {
        let figure = Figure(
            name: "similarity", title: "Similarity of labelled pairs by layer",
            caption:
                "Areas hold the middle 80% of each kind, lines are means. Where the areas overlap, a similarity says little.",
            size: FigureSize(width: 440, height: 290), narrowSize: .narrow(height: 250),
            chart: chart)
        return try SectionedReport(
            figure, formats,
            data: [
                OutputFile(path: "data.json", bytes: json()),
                OutputFile(path: "calibration.csv", bytes: csv()),
            ]
        ) { page($0, origin) }
    }

    var chart: LineChart {
        LineChart(
            title: "Labelled pairs in \(model.name)",
            subtitle: "\(Format.grouped(calibration.pairs.count)) pairs", labels: names,
            series: [
                .init(name: "same sense, mean", values: layers.map(\.same.mean)),
                .init(name: "different senses, mean", values: layers.map(\.different.mean)),
            ], categoryTitle: "layer", valueTitle: "cosine similarity", showsValues: false,
            names: .legend,
            bands: .labelledPairs(
                same: layers.map(\.same.band), different: layers.map(\.different.band),
                sharesColors: true))
    }

    private func page(_ figure: PairFigure, _ origin: ReportOrigin) -> SectionedPage {
        SectionedPage(
            title: "Calibration", lead: "tells labelled pairs of uses apart by their similarity.",
            models: [model], origin: origin, findings: findings, opening: [figure],
            sections: [
                .init(
                    anchor: "layers", heading: "Layer by layer", tables: [layerTable]),
                .init(
                    anchor: "odds", heading: "What a similarity says", shortName: "Odds",
                    tables: [oddsTable]),
                .init(
                    anchor: "reading", heading: "How this was measured", shortName: "How to read",
                    paragraphs: Self.method),
            ], failures: [], failureCaption: "",
            options: [
                ("List", listName ?? "that of the program"),
                ("Pairs with the same sense", Format.grouped(sameCount)),
                ("Pairs with different senses", Format.grouped(differentCount)),
                ("Groups of words", Format.grouped(calibration.heldOut.words)),
                ("Rows left out", Format.grouped(calibration.skippedCount)),
                ("SHA-256 of the list", calibration.listHash),
            ],
            citation: (
                title: "Calibration of \(model.name)",
                source: "Attention report, calibration on \(calibration.pairs.count) pairs",
                id: "calibration"
            ),
            downloads: [
                ("data.json", "everything on this page"),
                ("calibration.csv", "bands, AUC and the permutation test by layer"),
            ])
    }

    private static func percent(_ share: Double) -> String { Format.percent(Float(share)) }

    /// The main results in sentences, computed from the numbers.
    var findings: [String] {
        let heldOut = calibration.heldOut
        let interval = "95% interval: \(Self.percent(heldOut.low)) to \(Self.percent(heldOut.high))"
        let auc = Format.fixed(layers[best].auc, decimals: 3)
        return [
            heldOut.isInformative
                ? "On held-out words, \(Self.percent(heldOut.accuracy)) of the verdicts are right "
                    + "(\(interval)); chance is 50%."
                : "On held-out words, \(Self.percent(heldOut.accuracy)) of the verdicts are right "
                    + "(\(interval)): this model’s similarities do not tell the two kinds apart better than chance.",
            "\(names[best]) separates them best: in \(Self.percent(layers[best].auc)) of comparisons, the pair with "
                + "the same sense is more similar than the one with different senses (AUC \(auc)).",
        ]
    }

    private var layerTable: AnalysisTable {
        func band(_ numbers: SortedNumbers) -> String {
            "\(Format.cell(numbers.band.lowerBound)) to \(Format.cell(numbers.band.upperBound))"
        }
        return AnalysisTable(
            numbers: "layers",
            caption:
                "The middle 80% of both kinds, and how far apart they are; in bold the best layer",
            corner: "Layer",
            columns: ["Same sense", "Different senses", "AUC", "Difference of means", "p"],
            rows: layers.indices.map { state in
                (
                    names[state],
                    [
                        band(layers[state].same), band(layers[state].different),
                        Format.cell(layers[state].auc),
                        Format.cell(tests[state].difference),
                        Format.cell(tests[state].p),
                    ], state == best
                )
            })
    }

    private var oddsTable: AnalysisTable {
        let separation = layers[best]
        let values = (separation.same.values + separation.different.values)
        let (low, high) = (values.min() ?? 0, values.max() ?? 1)
        let steps = 10
        return AnalysisTable(
            numbers: "odds",
            caption:
                "How many times as likely a similarity after \(names[best]) is for the same sense as for different senses",
            corner: "Similarity",
            columns: [
                "Same : different", "Same sense, share below", "Different senses, share below",
            ],
            rows: (0...steps).map { step in
                let value = low + (high - low) * Double(step) / Double(steps)
                return (
                    Format.cell(value),
                    [
                        Self.ratio(separation.logOdds(value)),
                        Self.percent(separation.same.share(upTo: value)),
                        Self.percent(separation.different.share(upTo: value)),
                    ], false
                )
            })
    }

    /// "2.5 : 1"
    private static func ratio(_ logOdds: Double) -> String {
        let ratio = exp(abs(logOdds))
        let times = Format.fixed(ratio, decimals: ratio < 10 ? 1 : 0)
        return logOdds >= 0 ? "\(times) : 1" : "1 : \(times)"
    }

    private static let method = [
        "Accuracy is measured on held-out words: the words are divided into five parts, and the pairs "
            + "of each part are judged by the best layer and the densities of the four others. It is balanced: the mean of the "
            + "shares of pairs with the same sense and with different senses that are judged correctly. The interval "
            + "comes from 2,000 bootstrap samples of the words (Efron 1979), each pair judged as it was.",
        "AUC is the area under the ROC curve (Mann and Whitney 1947). The ratio is that of two kernel densities "
            + "(Parzen 1962) with one bandwidth, the mean of Silverman’s (1986) for both kinds; one pair in n + 1 is "
            + "taken to lie anywhere from −1 to 1.",
        "p is that of a permutation test with 9,999 shuffles of the labels: the share of shuffles that give a "
            + "difference of means at least as large (Phipson and Smyth 2010). It counts pairs as independent, and "
            + "pairs that share a word are not quite that, so that it may be too small.",
    ]

    /// The object of `data.json`, with sorted keys and a final newline.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try [UInt8](encoder.encode(document)) + [UInt8(ascii: "\n")]
    }

    private struct Document: Encodable {
        struct Layer: Encodable {
            var layer: String
            var auc: Double
            var same: [Double]
            var different: [Double]
            var sameMean: Double
            var differentMean: Double
            var difference: Double
            var p: Double
        }

        var schema = "attention-report/calibration-report/1"
        var model: AnalyzedPair.Model
        var list: String?
        var listSha256: String
        var same: Int
        var different: Int
        var skipped: Int
        var heldOut: HeldOut
        var best: String
        var layers: [Layer]
    }

    private var document: Document {
        Document(
            model: model, list: listName, listSha256: calibration.listHash, same: sameCount,
            different: differentCount, skipped: calibration.skippedCount,
            heldOut: calibration.heldOut, best: names[best],
            layers: layers.indices.map { state in
                let layer = layers[state]
                return Document.Layer(
                    layer: names[state], auc: layer.auc,
                    same: [layer.same.band.lowerBound, layer.same.band.upperBound],
                    different: [layer.different.band.lowerBound, layer.different.band.upperBound],
                    sameMean: layer.same.mean, differentMean: layer.different.mean,
                    difference: tests[state].difference, p: tests[state].p)
            })
    }

    func csv() -> [UInt8] {
        var table = CSV(header: [
            "layer", "auc", "same_low", "same_high", "different_low", "different_high", "same_mean",
            "different_mean", "difference", "p",
        ])
        for layer in document.layers {
            table.append(
                [layer.layer]
                    + [
                        layer.auc, layer.same[0], layer.same[1], layer.different[0],
                        layer.different[1], layer.sameMean, layer.differentMean, layer.difference,
                        layer.p,
                    ].map { "\($0)" })
        }
        return table.bytes
    }

    /// What `report calibrate` prints, without a final line break.
    package var table: String {
        let width = max(5, names.map(\.count).max() ?? 0)
        let titles = ["AUC", "same sense", "different senses", "p"]
        var lines = [
            ([("layer".padded(to: width))] + titles.map { $0.padded(to: 16) }).joined(
                separator: "  ")
        ]
        for row in layerTable.numbers {
            let cells = [row.cells[2], row.cells[0], row.cells[1], row.cells[4]]
            lines.append(
                ([row.name.padded(to: width)] + cells.map { $0.padded(to: 16) })
                    .joined(separator: "  "))
        }
        return
            (lines.map { line in
                String(line.reversed().drop { $0 == " " }.reversed())
            } + [""] + findings).joined(separator: "\n")
    }
}
