import Foundation
import Testing

@testable import ReportKit

@Suite struct BatchMergeTests {
    private static let list =
        Batches.list
        + (0..<20).map { "n\($0),bank,The \($0) bank of the river.,A bank lends \($0).,same\n" }
        .joined()

    private static func options(top: BatchTop? = nil) -> BatchOptions {
        var options = Batches.options()
        options.top = top
        return options
    }

    /// Runs the list as a whole in `whole`, and its shares in `1`, `2` and `3`.
    private func run(_ options: BatchOptions, in directory: String) throws -> [String] {
        try Batches.run(Self.list, in: directory, output: "whole", options: options)
        for index in 1...3 {
            var options = options
            options.shard = Shard(index: index, count: 3)
            try Batches.run(Self.list, in: directory, output: "\(index)", options: options)
        }
        return (1...3).map { "\(directory)/\($0)" }
    }

    private func merge(
        _ sources: [String], _ output: String,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> BatchMerge.Summary {
        let merge = BatchMerge(sources: sources, directory: output, jobs: 2)
        merge.isCancelled = isCancelled
        return try merge.run()
    }

    @Test(arguments: [nil, BatchTop(count: 3, by: .min)])
    func sharesBecomeTheBytesOfOneRun(_ top: BatchTop?) throws {
        try withTemporaryDirectory { directory in
            let shares = try run(Self.options(top: top), in: directory)
            let whole = Batches.tree("\(directory)/whole")
            var summary = try merge([shares[2], shares[0], shares[1]], "\(directory)/out")
            #expect(summary.pairs == 24)
            #expect(summary.failed == 3)
            #expect(summary.lastRow == 27)
            #expect(summary.missing == 0)
            #expect(Batches.tree("\(directory)/out") == whole)
            // Once more, with a share too many, and into one of the shares.
            summary = try merge(shares + [shares[1]], "\(directory)/out")
            #expect(summary.pairs == 24)
            #expect(Batches.tree("\(directory)/out") == whole)
            _ = try merge(shares, shares[1])
            #expect(Batches.tree(shares[1]) == whole)
        }
    }

    @Test func tellsWhichRowsAreMissing() throws {
        try withTemporaryDirectory { directory in
            let shares = try run(Self.options(), in: directory)
            let numbers = try shares.map { share in
                var numbers: [Int] = []
                try Journal.forEachEntry(of: "\(share)/journal.jsonl") { numbers.append($0.number) }
                return numbers
            }
            let there = numbers[0] + numbers[2]
            let summary = try merge([shares[0], shares[2]], "\(directory)/out")
            #expect(summary.lastRow == there.max())
            #expect(summary.missing == summary.lastRow - there.count)
            // The rest comes later.
            #expect(try merge(shares, "\(directory)/out").missing == 0)
            #expect(Batches.tree("\(directory)/out") == Batches.tree("\(directory)/whole"))
        }
    }

    @Test func goesOnAfterAnInterruptionAndRestoresWhatIsDamaged() throws {
        try withTemporaryDirectory { directory in
            let shares = try run(Self.options(), in: directory)
            let output = "\(directory)/out"
            let stop = Flag()
            stop.set()
            #expect(try merge(shares, output) { stop.isSet }.isInterrupted)
            #expect(FileManager.default.fileExists(atPath: "\(output)/index.html"))
            _ = try merge(shares, output)
            let page = "\(output)/\(PairFolder.path(id: "again"))/index.html"
            try Data("x".utf8).write(to: URL(fileURLWithPath: page))
            _ = try merge(shares, output)
            #expect(Batches.tree(output) == Batches.tree("\(directory)/whole"))
        }
    }

    @Test func theSecondRowWithAnIdFailsAsInOneRun() throws {
        try withTemporaryDirectory { directory in
            let rows = [
                "a,bank,A bank.,The bank.\n", "b,bank,The bank.,One bank.\n",
                "a,bank,Two banks and a bank.,The bank.\n", "c,bank,A bank.,The bank.\n",
            ]
            let header = "id,word,sentence1,sentence2\n"
            try Batches.run(header + rows.joined(), in: directory, output: "whole")
            // Parts of a list that do not know each other.
            try Batches.run(header + rows[0...1].joined(), in: directory, output: "1")
            var limited = Batches.options()
            limited.limit = 2
            try Batches.run(header + rows[2...3].joined(), in: directory, output: "2")
            // Their rows are numbers 3 and 4 of the list.
            let path = "\(directory)/2/journal.jsonl"
            let text = try String(contentsOfFile: path, encoding: .utf8)
                .replacingOccurrences(of: "\"number\":1,", with: "\"number\":3,")
                .replacingOccurrences(of: "\"number\":2,", with: "\"number\":4,")
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let summary = try merge(["\(directory)/1", "\(directory)/2"], "\(directory)/out")
            #expect(summary.failed == 1)
            #expect(Batches.tree("\(directory)/out") == Batches.tree("\(directory)/whole"))
        }
    }

    @Test func refusesWhatDoesNotBelongTogether() throws {
        try withTemporaryDirectory { directory in
            let shares = try run(Self.options(), in: directory)
            var options = Self.options()
            options.figures = .none
            try Batches.run(Self.list, in: directory, output: "other", options: options)
            let other = "\(directory)/other"
            #expect(throws: MergeError.different(shares[0], other, "figures or formats")) {
                try merge([shares[0], other], "\(directory)/out")
            }
            // Nothing is left of a merge that could not begin.
            #expect(!FileManager.default.fileExists(atPath: "\(directory)/out"))
            let reordered = Self.list.replacingOccurrences(of: "again,", with: "again2,")
            try Batches.run(
                reordered, in: directory, output: "list", options: Self.options())
            let (whole, list) = ("\(directory)/whole", "\(directory)/list")
            #expect(throws: MergeError.otherList(whole, list, 4)) {
                try merge([whole, list], "\(directory)/out")
            }
            #expect(throws: InputError.self) {
                try merge([directory], "\(directory)/out")
            }
        }
    }

    // MARK: Shares whose run was killed

    /// Adds lines to a journal, as a run does that never puts it in order.
    private func append(_ lines: [JournalLine], to directory: String) throws {
        let file = try #require(FileHandle(forWritingAtPath: "\(directory)/journal.jsonl"))
        try file.seekToEnd()
        for line in lines { try file.write(contentsOf: Data(JournalLine.encode(line))) }
        try file.close()
    }

    private func entry(_ id: String, in directory: String) throws -> JournalEntry {
        var found: JournalEntry?
        try Journal.forEachEntry(of: "\(directory)/journal.jsonl") {
            if $0.row.id == id, $0.folder != nil { found = $0 }
        }
        return try #require(found)
    }

    @Test func theLastLineOfARowCounts() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(Self.list, in: directory, output: "whole", options: Self.options())
            let whole = Batches.tree("\(directory)/whole")
            // A folder was written again, and a row succeeded that had failed with other options.
            let path = "\(directory)/whole/journal.jsonl"
            var lines = try String(contentsOfFile: path, encoding: .utf8)
                .split(separator: "\n").map(String.init)
            let good = try entry("again", in: "\(directory)/whole")
            var old = good
            old.files = old.files?.mapValues { _ in "0" }
            let bad = JournalEntry(number: 4, row: good.row, key: "other", reason: "no")
            let earlier = [
                JournalLine(pair: old), JournalLine(drop: old.folder), JournalLine(pair: bad),
            ]
            lines.insert(
                contentsOf: try earlier.map {
                    String(decoding: try JournalLine.encode($0).dropLast(), as: UTF8.self)
                }, at: 1)
            try Data((lines.joined(separator: "\n") + "\n{\"pair\":").utf8).write(
                to: URL(fileURLWithPath: path))
            let summary = try merge(["\(directory)/whole"], "\(directory)/out")
            #expect(summary.pairs == 24 && summary.failed == 3)
            #expect(Batches.tree("\(directory)/out") == whole)
        }
    }

    @Test func aFolderThatWasDroppedIsNotThere() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(Self.list, in: directory, output: "whole", options: Self.options())
            let whole = "\(directory)/whole"
            try append([JournalLine(drop: PairFolder.path(id: "again"))], to: whole)
            let summary = try merge([whole], "\(directory)/out")
            #expect(summary.pairs == 23)
            #expect(summary.missing == 1)
        }
    }

    /// The folder is that of the page with figures or of the one without, into a new folder and
    /// into the share itself.
    @Test(arguments: [false, true])
    func aPairThatWasBeingDrawnIsMadeOfItsNumbers(_ isInPlace: Bool) throws {
        try withTemporaryDirectory { directory in
            let shares = try run(
                Self.options(top: BatchTop(count: 3, by: .min)), in: directory)
            let entries = try Batches.rows("\(shares[1])/summary.csv").dropFirst().map {
                try entry($0[0], in: shares[1])
            }
            let drawn = try #require(entries.first { $0.hasThumbnail })
            let plain = try #require(entries.first { !$0.hasThumbnail })
            try append(
                [drawn, plain].map { JournalLine(redraw: $0.folder) }, to: shares[1])
            // Its folder was replaced already; nobody has recorded it.
            let page = "\(shares[1])/\(drawn.folder ?? "")/index.html"
            try Data("x".utf8).write(to: URL(fileURLWithPath: page))
            let output = isInPlace ? shares[1] : "\(directory)/out"
            _ = try merge(shares, output)
            #expect(Batches.tree(output) == Batches.tree("\(directory)/whole"))
        }
    }

    @Test func rowsOfTwoListsInOneShareAreTold() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(Self.list, in: directory, output: "whole", options: Self.options())
            let whole = "\(directory)/whole"
            var other = try entry("again", in: whole)
            other.row.id = "first"
            other.folder = PairFolder.path(id: "first")
            other.number = 1
            try append([JournalLine(pair: other)], to: whole)
            #expect(throws: MergeError.unfinished(whole, 1)) {
                try merge([whole], "\(directory)/out")
            }
        }
    }

    @Test func equalRowsThatFailAreAllThere() throws {
        try withTemporaryDirectory { directory in
            let row = "a,bank,A bank.,The bank.\n"
            try Batches.run(
                "id,word,sentence1,sentence2\n" + row + row + row, in: directory, output: "whole")
            let summary = try merge(["\(directory)/whole"], "\(directory)/out")
            #expect(summary.pairs == 1 && summary.failed == 2)
            #expect(Batches.tree("\(directory)/out") == Batches.tree("\(directory)/whole"))
        }
    }

    @Test func aDamagedShareIsNamed() throws {
        try withTemporaryDirectory { directory in
            let shares = try run(Self.options(), in: directory)
            let path = "\(directory)/whole/\(PairFolder.path(id: "again"))/similarity.csv"
            try FileManager.default.removeItem(atPath: path)
            #expect(throws: JournalError.damaged(path: path)) {
                try merge(["\(directory)/whole"] + shares, "\(directory)/out")
            }
        }
    }

    @Test func keepsOffFoldersThatAreInUse() throws {
        try withTemporaryDirectory { directory in
            let shares = try run(Self.options(), in: directory)
            let lock = try BatchLock(directory: shares[1])
            #expect(throws: BatchLockError.self) { try merge(shares, "\(directory)/out") }
            withExtendedLifetime(lock) {}
        }
    }
}
