import Encoder
import Foundation
import ReportTestSupport

@testable import Analyses
@testable import Batch
@testable import Files
@testable import Lists

/// Runs of small lists on the tiny model.
enum Batches {
    /// Four pairs and three rows that fail.
    static let list = """
        id,word,sentence1,sentence2,label
        river,bank,The bank of the river was calm.,She went to the bank to deposit money.,different
        Bank,bank,The bank lends money.,The bank of the river was calm.,different
        missing,fish,No such thing.,A fish.,same
        again,bank,The bank lends money.,The bank lends money.,same
        river,bank,A bank.,The bank.,same
        empty,,A bank.,The bank.,same
        bank,bank,The bank lends money.,One bank.,same

        """

    static func options(jobs: Int = 2) -> BatchOptions {
        var options = BatchOptions()
        options.figures = .thumbnails
        options.jobs = jobs
        return options
    }

    /// A folder for a batch, made where it is not there yet.
    static func claim(_ directory: String) throws -> BatchLock {
        try ReportWriter(directory: directory).probe()
        return try BatchFolder(directory).claim()
    }

    /// Runs a list in `directory/output` and returns what the runner said.
    @discardableResult
    static func run(
        _ text: String = list, in directory: String, output: String = "out",
        options: BatchOptions = options(), onProgress: (BatchRunner.Summary) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> BatchRunner.Summary {
        let path = "\(directory)/list.csv"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let analyzer = try PairAnalyzer(model: TinyModel.load())
        let runner = BatchRunner(
            analyzer: analyzer, in: try claim("\(directory)/\(output)"), options: options)
        runner.isCancelled = isCancelled
        return try withoutActuallyEscaping(onProgress) { onProgress in
            runner.onProgress = onProgress
            defer { runner.onProgress = { _ in } }
            return try runner.run(SentenceList(path: path))
        }
    }
}
