import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Batch
@testable import Files

@Suite struct SummaryDatabaseTests {
    private static let name = SummaryDatabase.name

    private static func options(shard: Int? = nil) -> BatchOptions {
        var options = Batches.options()
        options.pages = .none
        options.writesDatabase = true
        options.shard = shard.flatMap { Shard(index: $0, count: 2) }
        return options
    }

    /// The database as text, by SQLite in another program.
    private func dump(_ path: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import csv, sqlite3, sys
            base = sqlite3.connect(sys.argv[1])
            out = csv.writer(sys.stdout)
            query = base.execute("SELECT * FROM pairs")
            out.writerow([column[0] for column in query.description])
            out.writerows(query)
            kinds = base.execute("SELECT name, type FROM pragma_table_info('pairs')").fetchall()
            assert kinds == base.execute("SELECT name, type FROM columns").fetchall(), kinds
            assert base.execute("SELECT count(*) FROM columns WHERE description = ''").fetchone() == (0,)
            """, path,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    @Test func itHoldsWhatTheTableHolds() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory, options: Self.options())
            let output = "\(directory)/out"
            let table = String(
                decoding: try #require(fileTree(output)["summary.csv"]), as: UTF8.self)
            let lines = table.split(separator: "\r\n").map(String.init)
            // The rows that are done are 1, 2, 4 and 7 of the list.
            let numbers = ["number", "1", "2", "4", "7"]
            #expect(
                try dump("\(output)/\(Self.name)") == zip(numbers, lines).map { "\($0),\($1)" })
        }
    }

    @Test func resumedAndMergedRunsGiveTheSameBytes() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory, options: Self.options())
            let output = "\(directory)/out"
            let whole = fileTree(output)
            let database = "\(output)/\(Self.name)"
            #expect(whole[Self.name] != nil)
            #expect(unlink(database) == 0)
            #expect(try Batches.run(in: directory, options: Self.options()).kept == 4)
            #expect(fileTree(output) == whole)
            #expect(unlink(database) == 0)
            _ = try BatchIndex(directory: output).rebuild()
            #expect(fileTree(output) == whole)
            for share in [1, 2] {
                try Batches.run(
                    in: directory, output: "\(share)", options: Self.options(shard: share))
            }
            _ = try BatchMerge(
                sources: ["\(directory)/2", "\(directory)/1"], directory: "\(directory)/merged",
                jobs: 1
            ).run()
            #expect(fileTree("\(directory)/merged") == whole)
            // Without the option it goes, and nothing is computed again.
            var plain = Self.options()
            plain.writesDatabase = false
            #expect(try Batches.run(in: directory, options: plain).kept == 4)
            #expect(fileTree(output)[Self.name] == nil)
        }
    }

    @Test func aFileThatNoRunHasWrittenStays() throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/out/\(Self.name)"
            try FileManager.default.createDirectory(
                atPath: "\(directory)/out", withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: OutputError.foreign(path: path)) {
                try Batches.run(in: directory, options: Self.options())
            }
            #expect(FileManager.default.contents(atPath: path) == Data("mine".utf8))
        }
    }
}
