import Foundation
import TestSupport
import Testing

@testable import Lists

/// How much of a list is read, whatever it is written in: what progress goes by.
@Suite struct ListProgressTests {
    private static let pair =
        "\"sentence1\":\"A bank.\",\"sentence2\":\"The bank.\",\"word\":\"bank\""

    private static func text(_ format: SentenceList.Format, rows: Int) -> String {
        (0..<rows).reduce(into: format == .jsonl ? "" : "id,word,sentence1,sentence2\n") {
            text, row in
            text +=
                format == .jsonl
                ? "{\"id\":\"\(row)\",\(pair)}\n" : "\(row),bank,A bank \(row).,The bank.\n"
        }
    }

    private func pack(_ path: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = [path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    /// A list that fits into one piece of a file, and one of many.
    @Test(arguments: [345, 12_000], ["list.csv", "list.jsonl", "list.csv.gz", "list.jsonl.gz"])
    func theFractionIsThatOfTheRows(_ count: Int, _ name: String) throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/\(name)"
            let plain = path.replacingOccurrences(of: ".gz", with: "")
            let format = try #require(SentenceList.Format(path: path))
            try Data(Self.text(format, rows: count).utf8).write(to: URL(fileURLWithPath: plain))
            if plain != path { try pack(plain) }
            let list = try SentenceList(path: path)
            var rows = 0
            var last = 0.0
            var farthest = 0.0
            while try list.next() != nil {
                rows += 1
                let fraction = list.fractionRead ?? -1
                farthest = max(farthest, abs(fraction - Double(rows) / Double(count)))
                if fraction < last { Issue.record("row \(rows): \(fraction) after \(last)") }
                last = fraction
            }
            #expect(rows == count)
            #expect(farthest < 0.04)
            #expect(last > 0.99 && last <= 1)
        }
    }

    @Test func aRowThatIsLongerThanAPieceIsReadToItsEnd() throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/list.csv"
            let long = String(repeating: "very ", count: 500_000)
            let text =
                "id,word,sentence1,sentence2\n1,bank,\(long)bank.,A bank.\n2,bank,A bank.,A bank.\n"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let list = try SentenceList(path: path)
            _ = try list.next()
            let fraction = try #require(list.fractionRead)
            #expect(fraction > 0.9999 && fraction < 1)
            _ = try list.next()
            #expect(list.fractionRead == 1)
        }
    }
}
