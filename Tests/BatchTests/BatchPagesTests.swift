import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Batch
@testable import Files

/// Batches of which no pair has a page, or few have.
@Suite struct BatchPagesTests {
    private static let list =
        Batches.list
        + (0..<20).map { "n\($0),bank,The \($0) bank of the river.,A bank lends \($0).,same\n" }
        .joined()

    private static func options(
        _ pages: BatchPages, top: Int? = nil, by: BatchTop.Order = .range, jobs: Int = 2,
        figures: BatchFigures = .thumbnails
    ) -> BatchOptions {
        var options = Batches.options(jobs: jobs)
        options.pages = pages
        options.figures = figures
        options.top = top.map { BatchTop(count: $0, by: by) }
        return options
    }

    @discardableResult
    private func run(
        _ options: BatchOptions, _ output: String, in directory: String, shard: Shard? = nil
    ) throws -> BatchRunner.Summary {
        var options = options
        options.shard = shard
        return try Batches.run(Self.list, in: directory, output: output, options: options)
    }

    /// The folders of pairs.
    private func folders(_ directory: String) -> Set<String> {
        Set(
            listing(directory).filter { $0.hasSuffix("/data.json") }
                .map { String($0.dropLast("/data.json".utf8.count)) })
    }

    /// The rows of the table of all pairs, without where their pages are.
    private func rows(_ directory: String) throws -> [[String]] {
        try tableRows("\(directory)/summary.csv").map { Array($0[..<6] + $0[7...]) }
    }

    @Test func withoutPagesThereAreTablesAndIndexAlone() throws {
        try withTemporaryDirectory { directory in
            try run(Self.options(.all), "all", in: directory)
            let summary = try run(Self.options(.none), "none", in: directory)
            #expect(summary.done == 24 && summary.failed == 3)
            let (all, none) = ("\(directory)/all", "\(directory)/none")
            #expect(!listing(none).contains { $0.hasPrefix("pairs") })
            #expect(try rows(none) == rows(all))
            #expect(try tableRows("\(none)/failed.tsv") == tableRows("\(all)/failed.tsv"))
            let pages = try tableRows("\(none)/summary.csv").dropFirst().map { $0[6] }
            #expect(pages == [String](repeating: "", count: 24))
            let index = try ParsedPage(
                String(contentsOfFile: "\(none)/index.html", encoding: .utf8))
            #expect(try index.elements("//table[@class='pairs']/tbody/tr").count == 27)
            #expect(try !index.attributes("href").contains { $0.hasPrefix("pairs/") })
            #expect(try index.texts("//tr[@class='failed']").count == 3)
            // As many lines of similarity as pairs, and five twice among those that stand out.
            #expect(try index.elements("//*[local-name()='polyline']").count == 24 + 10)
        }
    }

    @Test func whatIsDoneIsKept() throws {
        try withTemporaryDirectory { directory in
            try run(Self.options(.none, jobs: 1), "out", in: directory)
            let whole = fileTree("\(directory)/out")
            let again = try run(Self.options(.none, jobs: 3), "out", in: directory)
            #expect(again.done == 0 && again.kept == 24 && again.failed == 3)
            #expect(fileTree("\(directory)/out") == whole)
            #expect(try BatchIndex(directory: "\(directory)/out").rebuild().pairs == 24)
            #expect(fileTree("\(directory)/out") == whole)
            // No option of pages changes a similarity.
            var options = Self.options(.none, figures: .all)
            options.isSingleFile = true
            options.date = "2026-01-01"
            #expect(try run(options, "out", in: directory).kept == 24)
        }
    }

    /// Up to the line that was being written.
    @Test func aRunThatWasKilledGoesOn() throws {
        try withTemporaryDirectory { directory in
            try run(Self.options(.none), "out", in: directory)
            let whole = fileTree("\(directory)/out")
            let journal = URL(fileURLWithPath: "\(directory)/out/journal.jsonl")
            let bytes = try Data(contentsOf: journal)
            let lines = bytes.split(separator: UInt8(ascii: "\n"))
            let kept = lines.prefix(9).reduce(0) { $0 + $1.count + 1 } + 30
            try bytes.prefix(kept).write(to: journal)
            let summary = try run(Self.options(.none), "out", in: directory)
            #expect(summary.kept > 0 && summary.done > 0 && summary.kept + summary.done == 24)
            #expect(fileTree("\(directory)/out") == whole)
        }
    }

