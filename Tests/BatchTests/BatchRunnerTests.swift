import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Batch
@testable import Files
@testable import Lists

@Suite struct BatchRunnerTests {
    private static let list = Batches.list
    private static func plain(jobs: Int = 2) -> BatchOptions { Batches.options(jobs: jobs) }

    @discardableResult
    private func run(
        _ text: String = list, in directory: String, options: BatchOptions = plain()
    ) throws -> BatchRunner.Summary {
        try Batches.run(text, in: directory, options: options)
    }

    private func tree(_ directory: String) throws -> [String: Data] {
        fileTree("\(directory)/out")
    }

    private func rows(_ file: String, _ directory: String) throws -> [[String]] {
        try tableRows("\(directory)/out/\(file)")
    }

    @Test func badRowsDoNotStopTheRest() throws {
        try withTemporaryDirectory { directory in
            let summary = try run(in: directory)
            #expect(summary.done == 4)
            #expect(summary.failed == 3)
            #expect(
                try rows("summary.csv", directory).map { $0[0] } == [
                    "id", "river", "Bank", "again", "bank",
                ])
            let failed = try rows("failed.tsv", directory)
            #expect(failed.map { $0[0] } == ["id", "missing", "river", "empty"])
            #expect(failed[1].last?.hasPrefix("sentence 1: the word \"fish\" is not in") == true)
            #expect(failed[2].last == "the id \"river\" occurs before in the list")
            #expect(failed[3].last == "the word is empty")
            #expect(listing("\(directory)/out").contains(".lock") == false)
            #expect(listing("\(directory)/out").contains(".staging") == false)
            for row in try rows("summary.csv", directory).dropFirst() {
                #expect(listing("\(directory)/out").contains(row[6]))
            }
        }
    }

    @Test func failedRowsAreAListAgain() throws {
        try withTemporaryDirectory { directory in
            try run(in: directory)
            let path = "\(directory)/out/failed.tsv"
            let list = try SentenceList(path: path)
            #expect(list.takeWarnings() == [])
            var ids: [String] = []
            while let row = try list.next() { ids.append(row.id) }
            #expect(ids == ["missing", "river", "empty"])
        }
    }

    @Test func equalNumbersAsAPairAlone() throws {
        try withTemporaryDirectory { directory in
            try run(in: directory)
            let analyzer = try PairAnalyzer(model: TinyModel.load())
            let alone = try analyzer.analyze(
                SentencePair(
                    "The bank lends money.", "The bank of the river was calm.", word: "bank",
                    id: "Bank"))
            let file = "\(directory)/out/\(PairFolder.path(id: "Bank"))/data.json"
            #expect(FileManager.default.contents(atPath: file) == Data(try alone.analysis.json()))
        }
    }

    @Test func bytesDoNotDependOnTheJobs() throws {
        try withTemporaryDirectory { first in
            try run(in: first, options: Self.plain(jobs: 1))
            try withTemporaryDirectory { second in
                try run(in: second, options: Self.plain(jobs: 4))
                #expect(try tree(first) == (try tree(second)))
            }
        }
    }

    @Test func whatIsDoneIsKeptAndWhatIsMissingIsDoneAgain() throws {
        try withTemporaryDirectory { directory in
            try run(in: directory)
            let before = try tree(directory)
            var summary = try run(in: directory)
            #expect(summary.kept == 4)
            #expect(summary.done == 0)
            #expect(try tree(directory) == before)

            let page = "\(directory)/out/\(PairFolder.path(id: "again"))/index.html"
            #expect(unlink(page) == 0)
            try FileManager.default.removeItem(
                atPath: "\(directory)/out/\(PairFolder.path(id: "river"))/data.json")
            summary = try run(in: directory)
            #expect(summary.kept == 2)
            #expect(summary.done == 2)
            #expect(try tree(directory) == before)

            var options = Self.plain()
            options.resumes = false
            summary = try run(in: directory, options: options)
            #expect(summary.done == 4)
            #expect(try tree(directory) == before)
        }
    }

    @Test func changedRowsAreDoneAgainAndOrphansAreTold() throws {
        try withTemporaryDirectory { directory in
            try run(in: directory)
            let before = try tree(directory)
            let changed = Self.list.replacingOccurrences(of: "lends money.,One", with: "lends.,One")
                .replacingOccurrences(
                    of: "again,bank,The bank lends money.,The bank lends money.,same\n", with: "")
            var summary = try run(changed, in: directory)
            #expect(summary.done == 1)
            #expect(summary.kept == 2)
            #expect(summary.orphans == [PairFolder.path(id: "again")])
            #expect(
                try rows("summary.csv", directory).map { $0[0] } == [
                    "id", "river", "Bank", "bank",
                ])
            // The old list finds its orphan again, and everything is as it was.
            summary = try run(in: directory)
            #expect(summary.kept == 3)
            #expect(summary.done == 1)
            #expect(try tree(directory) == before)
        }
    }

    @Test func otherOptionsMakeAllAnew() throws {
        try withTemporaryDirectory { directory in
            try run(in: directory)
            let before = try tree(directory)
            var options = Self.plain()
            options.figures = .none
            #expect(try run(in: directory, options: options).done == 4)
            #expect(try run(in: directory).done == 4)
            #expect(try tree(directory) == before)
        }
    }

    @Test func stopsAtTooManyFailures() throws {
        try withTemporaryDirectory { directory in
            var options = Self.plain(jobs: 1)
            options.maximumFailures = 1
            let row = "x,fish,No such thing.,A fish.\n"
            let text =
                "id,word,sentence1,sentence2\n"
                + (0..<500).map { "\($0)" + row.dropFirst() }.joined()
            let summary = try run(text, in: directory, options: options)
            #expect(summary.hasTooManyFailures)
            #expect(summary.failed < 100)
        }
    }

    @Test func aMistakeInTheListKeepsWhatPrecedesIt() throws {
        try withTemporaryDirectory { directory in
            #expect(throws: InputError.self) {
                try run(Self.list + "x,\"bank", in: directory)
            }
            let kept = try rows("summary.csv", directory)
            #expect(kept.count == 5)
            let summary = try run(in: directory)
            #expect(summary.kept == 4)
        }
    }

    @Test func theIndexIsMadeAnewFromTheJournal() throws {
        try withTemporaryDirectory { directory in
            try run(in: directory)
            let before = try tree(directory)
            for name in ["index.html", "summary.csv", "failed.tsv", "style.css", "figures"] {
                try FileManager.default.removeItem(atPath: "\(directory)/out/\(name)")
            }
            let counts = try BatchIndex(directory: "\(directory)/out").rebuild()
            #expect(counts == (4, 3, nil))
            #expect(try tree(directory) == before)
        }
    }

    @Test func ofAKilledRunTheLastLinesCount() throws {
        try withTemporaryDirectory { directory in
            try run(in: directory)
            let before = try tree(directory)
            // A second run over the same rows was killed: its lines follow the first one's, in no
            // order of the whole, and the last is half a line.
            let path = "\(directory)/out/journal.jsonl"
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            let again = lines.dropFirst().reversed().map { "\($0)\n" }.joined()
            let journal = lines.map { "\($0)\n" }.joined() + again + "{\"pair\":{"
            try Data(journal.utf8).write(to: URL(filePath: path))
            #expect(try BatchIndex(directory: "\(directory)/out").rebuild() == (4, 3, nil))
            var after = try tree(directory)
            after["journal.jsonl"] = before["journal.jsonl"]
            #expect(after == before)
        }
    }

    @Test func whatAKilledRunHasLeftHalfWrittenIsRemoved() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory)
            let output = "\(directory)/out"
            let whole = fileTree(output)
            let leave = {
                try Data("half".utf8).write(
                    to: URL(fileURLWithPath: "\(output)/.report-1a2b.tmp"))
            }
            try leave()
            try Batches.run(in: directory)
            #expect(fileTree(output) == whole)
            try leave()
            _ = try BatchIndex(directory: output).rebuild()
            #expect(fileTree(output) == whole)
        }
    }

    /// Before it looks at what the first one is about to change.
    @Test func aSecondRunTouchesNothing() throws {
        try withTemporaryDirectory { directory in
            let output = "\(directory)/out"
            try Batches.run(in: directory)
            let lock = try Batches.claim(output)
            // What would stop a run by itself: a file that was changed, and a link out of the folder.
            try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(output)/index.html"))
            #expect(symlink("\(directory)/nowhere", "\(output)/.staging") == 0)
            let before = fileTree(output)
            withExtendedLifetime(lock) {
                #expect(throws: BatchLockError.self) { try BatchFolder(output).claim() }
                #expect(throws: BatchLockError.self) {
                    try BatchIndex(directory: output).rebuild()
                }
                #expect(throws: BatchLockError.self) {
                    try BatchMerge(sources: [output], directory: output, jobs: 1).run()
                }
                #expect(fileTree(output) == before)
            }
        }
    }

    @Test func aSecondRunIsRefused() throws {
        try withTemporaryDirectory { directory in
            let lock = try BatchLock(directory: directory)
            #expect {
                try BatchLock(directory: directory)
            } throws: { error in
                "\(error)".contains("is in use by process \(getpid()) on ")
            }
            withExtendedLifetime(lock) {}
        }
    }

    @Test func sharesInOneFolderBecomeOneRun() throws {
        try withTemporaryDirectory { directory in
            try run(in: directory)
            let whole = try tree(directory)
            try FileManager.default.removeItem(atPath: "\(directory)/out")
            for index in [2, 3, 1] {
                var options = Self.plain()
                options.shard = Shard(index: index, count: 3)
                try run(in: directory, options: options)
            }
            #expect(try tree(directory) == whole)
        }
    }
}

