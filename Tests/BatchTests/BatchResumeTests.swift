import Encoder
import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Batch
@testable import Files

/// A run that finds everything done writes nothing; one that finds a little to do, or a doubt, does what a first
/// run does.
@Suite struct BatchResumeTests {
    private static func options(_ isPacked: Bool = false) -> BatchOptions {
        var options = Batches.options()
        options.pages = .none
        options.packsTables = isPacked
        return options
    }

    /// The file numbers of all that a batch has: a file that is written anew gets another one.
    private func numbers(_ folder: String) throws -> [String: UInt64] {
        var numbers: [String: UInt64] = [:]
        for name in try FileTree.files(below: folder) where name != ".lock" {
            var status = stat()
            #expect(lstat("\(folder)/\(name)", &status) == 0)
            numbers[name] = UInt64(status.st_ino)
        }
        return numbers
    }

    /// Runs a list whose results are there, and says whether it left every file alone.
    private func leavesAll(
        _ folder: String, _ run: () throws -> Void
    ) throws -> Bool {
        // A link keeps a file's number from being given to another.
        let copy = "\(folder)-links"
        for name in try FileTree.files(below: folder) {
            try FileManager.default.createDirectory(
                atPath: FilePath.parent(of: "\(copy)/\(name)"), withIntermediateDirectories: true)
            #expect(link("\(folder)/\(name)", "\(copy)/\(name)") == 0)
        }
        let before = try numbers(folder)
        let bytes = fileTree(folder)
        try run()
        #expect(fileTree(folder) == bytes)
        let isSame = try numbers(folder) == before
        try FileManager.default.removeItem(atPath: copy)
        return isSame
    }

    @Test(arguments: [false, true]) func whatIsDoneIsLeftAlone(_ isPacked: Bool) throws {
        try withTemporaryDirectory { directory in
            let options = Self.options(isPacked)
            let output = "\(directory)/out"
            try Batches.run(in: directory, options: options)
            var summary = BatchRunner.Summary()
            let isAlone = try leavesAll(output) {
                summary = try Batches.run(in: directory, options: options)
            }
            #expect(isAlone && summary.kept == 4 && summary.done == 0 && summary.failed == 3)
            // With the beginning of the list alone, too, which does not take the rest away.
            var limited = options
            limited.limit = 2
            let isAloneAgain = try leavesAll(output) {
                try Batches.run(in: directory, options: limited)
            }
            #expect(isAloneAgain)
            var again = options
            again.resumes = false
            let isWritten = try !leavesAll(output) {
                try Batches.run(in: directory, options: again)
            }
            #expect(isWritten)
        }
    }

    @Test func pagesThatAreWholeAreLeftAlone() throws {
        try withTemporaryDirectory { directory in
            let output = "\(directory)/out"
            try Batches.run(in: directory)
            let isAlone = try leavesAll(output) { try Batches.run(in: directory) }
            #expect(isAlone)
            #expect(unlink("\(output)/\(PairFolder.path(id: "Bank"))/data.json") == 0)
            let summary = try Batches.run(in: directory)
            #expect(summary.kept == 3 && summary.done == 1)
        }
    }

    @Test(arguments: [false, true]) func sharesAndTheirMergeAreLeftAlone(_ isPacked: Bool) throws {
        try withTemporaryDirectory { directory in
            var options = Self.options(isPacked)
            options.shard = Shard(index: 1, count: 2)
            let first = options
            options.shard = Shard(index: 2, count: 2)
            let second = options
            try Batches.run(in: directory, output: "1", options: first)
            try Batches.run(in: directory, output: "2", options: second)
            let isShareAlone = try leavesAll("\(directory)/1") {
                try Batches.run(in: directory, output: "1", options: first)
            }
            #expect(isShareAlone)
            func merge() throws {
                _ = try BatchMerge(
                    sources: ["\(directory)/1", "\(directory)/2"], directory: "\(directory)/out",
                    jobs: 1
                ).run()
            }
            try merge()
            // A row that failed may do so for another reason in the whole, and is written again.
            let whole = fileTree("\(directory)/out")
            try merge()
            #expect(fileTree("\(directory)/out") == whole)
            let isWholeAlone = try leavesAll("\(directory)/out") {
                try Batches.run(in: directory, options: Self.options(isPacked))
            }
            #expect(isWholeAlone)
        }
    }

    /// The list of a finished batch, changed in one way, gives what a first run over it gives.
    @Test(arguments: [
        ("\nbank,bank,", "\nmore,bank,The bank closed.,A bank.,same\nbank,bank,"),
        ("same\nbank,bank,", "different\nbank,bank,"),
        ("missing,fish,No such thing.", "missing,fish,Nothing."),
        (
            "The bank lends money.,One bank.,same\n",
            "The bank lends money.,One bank.,same\nz,a,A.,A.,\n"
        ),
        ("empty,,A bank.,The bank.,same\n", ""),
        ("missing,fish,No such thing.,A fish.,same\n", ""),
    ])
    func aListThatChanged(_ old: String, _ new: String) throws {
        try withTemporaryDirectory { directory in
            #expect(Batches.list.contains(old))
            let list = Batches.list.replacing(old, with: new)
            try Batches.run(in: directory, options: Self.options())
            try Batches.run(list, in: directory, options: Self.options())
            try Batches.run(list, in: directory, output: "fresh", options: Self.options())
            #expect(fileTree("\(directory)/out") == fileTree("\(directory)/fresh"))
        }
    }