    @Test(arguments: [nil, 4]) func sharesBecomeTheBytesOfOneRun(_ top: Int?) throws {
        try withTemporaryDirectory { directory in
            let options = Self.options(top == nil ? .none : .top, top: top, figures: .all)
            try run(options, "whole", in: directory)
            let whole = fileTree("\(directory)/whole")
            #expect(folders("\(directory)/whole").count == top ?? 0)
            for index in 1...3 {
                try run(options, "\(index)", in: directory, shard: Shard(index: index, count: 3))
            }
            func merge(_ output: String) throws -> BatchMerge.Summary {
                try BatchMerge(
                    sources: (1...3).map { "\(directory)/\($0)" }, directory: output, jobs: 2
                ).run()
            }
            let summary = try merge("\(directory)/out")
            #expect(summary.pairs == 24 && summary.failed == 3)
            #expect(summary.missing == nil && summary.pageless == 0 && summary.orphans == [])
            #expect(fileTree("\(directory)/out") == whole)
            _ = try merge("\(directory)/out")
            #expect(fileTree("\(directory)/out") == whole)
            _ = try merge("\(directory)/2")
            #expect(fileTree("\(directory)/2") == whole)
        }
    }

    @Test func pagesOfThePairsThatStandOutAreThoseOfAFullRun() throws {
        try withTemporaryDirectory { directory in
            try run(Self.options(.all, figures: .all), "all", in: directory)
            let (all, top) = ("\(directory)/all", "\(directory)/top")
            for order in [BatchTop.Order.range, .last] {
                try run(Self.options(.top, top: 4, by: order, figures: .all), "top", in: directory)
                #expect(try rows(top) == rows(all))
                let scores = try tableRows("\(all)/summary.csv").dropFirst().map { row in
                    (score: order.score(row[7...].compactMap { Float($0) }), page: row[6])
                }
                let best = scores.sorted { $0.score > $1.score }.prefix(4).map {
                    String($0.page.dropLast("/index.html".utf8.count))
                }
                #expect(folders(top) == Set(best))
                for folder in try nonEmpty(Array(best)) {
                    #expect(fileTree("\(top)/\(folder)") == fileTree("\(all)/\(folder)"))
                }
                let pages = try tableRows("\(top)/summary.csv").dropFirst().map { $0[6] }
                #expect(Set(pages) == Set([""] + best.map { "\($0)/index.html" }))
            }
        }
    }

