import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct LineReaderTests {
    private func lines(_ bytes: [UInt8]) throws -> [String] {
        try withTemporaryDirectory { directory in
            let path = directory + "/list"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let reader = try LineReader(path: path)
            var lines: [String] = []
            while let line = try reader.next() {
                lines.append(String(decoding: line, as: UTF8.self))
            }
            #expect(reader.lineNumber == lines.count)
            return lines
        }
    }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n", [""]), ("a\n\nb", ["a", "", "b"]),
        ("a\r\nb\r\n", ["a", "b"]), ("a\rb\n", ["a\rb"]),
        ("\u{FEFF}a\n\u{FEFF}b", ["a", "\u{FEFF}b"]),
        ("e\u{301}\n\u{301}x", ["e\u{301}", "\u{301}x"]),
    ])
    func endsAreLineFeedsOrPairs(_ text: String, _ expected: [String]) throws {
        #expect(
            try lines(Array(text.utf8)).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    }

    @Test func linesMayCrossBuffers() throws {
        let expected = (0..<300).map { String(repeating: "x", count: $0 * 7 % 1000) + "\($0)" }
        #expect(try lines(Array(expected.joined(separator: "\n").utf8)) == expected)
        let long = String(repeating: "y", count: 200_000)
        #expect(try lines(Array((long + "\nz").utf8)) == [long, "z"])
    }

    @Test func saysWhatCannotBeRead() throws {
        #expect(throws: InputError.unreadable(name: "/no/list", reason: "no such file")) {
            try LineReader(path: "/no/list")
        }
        #expect(throws: InputError.unreadable(name: "/tmp", reason: "it is a folder")) {
            try LineReader(path: "/tmp")
        }
    }
}
