import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct SQLiteFileTests {
    private func write(_ path: String) throws {
        let file = try SQLiteFile(path: path, for: path)
        try file.begin("names", [SQLiteFile.Column("a \"b\"", .text)])
        try file.append([.text("x")])
        try file.begin(
            "values",
            [
                SQLiteFile.Column("text", .text), SQLiteFile.Column("real", .real),
                SQLiteFile.Column("integer", .integer),
            ])
        try file.append([.text("é\u{0}'\""), .real(0.1), .integer(.min)])
        // What the row before had does not stay.
        try file.append([.null, .null, .null])
        try file.append([.text(""), .real(-1e-30), .integer(1 << 40)])
        try file.finish()
    }

    /// What SQLite's own program reads.
    private func rows(_ query: String, _ path: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.reader, path, query]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    private static let reader = """
        import sqlite3, sys
        print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall())
        """

    @Test func anotherProgramReadsWhatWasWritten() throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/a.sqlite"
            try write(path)
            #expect(try rows("SELECT * FROM names", path) == "[('x',)]")
            #expect(try rows("SELECT \"a \"\"b\"\"\" FROM names", path) == "[('x',)]")
            #expect(
                try rows("SELECT hex(text), real, integer FROM \"values\"", path)
                    == "[('C3A9002722', 0.1, -9223372036854775808), ('', None, None), "
                    + "('', -1e-30, 1099511627776)]")
            #expect(
                try rows("SELECT typeof(text), typeof(real), typeof(integer) FROM \"values\"", path)
                    == "[('text', 'real', 'integer'), ('null', 'null', 'null'), "
                    + "('text', 'real', 'integer')]")
            #expect(try rows("PRAGMA integrity_check", path) == "[('ok',)]")
        }
    }

    @Test func equalRowsGiveEqualBytes() throws {
        try withTemporaryDirectory { directory in
            try write("\(directory)/a.sqlite")
            try write("\(directory)/b.sqlite")
            let files = ["a", "b"].map {
                FileManager.default.contents(atPath: "\(directory)/\($0).sqlite")
            }
            #expect(files[0] != nil && files[0] == files[1])
            // Nothing is left beside it.
            let names = try FileManager.default.contentsOfDirectory(atPath: directory)
            #expect(names.sorted() == ["a.sqlite", "b.sqlite"])
        }
    }

    @Test func whereNothingCanBeWrittenTheTargetIsNamed() throws {
        try withTemporaryDirectory { directory in
            #expect {
                try SQLiteFile(path: "\(directory)/none/a.sqlite", for: "out/a.sqlite")
            } throws: { error in
                "\(error)".hasPrefix("cannot create out/a.sqlite: ")
            }
        }
    }
}
