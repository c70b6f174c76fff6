import Analyses
import Files
import Pages

/// What `report wic` found: an evaluation of labels that say the same sense or another, or of grades.
package enum WordInContextResult: Sendable, Equatable {
    case labels(WordInContextEvaluation)
    case grades(GradedEvaluation)

    private var failed: [WordInContextPairs.Failure] {
        switch self {
        case .labels(let evaluation): evaluation.failed
        case .grades(let evaluation): evaluation.failed
        }
    }

    package var failedCount: Int { failed.count }

    /// Why rows failed, one text each.
    package var failureTexts: [String] { failed.map { "\($0.list), \($0.id): \($0.reason)" } }

    /// The object of `data.json`, with sorted keys and a final newline.
    package func json() throws -> [UInt8] {
        switch self {
        case .labels(let evaluation): try evaluation.json()
        case .grades(let evaluation): try evaluation.json()
        }
    }

    /// The table that `report wic` prints, without a final line break.
    package var table: String {
        switch self {
        case .labels(let evaluation): evaluation.table
        case .grades(let evaluation): evaluation.table
        }
    }

    /// All files of the report, the page last.
    /// - Throws: `ChartError`, `PageError`.
    package func files(_ origin: ReportOrigin, _ design: PageDesign) throws -> [OutputFile] {
        try report(origin, [.png, .svg]).files(design)
    }

    /// The page alone, with everything that it shows inside it.
    /// - Throws: `ChartError`, `PageError`.
    package func singleFile(_ origin: ReportOrigin, _ design: PageDesign) throws -> OutputFile {
        try report(origin, [.svg]).singleFile(design)
    }

    private func report(
        _ origin: ReportOrigin, _ formats: Set<PairFigure.Format>
    ) throws -> SectionedReport {
        switch self {
        case .labels(let evaluation): try WordInContextReport(evaluation, origin).report(formats)
        case .grades(let evaluation): try GradedReport(evaluation, origin).report(formats)
        }
    }
}
