import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Batch
@testable import Files
@testable import Lists

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
            let whole = fileTree("\(directory)/whole")
            var summary = try merge([shares[2], shares[0], shares[1]], "\(directory)/out")
            #expect(summary.pairs == 24)
            #expect(summary.failed == 3)
            #expect(summary.missing == nil)
            #expect(fileTree("\(directory)/out") == whole)
            // Once more, with a share too many, and into one of the shares.
            summary = try merge(shares + [shares[1]], "\(directory)/out")
            #expect(summary.pairs == 24)
            #expect(fileTree("\(directory)/out") == whole)
            _ = try merge(shares, shares[1])
            #expect(fileTree(shares[1]) == whole)
        }
    }

    // MARK: Rows that are missing

    private func numbers(_ share: String) throws -> [Int] {
        var numbers: [Int] = []
        try Journal.forEachEntry(of: "\(share)/journal.jsonl") { numbers.append($0.number) }
        return numbers
    }

    private func front(_ output: String) throws -> String {
        try String(contentsOfFile: "\(output)/index.html", encoding: .utf8)
    }

    /// Whichever share it is, also one whose rows are the last of the list.
    @Test(arguments: 1...3)
    func aShareThatIsNotThereIsNamed(_ absent: Int) throws {
        try withTemporaryDirectory { directory in
            let shares = try run(Self.options(), in: directory)
            let output = "\(directory)/out"
            let count = try numbers(shares[absent - 1]).count
            let there = shares.enumerated().filter { $0.offset != absent - 1 }.map(\.element)
            let missing = try #require(try merge(there, output).missing)
            #expect(missing.rows?.count == count && missing.rows?.total == 27)
            #expect(missing.shares == [.init(index: absent, count: count, isBegun: false)])
            let text =
                "\(count) of the 27 rows of the list are missing: \(count) of share \(absent)/3"
            #expect("\(missing)" == text)
            #expect(try front(output).contains("<strong>Not the whole list.</strong> \(text)."))
            // It still says so when the index is made anew, or when it is a share itself.
            #expect(try BatchIndex(directory: output).rebuild().missing == missing)
            #expect(try merge([output], "\(directory)/again").missing == missing)
            // The rest comes later.
            #expect(try merge([output, shares[absent - 1]], output).missing == nil)
            #expect(fileTree(output) == fileTree("\(directory)/whole"))
        }
    }

    /// What is there has no gap, and shares without rows need not be there.
    @Test func aListWhoseLastRowIsMissingIsNotWhole() throws {
        try withTemporaryDirectory { directory in
            let ids = ["a", "b", "c", "d"]
            func index(_ id: String, _ count: Int) -> Int {
                Shard.index(idHash: ContentHash.short(id), count: count)
            }
            // A division in which the last row is alone in its share.
            let count = try #require(
                (5...20).first { count in
                    !ids.dropLast().contains { index($0, count) == index("d", count) }
                })
            let list =
                "id,word,sentence1,sentence2\n"
                + ids.map { "\($0),bank,A bank.,The bank.\n" }.joined()
            func share(_ index: Int) throws -> String {
                var options = Self.options()
                options.shard = Shard(index: index, count: count)
                try Batches.run(list, in: directory, output: "\(index)", options: options)
                return "\(directory)/\(index)"
            }
            let sources = try Set(ids.dropLast().map { index($0, count) }).map(share)
            let missing = try #require(try merge(sources, "\(directory)/out").missing)
            #expect(missing.rows?.count == 1 && missing.rows?.total == 4)
            #expect(missing.shares == [.init(index: index("d", count), count: 1, isBegun: false)])
            let all = sources + [try share(index("d", count))]
            #expect(try merge(all, "\(directory)/out").missing == nil)
        }
    }

    /// Equal rows without ids belong to one share, whatever names they get there.
    @Test func equalRowsCountForTheirShare() throws {
        try withTemporaryDirectory { directory in
            let list =
                "word,sentence1,sentence2\n"
                + (0..<36).map { "bank,A \($0 % 4) bank.,The bank.\n" }.joined()
            var rows: [Int: Int] = [:]
            for index in 1...3 {
                var options = Self.options()
                options.shard = Shard(index: index, count: 3)
                let summary = try Batches.run(
                    list, in: directory, output: "\(index)", options: options)
                rows[index] = summary.done
            }
            #expect(rows.values.reduce(0, +) == 36)
            #expect(rows.values.allSatisfy { $0.isMultiple(of: 9) })
            let absent = try #require(rows.first { $0.value > 0 && $0.value < 36 }?.key)
            let sources = (1...3).filter { $0 != absent }.map { "\(directory)/\($0)" }
            let missing = try #require(try merge(sources, "\(directory)/out").missing)
            let expected = MissingRows.Share(
                index: absent, count: rows[absent], isBegun: false)
            #expect(missing.shares == [expected])
            #expect(try BatchIndex(directory: "\(directory)/out").rebuild().missing == missing)
            _ = try merge(sources + ["\(directory)/\(absent)"], "\(directory)/out")
            try Batches.run(list, in: directory, output: "whole", options: Self.options())
            #expect(fileTree("\(directory)/out") == fileTree("\(directory)/whole"))
        }
    }

    @Test func aShareThatWasBrokenOffIsNamed() throws {
        try withTemporaryDirectory { directory in
            let shares = try run(Self.options(), in: directory)
            let count = try numbers(shares[1]).count
            try FileManager.default.removeItem(atPath: shares[1])
            let stop = Flag()
            var options = Self.options()
            options.shard = Shard(index: 2, count: 3)
            stop.set()
            let summary = try Batches.run(Self.list, in: directory, output: "2", options: options) {
                _ in
            } isCancelled: {
                stop.isSet
            }
            #expect(summary.isInterrupted)
            #expect(try front(shares[1]).contains("no run came to the end of the list"))
            let missing = try #require(try merge(shares, "\(directory)/out").missing)
            #expect(
                "\(missing)"
                    == "\(count) of the 27 rows of the list are missing: \(count) of share 2/3 "
                    + "(was not finished)")
            // Nobody knows how long the list is.
            let alone = try #require(try merge([shares[1]], "\(directory)/alone").missing)
            #expect(
                "\(alone)"
                    == "rows may be missing, because no run came to the end of the list: share 1/3 "
                    + "is not there, share 2/3 was not finished and share 3/3 is not there")
        }
    }

    @Test func aWholeListThatWasBrokenOffIsNotWhole() throws {
        try withTemporaryDirectory { directory in
            var options = Self.options()
            options.maximumFailures = 1
            try Batches.run(
                Batches.list
                    + (0..<160).map { "k\($0),bank,A \($0) bank.,The bank.,same\n" }.joined(),
                in: directory, options: options)
            let missing = try merge(["\(directory)/out"], "\(directory)/all").missing
            #expect(
                missing?.description
                    == "rows may be missing, because no run came to the end of the list")
            #expect(missing?.rows == nil && missing?.shares == [])
        }
    }

    /// One folder for all shares is the whole list in the end, too.
    @Test func sharesOneAfterTheOtherInOneFolderAreOneRun() throws {
        try withTemporaryDirectory { directory in
            _ = try run(Self.options(), in: directory)
            for index in 1...3 {
                var options = Self.options()
                options.shard = Shard(index: index, count: 3)
                try Batches.run(Self.list, in: directory, output: "one", options: options)
                #expect(try front("\(directory)/one").contains("Not the whole list") == (index < 3))
            }
            #expect(fileTree("\(directory)/one") == fileTree("\(directory)/whole"))
        }
    }

    @Test func goesOnAfterAnInterruptionAndRestoresWhatIsMissing() throws {
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
            for _ in 1...2 {
                #expect(throws: OutputError.edited(path: page)) { try merge(shares, output) }
            }
            #expect(unlink(page) == 0)
            _ = try merge(shares, output)
            #expect(fileTree(output) == fileTree("\(directory)/whole"))
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
            #expect(fileTree("\(directory)/out") == fileTree("\(directory)/whole"))
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

    /// A share of the list after an edit, of a row in another share, and of a list that got shorter.
    @Test func sharesOfAListThatWasChangedAreNotJoined() throws {
        try withTemporaryDirectory { directory in
            let shares = try run(Self.options(), in: directory)
            let edited = Self.list.replacingOccurrences(
                of: "The bank lends money.,One", with: "A bank.,One")
            let shorter = Self.list.split(separator: "\n").dropLast().joined(separator: "\n")
            for list in [edited, shorter] {
                for index in 1...3 {
                    var options = Self.options()
                    options.shard = Shard(index: index, count: 3)
                    let name = "changed-\(index)"
                    try Batches.run(list, in: directory, output: name, options: options)
                    let changed = "\(directory)/\(name)"
                    let others = shares.filter { $0 != shares[index - 1] }
                    #expect(throws: MergeError.otherLists(changed, others[0])) {
                        try merge([changed] + others, "\(directory)/out")
                    }
                }
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
            let whole = fileTree("\(directory)/whole")
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
            #expect(fileTree("\(directory)/out") == whole)
        }
    }

    @Test func aFolderThatWasDroppedIsNotThere() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(Self.list, in: directory, output: "whole", options: Self.options())
            let whole = "\(directory)/whole"
            try append([JournalLine(drop: PairFolder.path(id: "again"))], to: whole)
            let summary = try merge([whole], "\(directory)/out")
            #expect(summary.pairs == 23)
            #expect(summary.missing?.rows?.count == 1)
        }
    }

    /// The folder is that of the page with figures or of the one without, into a new folder and
    /// into the share itself.
    @Test(arguments: [false, true])
    func aPairThatWasBeingDrawnIsMadeOfItsNumbers(_ isInPlace: Bool) throws {
        try withTemporaryDirectory { directory in
            let shares = try run(
                Self.options(top: BatchTop(count: 3, by: .min)), in: directory)
            let entries = try tableRows("\(shares[1])/summary.csv").dropFirst().map {
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
            #expect(fileTree(output) == fileTree("\(directory)/whole"))
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
            #expect(fileTree("\(directory)/out") == fileTree("\(directory)/whole"))
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
