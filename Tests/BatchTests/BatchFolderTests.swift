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

    @Test(arguments: [
        "index.html", "style.css", "index.js", "summary.csv", "failed.tsv", "index/rows-1.js",
        "figures/similarity-by-layer.svg",
    ])
    func whatWasChangedSinceIsNamedAndStays(_ name: String) throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory)
            let path = "\(directory)/out/\(name)"
            let written = try #require(FileManager.default.contents(atPath: path))
            func expectRefused() throws {
                let before = fileTree(directory)
                #expect(throws: OutputError.edited(path: path)) { try Batches.run(in: directory) }
                #expect(throws: OutputError.edited(path: path)) {
                    try BatchIndex(directory: directory + "/out").rebuild()
                }
                #expect(fileTree(directory) == before)
            }
            try (written + Data("mine".utf8)).write(to: URL(fileURLWithPath: path))
            try expectRefused()
            // A link is not what was written, whatever it leads to.
            try written.write(to: URL(fileURLWithPath: directory + "/other"))
            #expect(unlink(path) == 0 && symlink(directory + "/other", path) == 0)
            try expectRefused()
            // What is gone is written again.
            #expect(unlink(path) == 0)
            try Batches.run(in: directory)
            #expect(FileManager.default.contents(atPath: path) == written)
        }
    }

    @Test(arguments: ["index", "figures", "pairs", ".lock", "journal.jsonl", ".report.json"])
    func noLinkLeadsOutOfTheFolder(_ name: String) throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory)
            let path = "\(directory)/out/\(name)"
            if CreatedFolders.exists(path) {
                #expect(rename(path, "\(directory)/moved") == 0)
            } else {
                try put("\(directory)/moved")
            }
            #expect(symlink("\(directory)/moved", path) == 0)
            let moved = fileTree("\(directory)/moved")
            var options = Batches.options()
            options.figures = .none
            if name == "pairs" {
                #expect(try Batches.run(in: directory, options: options).done == 0)
            } else {
                #expect(throws: OutputError.foreign(path: path)) {
                    try Batches.run(in: directory, options: options)
                }
            }
            #expect(fileTree("\(directory)/moved") == moved)
        }
    }

    @Test func aChangedFileOfAPairFailsItsRowUntilItIsMoved() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory)
            let path = "\(directory)/out/\(PairFolder.path(id: "river"))/index.html"
            try put(path)
            // The journal knows what was written, however often a run has found it changed, and with
            // whatever options.
            for figures in [BatchFigures.thumbnails, .none, .none] {
                var options = Batches.options()
                options.figures = figures
                try Batches.run(in: directory, options: options)
                let failed = try tableRows("\(directory)/out/failed.tsv")
                let reason = failed.first { $0[0] == "river" }?.last
                #expect(reason?.hasPrefix("\(path) was changed after it was written") == true)
                #expect(FileManager.default.contents(atPath: path) == Data("mine".utf8))
            }
            #expect(unlink(path) == 0)
            try Batches.run(in: directory)
            let whole = fileTree(directory + "/out")
            try FileManager.default.removeItem(atPath: directory + "/out")
            try Batches.run(in: directory)
            #expect(fileTree(directory + "/out") == whole)
        }
    }

    /// A run that was killed while it wrote the index leaves files of both and a record of both.
    @Test func anIndexThatIsHalfWrittenIsCompleted() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory)
            let whole = fileTree(directory + "/out")
            let header = try Journal.header(of: directory + "/out/journal.jsonl")
            let output = directory + "/out"
            let found = try FolderManifest.found(in: output)
            var manifest = try #require(found)
            let half = FolderManifest(
                .batch(model: .init(name: header.model.name)),
                ["index.html": [FolderManifest.hash("new".utf8)], "index/2.html": ["0"]])
            manifest = manifest.union(with: half)
            try Data(manifest.bytes()).write(to: URL(fileURLWithPath: output + "/.report.json"))
            try put(output + "/index.html", "new")
            try put(output + "/.report-staging/index.js", "new")
            try Batches.run(in: directory)
            #expect(fileTree(output) == whole)
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

    @Test func noReportIsPutAmongItsFiles() throws {
        try withTemporaryDirectory { base in
            try Batches.run(in: base)
            for name in FolderManifest.batchFolders {
                let files = [OutputFile(path: "page.html", bytes: Array("1".utf8))]
                let identity = ReportIdentity.word(name, list: "l.csv", model: "m")
                for _ in 1...2 {
                    let folder = ReportFolder(in: base + "/out", name: name)
                    try folder.probe(identity, files: files.map(\.path))
                    let place = try folder.write(files, of: identity)
                    #expect(place == "\(base)/out/\(name)-2")
                }
            }
            // The batch does not mind.
            try Batches.run(in: base)
        }
    }

    @Test func isKnownByItsJournal() throws {
        #expect(FolderManifest.batchJournals == [Journal.name, Journal.packedName])
        #expect(
            FolderManifest.batchFolders
                == [PairFolder.root, IndexPage.folder, IndexPage.figureFolder])
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
