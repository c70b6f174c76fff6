import Files
import Foundation
import TestSupport
import Testing

@testable import Lists

@Suite struct DelimitedReaderTests {
    /// Records of a text that is longer than what is read at a time.
    private func records(
        _ text: String, delimiter: Unicode.Scalar = ","
    ) throws -> [DelimitedReader.Record] {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/table"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let reader = DelimitedReader(try ByteSource(path: path), delimiter: delimiter)
            var records: [DelimitedReader.Record] = []
            while let record = try reader.next() { records.append(record) }
            return records
        }
    }

    @Test(arguments: [",", ";", "\t", "|"])
    func whatIsWrittenIsReadAgainWithItsPlaces(delimiter: Unicode.Scalar) throws {
        var random = SeededGenerator(UInt64(delimiter.value))
        let pieces = [
            "bank", "The bank of the river was calm", " ", "é", "e\u{301}", "河岸", "🏦", "~",
            "\u{7F}",
            ",", ";", "\t", "|", "\"", "\n", "'",
        ]
        let rows = (0..<4000).map { _ in
            (0..<3).map { _ in
                (0..<Int.random(in: 0...6, using: &random))
                    .map { _ in pieces.randomElement(using: &random) ?? "" }.joined() + "x"
            }
        }
        var text = ""
        var (line, column) = (1, 1)
        var places: [[TextPlace]] = []
        func write(_ part: String) {
            text += part
            for scalar in part.unicodeScalars {
                (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
            }
        }
        for row in rows {
            places.append([])
            for (index, field) in row.enumerated() {
                if index > 0 { write(String(delimiter)) }
                places[places.count - 1].append(TextPlace(line: line, column: column))
                let isPlain = !field.contains { "\"\n".contains($0) || $0 == Character(delimiter) }
                write(isPlain ? field : "\"\(field.replacing("\"", with: "\"\""))\"")
            }
            write("\n")
        }
        let found = try records(text, delimiter: delimiter)
        #expect(found.map(\.fields) == rows)
        #expect(found.map(\.places) == places)
    }

    @Test func aFieldThatNeverEndsIsRefusedAtItsLimit() throws {
        for start in ["", "\""] {
            let text = start + String(repeating: "a", count: (16 << 20) + 1)
            let error = #expect(throws: InputError.self) { try records(text) }
            let problem = error.map { "\($0)" } ?? ""
            #expect(problem.contains("a record of more than 16777216 bytes"))
        }
    }
}
