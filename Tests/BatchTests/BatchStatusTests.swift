import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Batch

@Suite struct BatchStatusTests {
    private func run(
        _ shard: String?, in directory: String, output: String, failing: Bool = false,
        after limit: Int? = nil, rows count: Int = 24
    ) throws {
        let rows = (0..<count).map { "\($0),bank,The bank \($0).,A bank.\n" }.joined()
        var options = Batches.options(jobs: 1)
        options.figures = .none
        options.shard = shard.flatMap { Shard($0) }
        let counter = Counter()
        let list = "id,word,sentence1,sentence2\n" + rows + (failing ? "x,fish,A.,B.\n" : "")
        try Batches.run(
            list, in: directory, output: output, options: options,
            onProgress: { counter.count = $0.finished },
            isCancelled: { limit.map { counter.count >= $0 } ?? false })
    }

    private final class Counter: @unchecked Sendable { var count = 0 }

    @Test func sharesAreDoneOneByOne() throws {
        try withTemporaryDirectory { directory in
            let folders = ["\(directory)/a", "\(directory)/b"]
            let none = try BatchStatus(of: folders)
            #expect(none.folders.map(\.state) == [.missing, .missing])
            #expect(none.total == nil && none.missing == nil && !none.isComplete)

            try run("1,3/4", in: directory, output: "a")
            let half = try BatchStatus(of: folders)
            #expect(half.folders.map(\.state) == [.done, .missing])
            #expect(half.folders[0].shard == "1,3/4" && half.total == 24 && !half.isComplete)
            #expect(half.missing == 24 - half.done && half.done > 0)
            #expect(half.missingShares == "2,4/4")

            try run("2,4/4", in: directory, output: "b")
            let all = try BatchStatus(of: folders)
            #expect(all.isComplete && all.done == 24 && all.missing == 0)
            #expect(all.missingShares == nil)
            // The same folder twice counts its rows once.
            #expect(try BatchStatus(of: folders + folders).done == 24)
        }
    }

    @Test func aWholeListHasNoShare() throws {
        try withTemporaryDirectory { directory in
            try run(nil, in: directory, output: "a", failing: true)
            let status = try BatchStatus(of: ["\(directory)/a"])
            #expect(
                status.folders == [
                    .init(directory: "\(directory)/a", state: .done, done: 24, failed: 1)
                ])
            #expect(status.isComplete && status.failed == 1 && status.total == 25)
        }
    }

    @Test func whatWasBrokenOffIsInterrupted() throws {
        try withTemporaryDirectory { directory in
            try run(nil, in: directory, output: "a", after: 1, rows: 200)
            let status = try BatchStatus(of: ["\(directory)/a"])
            #expect(status.folders.map(\.state) == [.interrupted])
            #expect(!status.isComplete && status.done > 0 && status.done < 200)
        }
    }

    @Test func aLockIsLiveOrDead() throws {
        try withTemporaryDirectory { directory in
            #expect(BatchLock.holder(of: directory) == nil)
            let lock = try BatchLock(directory: directory)
            try withExtendedLifetime(lock) {
                let holder = try #require(BatchLock.holder(of: directory))
                #expect(holder.isLive && holder.name.hasPrefix("process \(getpid()) on "))
                let status = try BatchStatus(of: [directory])
                #expect(status.folders.map(\.state) == [.running])
            }
            // A process that is killed leaves the file.
            try withTemporaryDirectory { other in
                try Data("process 4711 on elsewhere\n".utf8).write(
                    to: URL(fileURLWithPath: "\(other)/.lock"))
                let holder = try #require(BatchLock.holder(of: other))
                #expect(!holder.isLive && holder.name == "process 4711 on elsewhere")
                #expect(try BatchStatus(of: [other]).folders[0].state == .missing)
            }
        }
    }

    /// Looking at a folder does not keep a run off it.
    @Test func lookingDisturbsNoRun() throws {
        try withTemporaryDirectory { directory in
            let looks = Thread {
                for _ in 0..<500 {
                    _ = BatchLock.holder(of: directory)
                    usleep(500)
                }
            }
            looks.start()
            for _ in 0..<200 { withExtendedLifetime(try BatchLock(directory: directory)) {} }
        }
    }

    @Test func whatIsNoBatchIsNamed() throws {
        try withTemporaryDirectory { directory in
            try Data("x\n".utf8).write(to: URL(fileURLWithPath: "\(directory)/journal.jsonl"))
            #expect(throws: JournalError.self) { try BatchStatus(of: [directory]) }
        }
    }
}
