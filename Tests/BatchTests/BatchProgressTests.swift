import Foundation
import TestSupport
import Testing

@testable import Batch

/// What a run says of how far it is.
@Suite struct BatchProgressTests {
    private func list(_ rows: Int) -> String {
        "id,word,sentence1,sentence2\n"
            + (0..<rows).map { "\($0),bank,The bank \($0) of the river.,A bank lends.\n" }.joined()
    }

    private func options(jobs: Int = 2) -> BatchOptions {
        var options = Batches.options(jobs: jobs)
        options.figures = .none
        return options
    }

    /// A list that fits into one read, and one that does not.
    @Test(arguments: [345, 1500])
    func theFractionIsThatOfTheRowsThatAreDone(_ rows: Int) throws {
        try withTemporaryDirectory { directory in
            var states: [BatchRunner.Summary] = []
            let summary = try Batches.run(
                list(rows), in: directory, options: options(), onProgress: { states.append($0) })
            #expect(states.count > rows / 20)
            for (earlier, later) in zip(states, states.dropFirst()) {
                #expect(earlier.fractionDone ?? 2 <= later.fractionDone ?? -1)
            }
            for state in states {
                let fraction = try #require(state.fractionDone)
                #expect(abs(fraction - Double(state.finished) / Double(rows)) < 0.03)
            }
            #expect(summary.fractionDone == 1)
        }
    }

    @Test func aLimitIsTheWhole() throws {
        try withTemporaryDirectory { directory in
            var states: [BatchRunner.Summary] = []
            var options = options()
            options.limit = 64
            try Batches.run(
                list(345), in: directory, options: options, onProgress: { states.append($0) })
            for state in states {
                #expect(state.fractionDone == Double(state.finished) / 64)
            }
        }
    }

    /// Rows of other shares are a part of the way, too.
    @Test func aShareGoesThroughTheWholeList() throws {
        try withTemporaryDirectory { directory in
            var states: [BatchRunner.Summary] = []
            var options = options()
            options.shard = Shard(index: 2, count: 5)
            let summary = try Batches.run(
                list(500), in: directory, options: options, onProgress: { states.append($0) })
            for state in states.dropLast() {
                let fraction = try #require(state.fractionDone)
                let share = Double(state.finished) / Double(summary.finished)
                #expect(abs(fraction - share) < 0.15)
            }
            #expect(summary.fractionDone == 1)
        }
    }
}