    /// From any choice to any other, the folder is that of a fresh run; only pages that are there stay where none
    /// are wanted.
    @Test func itDoesNotMatterWhichPagesThereWere() throws {
        try withTemporaryDirectory { directory in
            let choices = [
                "all": Self.options(.all), "none": Self.options(.none),
                "top": Self.options(.top, top: 3),
            ]
            for (name, options) in choices { try run(options, name, in: directory) }
            let fresh: [String: [String: Data]] = choices.keys.reduce(into: [:]) {
                $0[$1] = fileTree("\(directory)/\($1)")
            }
            for (from, to) in [
                ("none", "all"), ("none", "top"), ("top", "all"), ("all", "top"), ("top", "top"),
            ] {
                let output = "\(from)-\(to)"
                try run(try #require(choices[from]), output, in: directory)
                try run(try #require(choices[to]), output, in: directory)
                #expect(fileTree("\(directory)/\(output)") == fresh[to], "\(output)")
            }
            try run(Self.options(.none), "all", in: directory)
            #expect(folders("\(directory)/all").count == 24)
        }
    }

    /// A pair that was made with other weights has no page of the old ones beside it.
    @Test func aPageThatNoLongerHoldsGoesUnlessItIsTheUsers() throws {
        try withTemporaryDirectory { directory in
            try run(Self.options(.all), "out", in: directory)
            let output = "\(directory)/out"
            let mine = "\(output)/\(PairFolder.path(id: "n3"))/notes.txt"
            try Data("mine".utf8).write(to: URL(fileURLWithPath: mine))
            var options = Self.options(.none)
            options.resumes = false
            let summary = try run(options, "out", in: directory)
            #expect(summary.done == 23)
            #expect(folders(output) == [PairFolder.path(id: "n3")])
            #expect(FileManager.default.contents(atPath: mine) == Data("mine".utf8))
            let failed = try tableRows("\(output)/failed.tsv").first { $0[0] == "n3" }
            #expect(failed?.last?.hasPrefix("\(mine) is in the way") == true)
        }
    }

    /// A merge cannot draw what a share was broken off before it drew. All pairs are wanted, so that it is known
    /// which ones are missing.
    @Test func aMergeNamesPagesThatAreMissing() throws {
        try withTemporaryDirectory { directory in
            let options = Self.options(.top, top: 24, jobs: 1)
            try run(options, "1", in: directory, shard: Shard(index: 1, count: 2))
            let stop = Flag()
            var second = options
            second.shard = Shard(index: 2, count: 2)
            let summary = try Batches.run(
                Self.list, in: directory, output: "2", options: second,
                onProgress: { if $0.toRedraw > 0 { stop.set() } }, isCancelled: { stop.isSet })
            #expect(summary.isInterrupted && summary.redrawn > 0)
            #expect(try BatchStatus(of: ["\(directory)/2"]).folders[0].state == .interrupted)
            func merge() throws -> BatchMerge.Summary {
                try BatchMerge(
                    sources: ["\(directory)/1", "\(directory)/2"], directory: "\(directory)/out",
                    jobs: 1
                ).run()
            }
            let incomplete = try merge()
            #expect(incomplete.missing == nil && incomplete.pageless > 0)
            try Batches.run(Self.list, in: directory, output: "2", options: second)
            #expect(try merge().pageless == 0)
            try run(options, "whole", in: directory)
            #expect(fileTree("\(directory)/out") == fileTree("\(directory)/whole"))
        }
    }

    /// Nothing is computed or lost on the way from one to the other, and a killed run leaves what counts.
    @Test func aPackedBatchGoesOn() throws {
        try withTemporaryDirectory { directory in
            var options = Self.options(.none)
            options.packsTables = true
            try run(options, "out", in: directory)
            let output = "\(directory)/out"
            let whole = fileTree(output)
            #expect(whole["journal.jsonl"] == nil && whole["journal.jsonl.gz"] != nil)
            let again = try run(options, "out", in: directory)
            #expect(again.done == 0 && again.kept == 24)
            #expect(fileTree(output) == whole)
            #expect(try BatchIndex(directory: output).rebuild().pairs == 24)
            #expect(fileTree(output) == whole)
            let status = try BatchStatus(of: [output])
            #expect(status.done == 24 && status.failed == 3 && status.isComplete)
            // As a run leaves it that was killed before it packed the journal, and one that was killed after.
            let packed = try #require(whole["journal.jsonl.gz"])
            try Journal.unpack(in: output)
            let path = "\(output)/journal.jsonl.gz"
            try packed.write(to: URL(fileURLWithPath: path))
            #expect(try run(options, "out", in: directory).kept == 24)
            #expect(fileTree(output) == whole)
            // A file of that name that no run has written stays.
            try Journal.unpack(in: output)
            try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: OutputError.foreign(path: path)) {
                try run(options, "out", in: directory)
            }
            #expect(FileManager.default.contents(atPath: path) == Data("mine".utf8))
            #expect(unlink(path) == 0)
            #expect(try run(options, "out", in: directory).kept == 24)
            #expect(fileTree(output) == whole)
            // The folder is a batch's for other commands, too.
            #expect(FolderManifest.isBatch(output))
        }
    }

    @Test func packedSharesBecomeTheBytesOfOneRun() throws {
        try withTemporaryDirectory { directory in
            var options = Self.options(.none)
            options.packsTables = true
            try run(options, "whole", in: directory)
            for index in 1...2 {
                try run(options, "\(index)", in: directory, shard: Shard(index: index, count: 2))
            }
            let shares = ["\(directory)/2", "\(directory)/1"]
            let before = fileTree(shares[0])
            let merge = BatchMerge(sources: shares, directory: "\(directory)/out", jobs: 2)
            #expect(try merge.run().pairs == 24)
            #expect(fileTree("\(directory)/out") == fileTree("\(directory)/whole"))
            // A share may be where nobody may write.
            #expect(fileTree(shares[0]) == before)
            try Batches.run(Self.list, in: directory, output: "plain", options: Self.options(.none))
            let mixed = BatchMerge(
                sources: [shares[1], "\(directory)/plain"], directory: "\(directory)/mixed", jobs: 1
            )
            #expect(throws: MergeError.self) { try mixed.run() }
        }
    }

    @Test func thePackedTableHoldsTheSame() throws {
        try withTemporaryDirectory { directory in
            try run(Self.options(.none), "plain", in: directory)
            var options = Self.options(.none)
            options.packsTables = true
            try run(options, "packed", in: directory)
            let packed = fileTree("\(directory)/packed")
            #expect(packed["summary.csv"] == nil)
            let inflater = try Inflater()
            var bytes: [UInt8] = []
            let table = try #require(packed["summary.csv.gz"])
            try inflater.unpack(Array(table)) { bytes += $0 }
            let plain = fileTree("\(directory)/plain")
            #expect(Data(bytes) == plain["summary.csv"])
            let journal = try LineReader(path: "\(directory)/packed/journal.jsonl.gz")
            var lines: [String] = []
            while let line = try journal.next() {
                lines.append(String(decoding: line, as: UTF8.self))
            }
            let plainJournal = String(decoding: try #require(plain["journal.jsonl"]), as: UTF8.self)
            #expect(lines.dropFirst() == plainJournal.split(separator: "\n").map(String.init)[1...])
            let index = String(decoding: try #require(packed["index.html"]), as: UTF8.self)
            #expect(index.contains("href=\"summary.csv.gz\""))
            let description = try #require(packed["datapackage.json"])
            let package = try JSONSerialization.jsonObject(with: description) as? [String: Any]
            let tables = try #require(package?["resources"] as? [[String: Any]])
            #expect(tables.map { $0["path"] as? String } == ["summary.csv.gz", "failed.tsv"])
            #expect(tables.map { $0["compression"] as? String } == ["gz", nil])
            // From one to the other nothing is computed again.
            let again = try run(options, "plain", in: directory)
            #expect(again.done == 0 && again.kept == 24)
            #expect(fileTree("\(directory)/plain") == packed)
        }
    }

    /// The first page holds the beginning, and the script's data all.
    @Test func ofALongListTheFirstPageHoldsTheBeginning() throws {
        try withTemporaryDirectory { directory in
            let list =
                "id,word,sentence1,sentence2\n"
                + (0..<1250).map { "\($0),\($0 < 600 ? "bank" : "a"),A bank.,A bank.\n" }.joined()
            try Batches.run(list, in: directory, options: Self.options(.none))
            let output = "\(directory)/out"
            let names = listing(output).filter { $0.hasPrefix("index/") }
            #expect(Set(names) == ["index/rows-1.js", "index/rows-2.js"])
            let page = try ParsedPage(
                String(contentsOfFile: "\(output)/index.html", encoding: .utf8))
            #expect(try page.elements("//table[@class='pairs']/tbody/tr").count == 200)
            let section = try #require(try page.elements("//section[@id='list']").first)
            #expect(section.attribute(forName: "data-home")?.stringValue == "200")
            #expect(section.attribute(forName: "data-rows")?.stringValue == "1250")
            #expect(
                try page.texts("//noscript")[0].contains("The other 1,050 rows are in summary.csv"))
            let ids = Set(try page.attributes("id"))
            for link in try nonEmpty(page.attributes("href").filter { $0.hasPrefix("#") }) {
                #expect(ids.contains(String(link.dropFirst())), "\(link)")
            }
        }
    }
}
