import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Batch
@testable import Files
@testable import Lists

@Suite struct BatchFolderTests {
    private func put(_ path: String, _ text: String = "mine") throws {
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
            withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    @Test(arguments: [
        "index.html", "style.css", "index.js", "summary.csv", "failed.tsv", "datapackage.json",
        "index/2.html",
        "index/rows-1.js", "figures/similarity-by-layer.svg", ".staging/x", ".lock",
    ])
    func whatNoBatchWroteIsNamedAndStays(_ name: String) throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/out/\(name)"
            try put(path)
            let before = fileTree(directory + "/out")
            #expect(throws: OutputError.foreign(path: path)) { try Batches.run(in: directory) }
            #expect(fileTree(directory + "/out") == before)
        }
    }

    @Test func otherFilesAreNotInTheWay() throws {
        try withTemporaryDirectory { directory in
            let names = ["notes.txt", "figures/mine.svg", "index/notes.txt", "pairs/notes.txt"]
            for name in names { try put("\(directory)/out/\(name)") }
            // As a killed run leaves it.
            try put(directory + "/out/.lock", "process 1 on host\n")
            try Batches.run(in: directory)
            try Batches.run(in: directory)
            for name in names {
                let data = FileManager.default.contents(atPath: "\(directory)/out/\(name)")
                #expect(data == Data("mine".utf8), "\(name)")
            }
        }
    }

    @Test func aReportIsNoPlaceForABatch() throws {
        try withTemporaryDirectory { directory in
            try ReportFolder(in: directory, name: "out").write(
                [OutputFile(path: "page.html", bytes: [])],
                of: .word("bank", list: "bank.csv", model: "m"))
            #expect(throws: OutputError.holdsReport(folder: directory + "/out")) {
                try Batches.run(in: directory)
            }
        }
    }

    @Test func aFileAmongAPairsFilesFailsItsRowAlone() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory)
            let folder = "\(directory)/out/\(PairFolder.path(id: "river"))"
            try put(folder + "/figures/mine.svg")
            let before = fileTree(folder)
            var options = Batches.options()
            options.figures = .none
            let summary = try Batches.run(in: directory, options: options)
            #expect(summary.done == 3)
            let failed = try tableRows("\(directory)/out/failed.tsv")
            let reason = failed.first { $0[0] == "river" }?.last
            #expect(reason?.hasPrefix("\(folder)/figures/mine.svg is in the way") == true)
            #expect(fileTree(folder) == before)
            // Once it is moved, the pair is made again.
            #expect(unlink(folder + "/figures/mine.svg") == 0)
            #expect(try Batches.run(in: directory, options: options).done == 1)
        }
    }

    /// A run that was killed may have written folders that its journal does not name.
    @Test func whatAKilledRunHasNotRecordedIsReplaced() throws {
        try withTemporaryDirectory { directory in
            var options = Batches.options()
            options.figures = .all
            try Batches.run(in: directory, options: options)
            let whole = fileTree(directory + "/out")
            let journal = URL(fileURLWithPath: "\(directory)/out/journal.jsonl")
            let lines = try String(contentsOf: journal, encoding: .utf8).split(separator: "\n")
            try Data((lines[0] + "\n").utf8).write(to: journal)
            options.figures = .thumbnails
            #expect(try Batches.run(in: directory, options: options).done == 4)
            options.figures = .all
            #expect(try Batches.run(in: directory, options: options).done == 4)
            #expect(fileTree(directory + "/out") == whole)

            // A folder that is not recorded and not of that pair is the user's.
            try Data((lines[0] + "\n").utf8).write(to: journal)
            let folder = "\(directory)/out/\(PairFolder.path(id: "river"))"
            try put(folder + "/data.json", "{\"schema\":\"attention-report/pair/1\",\"id\":\"x\"}")
            #expect(try Batches.run(in: directory, options: options).failed == 4)
        }
    }

    @Test func isAnotherReportThanAPairs() throws {
        try withTemporaryDirectory { base in
            try Batches.run(in: base, output: "bank")
            let before = fileTree(base + "/bank")
            let identity = ReportIdentity.pair(
                SentencePair("A bank.", "My bank.", word: "bank"), model: "m")
            let files = [OutputFile(path: "index.html", bytes: Array("1".utf8))]
            let folder = ReportFolder(in: base, name: "bank")
            try folder.probe(identity, files: files.map(\.path))
            #expect(try folder.write(files, of: identity) == base + "/bank-2")
            #expect(fileTree(base + "/bank") == before)
        }
    }

    @Test func isKnownByItsJournal() throws {
        #expect(FolderManifest.batchJournal == Journal.name)
        try withTemporaryDirectory { base in
            #expect(!FolderManifest.isBatch(base))
            let journal = URL(fileURLWithPath: "\(base)/\(Journal.name)")
            try Data("{\"mine\":1}\n".utf8).write(to: journal)
            #expect(!FolderManifest.isBatch(base))
            try FileManager.default.removeItem(at: journal)
            try Batches.run(in: base)
            #expect(FolderManifest.isBatch(base + "/out"))
        }
    }
}
