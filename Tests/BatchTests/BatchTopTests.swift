import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Batch

@Suite struct BatchTopTests {
    private static let list =
        "id,word,sentence1,sentence2\n"
        + (0..<24).map {
            "\($0),bank,The bank \($0) of the river was calm.,\($0) banks lend to the bank.\n"
        }.joined()

    private static func options(_ top: BatchTop?, jobs: Int = 2) -> BatchOptions {
        var options = BatchOptions()
        options.formats = [.svg]
        options.top = top
        options.jobs = jobs
        return options
    }

    /// The ids of the pairs that have figures.
    private func drawn(_ directory: String) throws -> Set<String> {
        let rows = try tableRows("\(directory)/summary.csv").dropFirst()
        let files = Set(listing(directory))
        return Set(
            rows.filter { row in
                let folder = row[6].replacingOccurrences(of: "/index.html", with: "")
                let hasFigures = files.contains("\(folder)/figures")
                #expect(hasFigures == files.contains("\(folder)/thumbnail.svg"))
                return hasFigures
            }.map { $0[0] })
    }

    @Test func scoresAreWhatTheirNamesSay() {
        let cosine: [Float] = [0.9, 0.5, 0.75]
        let scores: [(BatchTop.Order, Float)] = [
            (.drop, 0.15), (.rise, -0.15), (.min, -0.5), (.max, 0.9), (.last, -0.75), (.range, 0.4),
        ]
        #expect(scores.count == BatchTop.Order.allCases.count)
        for (order, score) in scores {
            #expect(abs(order.score(cosine) - score) < 1e-6, "\(order)")
        }
        for order in BatchTop.Order.allCases { #expect(order.score([]) == 0) }
    }

    @Test func theBestRowsAreThoseOfASort() {
        var random = Noise()
        // Few distinct values, so that there are ties.
        let values = (0..<5000).map { _ -> Float in (random.next() * 40).rounded() }
        for count in [1, 3, 700, 6000, Int.max] {
            var rows = TopRows(BatchTop(count: count, by: .drop))
            for (row, value) in values.enumerated() { rows.add([value, 0], row: row) }
            let sorted = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
            #expect(rows.finish() == Set(sorted.prefix(count)))
        }
    }

    @Test(arguments: BatchTop.Order.allCases)
    func drawsThoseThatStandOutAndListsAll(_ order: BatchTop.Order) throws {
        try withTemporaryDirectory { directory in
            let top = BatchTop(count: 4, by: order)
            try Batches.run(Self.list, in: directory, options: Self.options(top))
            let output = "\(directory)/out"
            let rows = try tableRows("\(output)/summary.csv").dropFirst()
            #expect(rows.count == 24)
            let scores = rows.map { row in
                (score: order.score(row[7...].compactMap { Float($0) }), id: row[0])
            }
            let best = scores.sorted { $0.score > $1.score }.prefix(4).map(\.id)
            #expect(try drawn(output) == Set(best))
        }
    }

    @Test func bytesDoNotDependOnTheJobsOrTheWayThere() throws {
        try withTemporaryDirectory { directory in
            let top = BatchTop(count: 5, by: .range)
            try Batches.run(
                Self.list, in: directory, output: "a", options: Self.options(top, jobs: 1))
            let whole = fileTree("\(directory)/a")
            // By another choice, and by none.
            let before = BatchTop(count: 9, by: .last)
            try Batches.run(Self.list, in: directory, options: Self.options(before))
            let other = try Batches.run(
                Self.list, in: directory, options: Self.options(top, jobs: 3))
            #expect(other.done == 0 && other.kept == 24)
            #expect(fileTree("\(directory)/out") == whole)
            var none = Self.options(nil)
            none.figures = .none
            try Batches.run(Self.list, in: directory, output: "none", options: none)
            let summary = try Batches.run(
                Self.list, in: directory, output: "none", options: Self.options(top))
            #expect(summary.kept == 24)
            #expect(summary.redrawn == 5)
            #expect(fileTree("\(directory)/none") == whole)
        }
    }

    /// Also those whose numbers were there before.
    @Test func pagesOfDrawnPairsCanBeExplored() throws {
        try withTemporaryDirectory { directory in
            let options = Self.options(BatchTop(count: 5))
            try Batches.run(Self.list, in: directory, options: options)
            let output = "\(directory)/out"
            #expect(listing(output).filter { $0.hasSuffix("explore.js") } == ["explore.js"])
            let ids = try drawn(output)
            #expect(ids.count == 5)
            for id in ids {
                let path = "\(output)/\(PairFolder.path(id: id))/index.html"
                let bytes = FileManager.default.contents(atPath: path) ?? Data()
                let page = String(decoding: bytes, as: UTF8.self)
                #expect(page.contains("id=\"explore-data\""))
                #expect(page.contains("src=\"../../../explore.js\""))
            }
        }
    }

    @Test(arguments: [[nil, BatchTop(count: 5)], [BatchTop(count: 5), nil]])
    func itDoesNotMatterWhatWasDrawnBefore(_ tops: [BatchTop?]) throws {
        try withTemporaryDirectory { directory in
            for top in tops {
                try Batches.run(Self.list, in: directory, options: Self.options(top))
            }
            try Batches.run(
                Self.list, in: directory, output: "fresh", options: Self.options(tops[1]))
            #expect(fileTree("\(directory)/out") == fileTree("\(directory)/fresh"))
        }
    }

    @Test func moreThanThereAreIsAll() throws {
        try withTemporaryDirectory { directory in
            let top = BatchTop(count: 100, by: .min)
            try Batches.run(Self.list, in: directory, options: Self.options(top))
            try Batches.run(Self.list, in: directory, output: "all", options: Self.options(nil))
            func files(_ name: String) -> [String: Data] {
                fileTree("\(directory)/\(name)").filter {
                    $0.key.hasPrefix("pairs/")
                }
            }
            #expect(files("out").count > 24)
            #expect(files("out") == files("all"))
        }
    }

    @Test func sharesInOneFolderChooseAmongAll() throws {
        try withTemporaryDirectory { directory in
            var options = Self.options(BatchTop(count: 5))
            try Batches.run(Self.list, in: directory, output: "whole", options: options)
            for index in [3, 1, 2] {
                options.shard = Shard(index: index, count: 3)
                try Batches.run(Self.list, in: directory, options: options)
            }
            #expect(fileTree("\(directory)/out") == fileTree("\(directory)/whole"))
        }
    }

    @Test func whatWasBrokenOffWhileDrawingIsMadeGood() throws {
        try withTemporaryDirectory { directory in
            let options = Self.options(BatchTop(count: 6))
            try Batches.run(Self.list, in: directory, output: "whole", options: options)
            let stop = Flag()
            let summary = try Batches.run(
                Self.list, in: directory, options: options,
                onProgress: { if $0.redrawn > 0 { stop.set() } }, isCancelled: { stop.isSet })
            #expect(summary.isInterrupted)
            #expect(summary.redrawn >= 1 && summary.redrawn < 6)
            let output = "\(directory)/out"
            #expect(try drawn(output).count == summary.redrawn)

            // As if the process had been killed between a folder's rename and its journal line.
            let id = try #require(try drawn(output).sorted().first)
            let line = try JournalLine.encode(JournalLine(redraw: PairFolder.path(id: id)))
            let file = try #require(FileHandle(forWritingAtPath: "\(output)/journal.jsonl"))
            try file.seekToEnd()
            try file.write(contentsOf: Data(line))
            try file.close()
            let other = Self.list.components(separatedBy: "\n").prefix(3).joined(separator: "\n")
            var limited = options
            limited.limit = 2
            try Batches.run(other, in: directory, options: limited, isCancelled: { true })
            try Batches.run(Self.list, in: directory, options: options)
            #expect(fileTree(output) == fileTree("\(directory)/whole"))
        }
    }

    @Test func aPairWhoseNumbersAreGoneIsNotDrawnFromNothing() throws {
        try withTemporaryDirectory { directory in
            var options = Self.options(BatchTop(count: 24))
            options.shard = Shard(index: 1, count: 2)
            try Batches.run(Self.list, in: directory, options: Self.options(BatchTop(count: 1)))
            let output = "\(directory)/out"
            for path in try nonEmpty(listing(output).filter { $0.hasSuffix("/data.json") }) {
                #expect(unlink("\(output)/\(path)") == 0)
            }
            // The share restores its own rows, and says which others are missing.
            #expect {
                try Batches.run(Self.list, in: directory, options: options)
            } throws: { error in
                "\(error)".hasSuffix(
                    "/data.json is missing or was changed; delete it, and run the batch that made it "
                        + "again")
            }
            try Batches.run(Self.list, in: directory, options: Self.options(BatchTop(count: 24)))
            #expect(try drawn(output).count == 24)
        }
    }
}