    /// Of a list in another order no pair is computed again, and all is as if it had been so from the beginning.
    @Test func aListInAnotherOrder() throws {
        try withTemporaryDirectory { directory in
            let lines = Batches.list.split(separator: "\n")
            let list = ([lines[0]] + lines.dropFirst().reversed()).map { "\($0)\n" }.joined()
            try Batches.run(in: directory, options: Self.options())
            let summary = try Batches.run(list, in: directory, options: Self.options())
            #expect(summary.kept == 3 && summary.done == 1)
            try Batches.run(list, in: directory, output: "fresh", options: Self.options())
            #expect(fileTree("\(directory)/out") == fileTree("\(directory)/fresh"))
        }
    }

    /// As a run leaves the folder that was killed between the journal and the index, and one that had not begun
    /// with either.
    @Test(arguments: [false, true]) func aRunThatWasKilledAtItsEnd(_ isPacked: Bool) throws {
        try withTemporaryDirectory { directory in
            let options = Self.options(isPacked)
            let output = "\(directory)/out"
            let longer = Batches.list + "more,bank,The bank closed.,A bank.,same\n"
            try Batches.run(in: directory, options: options)
            try FileManager.default.copyItem(atPath: output, toPath: "\(directory)/former")
            try Batches.run(longer, in: directory, options: options)
            let whole = fileTree(output)
            try Batches.run(longer, in: directory, output: "plain", options: options)
            try Journal.unpack(in: "\(directory)/plain")
            let journal = try Data(
                contentsOf: URL(fileURLWithPath: "\(directory)/plain/journal.jsonl"))
            let lines = journal.split(separator: UInt8(ascii: "\n"))
            #expect(try #require(lines.last).starts(with: JournalLine.endStart))
            // The journal of the second run, the index of the first.
            try FileManager.default.removeItem(atPath: output)
            try FileManager.default.moveItem(atPath: "\(directory)/former", toPath: output)
            try journal.dropLast(try #require(lines.last).count + 1)
                .write(to: URL(fileURLWithPath: "\(output)/journal.jsonl"))
            #expect(try Batches.run(longer, in: directory, options: options).kept == 5)
            #expect(fileTree(output) == whole)
        }
    }

    @Test func aFileOfTheIndexThatIsGoneComesBack() throws {
        try withTemporaryDirectory { directory in
            let output = "\(directory)/out"
            try Batches.run(in: directory, options: Self.options())
            let whole = fileTree(output)
            for name in ["summary.csv", "index/rows-1.js", "index.html", FolderManifest.name] {
                #expect(unlink("\(output)/\(name)") == 0)
                if name == FolderManifest.name {
                    // Without it nothing tells whose the others are.
                    for other in whole.keys where !other.hasPrefix("journal") && other != name {
                        unlink("\(output)/\(other)")
                    }
                }
                try Batches.run(in: directory, options: Self.options())
                #expect(fileTree(output) == whole, "\(name)")
            }
        }
    }

    /// What `report page` has added since is in the index then.
    @Test func aJournalThatWentOnIsReadAnew() throws {
        try withTemporaryDirectory { directory in
            let output = "\(directory)/out"
            try Batches.run(in: directory, options: Self.options())
            let path = "\(output)/journal.jsonl"
            let replay = try JournalReplay(path: path)
            #expect(replay.closing != nil)
            try Journal.append(JournalLine(drop: PairFolder.path(id: "Bank")), to: path)
            #expect(try JournalReplay(path: path).closing == nil)
            let summary = try Batches.run(in: directory, options: Self.options())
            #expect(summary.kept == 3 && summary.done == 1)
            #expect(try JournalReplay(path: path).closing != nil)
        }
    }

    /// Another program's header, with the lines of the former: the tables say what the former did.
    @Test func otherOptionsLeaveNoEndBehind() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory, options: Self.options())
            var dated = Self.options()
            dated.date = "2026-01-01"
            #expect(try Batches.run(in: directory, options: dated).kept == 4)
            try Batches.run(in: directory, output: "fresh", options: dated)
            #expect(fileTree("\(directory)/out") == fileTree("\(directory)/fresh"))
            let folder = "\(directory)/out"
            let path = "\(folder)/journal.jsonl"
            var header = try Journal.header(of: path)
            header.date = "2026-01-02"
            // As a run leaves it that was killed right after it had put its header there.
            _ = try Journal(directory: folder, header: header)
            #expect(try JournalReplay(path: path).closing == nil)
        }
    }
}
