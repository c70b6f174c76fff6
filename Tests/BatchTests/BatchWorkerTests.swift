import Charts
import Testing

@testable import Analyses
@testable import Batch
@testable import Files

@Suite struct BatchWorkerTests {
    /// What the machine lacks would fail every row.
    @Test func faultsOfTheMachineAreNoRows() {
        let machine: [any Error] = [
            ChartError.noFonts, ChartError.noThreads, OutputError.writeFailed(path: "x", code: 28),
        ]
        for error in machine { #expect(!BatchWorker.concernsOneRow(error), "\(error)") }
        let row: [any Error] = [
            ChartError.tooManyPixels(width: 1e6, height: 1, limit: 10),
            OutputError.foreign(path: "x"), AnalyzedPairError.notFinite(part: "x"),
        ]
        for error in row { #expect(BatchWorker.concernsOneRow(error), "\(error)") }
    }
}
