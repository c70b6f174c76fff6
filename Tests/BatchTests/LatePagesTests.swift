import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Batch
@testable import Files

@Suite struct LatePagesTests {
    private static func options(_ pages: BatchPages, top: BatchTop? = nil) -> BatchOptions {
        var options = Batches.options()
        options.figures = .all
        options.formats = [.svg]
        options.pages = pages
        options.top = top
        return options
    }

    private func draw(
        _ ids: [String], in directory: String, layer: PairAnalyzer.Layer = .last,
        onPage: (String) -> Void = { _ in }
    ) throws {
        let analyzer = try PairAnalyzer(model: TinyModel.load(), layer: layer)
        try LatePages(directory: directory).draw(ids, analyzer, onPage: onPage)
    }

    private func journal(_ directory: String) -> URL {
        URL(fileURLWithPath: "\(directory)/journal.jsonl")
    }

    @Test(arguments: [nil, BatchTop(count: 1)])
    func aPageHasTheBytesOfAFullRun(_ top: BatchTop?) throws {
        try withTemporaryDirectory { directory in
            let (all, out) = ("\(directory)/all", "\(directory)/out")
            try Batches.run(in: directory, output: "all", options: Self.options(.all))
            try Batches.run(
                in: directory, options: Self.options(top == nil ? .none : .top, top: top))
            let ids = ["river", "Bank", "again"]
            var pages: [String] = []
            try draw(ids, in: out) { pages.append($0) }
            #expect(pages == ids.map { "\(out)/\(PairFolder.path(id: $0))/index.html" })
            for id in ids {
                let folder = PairFolder.path(id: id)
                let files = fileTree("\(out)/\(folder)")
                #expect(files.keys.contains { $0.hasPrefix("figures/") })
                #expect(files == fileTree("\(all)/\(folder)"))
                // What the page needs besides.
                #expect(
                    FileManager.default.contents(atPath: "\(out)/explore.js")
                        == FileManager.default.contents(atPath: "\(all)/explore.js"))
            }
            // What is there is not drawn again.
            let before = fileTree(out)
            try draw(ids, in: out)
            #expect(fileTree(out) == before)

            // The index links to the pages, and the next run keeps them.
            #expect(try BatchIndex(directory: out).rebuild().pairs == 4)
            let linked = try tableRows("\(out)/summary.csv").dropFirst().filter { $0[6] != "" }
            #expect(Set(linked.map { $0[0] }).isSuperset(of: ids))
            guard top == nil else { return }
            let summary = try Batches.run(in: directory, options: Self.options(.none))
            #expect(summary.kept == 4)
            #expect(fileTree(out).keys.contains("\(PairFolder.path(id: "river"))/index.html"))
            // Where all pages are wanted, three are there.
            #expect(try Batches.run(in: directory, options: Self.options(.all)).kept == 3)
            #expect(fileTree(out) == fileTree(all))
        }
    }

    @Test func pagesOfAPackedBatchAreDrawn() throws {
        try withTemporaryDirectory { directory in
            let out = "\(directory)/out"
            var options = Self.options(.none)
            options.packsTables = true
            try Batches.run(in: directory, options: options)
            try draw(["again", "river"], in: out)
            #expect(try BatchIndex(directory: out).rebuild().pairs == 4)
            #expect(fileTree(out)["journal.jsonl"] == nil)
            let summary = try Batches.run(in: directory, options: options)
            #expect(summary.kept == 4)
            try Batches.run(in: directory, output: "all", options: Self.options(.all))
            for id in ["again", "river"] {
                let folder = PairFolder.path(id: id)
                #expect(fileTree("\(out)/\(folder)") == fileTree("\(directory)/all/\(folder)"))
            }
        }
    }

    @Test func damagedPagesAreDrawnAgain() throws {
        try withTemporaryDirectory { directory in
            let out = "\(directory)/out"
            try Batches.run(in: directory, options: Self.options(.none))
            try draw(["river"], in: out)
            let whole = fileTree("\(out)/pairs")
            let folder = "\(out)/\(PairFolder.path(id: "river"))"
            #expect(unlink("\(folder)/data.json") == 0)
            try draw(["river"], in: out)
            #expect(fileTree("\(out)/pairs") == whole)
            // What the user changed stays.
            try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(folder)/index.html"))
            #expect(throws: OutputError.edited(path: "\(folder)/index.html")) {
                try draw(["river"], in: out)
            }
        }
    }

    /// After a run that was killed, the journal ends in the middle of a line, or a page was being replaced.
    @Test func aKilledRunIsNoHindrance() throws {
        try withTemporaryDirectory { directory in
            let out = "\(directory)/out"
            try Batches.run(in: directory, options: Self.options(.none))
            let whole = try Data(contentsOf: journal(out))
            try (whole + Data("{\"pair\":{\"numb".utf8)).write(to: journal(out))
            try draw(["river"], in: out)
            let line = try JournalLine.encode(JournalLine(redraw: PairFolder.path(id: "river")))
            let handle = try FileHandle(forWritingTo: journal(out))
            try handle.seekToEnd()
            try handle.write(contentsOf: line)
            try handle.close()
            #expect(unlink("\(out)/\(PairFolder.path(id: "river"))/index.html") == 0)
            try draw(["river"], in: out)
            try Batches.run(in: directory, output: "all", options: Self.options(.all))
            let folder = PairFolder.path(id: "river")
            #expect(fileTree("\(out)/\(folder)") == fileTree("\(directory)/all/\(folder)"))
            #expect(try BatchIndex(directory: out).rebuild().pairs == 4)
        }
    }

    @Test func whatCannotBeDrawnIsSaid() throws {
        try withTemporaryDirectory { directory in
            let out = "\(directory)/out"
            try Batches.run(in: directory, options: Self.options(.none))
            let before = fileTree(out)
            #expect(throws: LatePageError.unknown(id: "River\"", directory: out)) {
                try draw(["river", "River\""], in: out)
            }
            #expect {
                try draw(["missing"], in: out)
            } throws: { error in
                "\(error)".hasPrefix(
                    "the row of \"missing\" has failed, so that there is nothing to draw: sentence 1"
                )
            }
            #expect(
                throws: LatePageError.different(
                    directory: out, what: "layers, heads or hidden tokens")
            ) {
                try draw(["river"], in: out, layer: .index(0))
            }
            #expect(fileTree(out) == before)
            #expect(throws: (any Error).self) { try LatePages(directory: directory) }
            let lock = try Batches.claim(out)
            #expect(throws: BatchLockError.self) { try draw(["river"], in: out) }
            withExtendedLifetime(lock) {}
        }
    }
}
