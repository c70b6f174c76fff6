import Analyses
import Encoder
import Files
import Foundation
import Pages

/// The report of `report compare`: models side by side, on one pair or on a list.
package struct ComparisonReport: Sendable {
    private let comparison: ModelComparison
    private let calibration: String?
    private let calibrationHash: String

    /// - Parameter list: what the models were calibrated on.
    package init(_ comparison: ModelComparison, calibratedOn list: CalibrationList) {
        self.comparison = comparison
        calibration = list.name
        calibrationHash = list.hash
    }

    /// The files of the report's folder, the page last.
    /// - Throws: `ChartError`, `PageError`.
    package func files(
        _ origin: ReportOrigin, _ design: PageDesign?, threadCount: Int
    ) throws -> [OutputFile] {
        try report(origin, [.png, .svg], threadCount).files(design)
    }

    /// The page alone, with everything that it shows inside it.
    package func singleFile(
        _ origin: ReportOrigin, _ design: PageDesign?, threadCount: Int
    ) throws -> OutputFile {
        try report(origin, [.svg], threadCount).singleFile(design)
    }

    private func report(
        _ origin: ReportOrigin, _ formats: Set<PairFigure.Format>, _ threadCount: Int
    ) throws -> SectionedReport {
        let figures = ComparisonFigures(comparison: comparison).figures
        let drawn = try mapConcurrently(count: figures.count, threadCount: threadCount) { index in
            try figures[index].rendered(formats)
        }
        let page = ComparisonPage(
            comparison: comparison, figures: drawn.map(\.figure), origin: origin,
            calibration: calibration, calibrationHash: calibrationHash)
        return try SectionedReport(
            page: page.page, figures: drawn,
            data: [OutputFile(path: "data.json", bytes: json())]
                + ComparisonTables(comparison: comparison).files())
    }

    /// The object of `data.json`.
    package func json() throws -> [UInt8] {
        try ComparisonDocument(
            comparison, calibration: calibration, calibrationHash: calibrationHash
        ).json()
    }

    /// What `report compare` prints, without a final line break: a line for each model, and the findings.
    package var table: String {
        let rows = comparison.ranking.map(rankingRows) ?? opinionRows
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let text = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        return
            (lines + [""] + ComparisonFindings(comparison: comparison).findings)
            .joined(separator: "\n")
    }

    private var opinionRows: [[String]] {
        let isOnePair = comparison.pairs.isOnePair
        var rows = [["model", "best layer", "right"] + (isOnePair ? ["cosine", "log-odds"] : [])]
        for model in comparison.models {
            var row = [
                model.name, model.stateNames[model.layers.best],
                ComparisonFindings.percent(model.heldOut.accuracy),
            ]
            if isOnePair, let opinion = model.opinions[0] {
                row.append(Format.cell(Double(opinion.cosine)))
                row.append(ComparisonFindings.odds(opinion.logOdds))
            }
            rows.append(row)
        }
        return rows
    }

    private func rankingRows(_ ranking: SenseRanking) -> [[String]] {
        [["model", "right", "95% interval", "behind", "best layer", "AUC"]]
            + ranking.entries.map { entry in
                let model = comparison.models[entry.model]
                return [
                    model.name, ComparisonFindings.percent(entry.accuracy.value),
                    ComparisonFindings.interval(entry.accuracy),
                    ComparisonFindings.points(entry.accuracyBehind.value),
                    model.stateNames[entry.best], Format.cell(entry.auc.value),
                ]
            }
    }
}