@Suite struct RepeatedRowTests {
    @Test func equalRowsWithoutIdsAreTwoRows() throws {
        let list = try readList(
            "id,word,sentence1,sentence2\n,a,b,c\n,a,b,c\n,a,b,c\nx,a,b,c\nx,a,b,c\n".utf8)
        let names = try names(list.rows, SeenHashes())
        #expect(names[1] == names[0] + "-2" && names[2] == names[0] + "-3")
        #expect(names[3...] == ["x", "x"])
    }

    /// A number that another row has as its own id is passed over.
    @Test func thousandsOfEqualRowsAreNumbered() throws {
        let row = try #require(try readList("word,sentence1,sentence2\na,b,c\n".utf8).rows.first)
        let ids = SeenHashes(capacity: 100, filterBits: 6)
        #expect(
            try names(Array(repeating: row, count: 1000), ids)
                == [row.id] + (2...1000).map { "\(row.id)-\($0)" })
        try ids.insert(ContentHash.short("\(row.id)-1001"))
        #expect(try names([row, row], ids) == ["\(row.id)-1002", "\(row.id)-1003"])
    }

    private func names(_ rows: [ListRow], _ ids: SeenHashes) throws -> [String] {
        try rows.map { row in
            var row = row
            try row.distinguish(from: ids)
            try ids.insert(row.idHash)
            return row.id
        }
    }
}
