import Foundation
import TestSupport
import Testing

@testable import Lists

@Suite struct TextListTests {
    private func items(_ text: String, at a: Int = 10) throws -> [[TextList.Item]] {
        try withTemporaryDirectory { directory in
            let path = directory + "/list.jsonl"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            var list = try TextList(jsonl: path)
            var chunks: [[TextList.Item]] = []
            do {
                while case let items = try list.next(a), !items.isEmpty { chunks.append(items) }
            } catch {
                let problem = "\(error)".replacingOccurrences(of: path, with: "LIST")
                chunks.append([TextList.Item(number: -1, text: problem)])
            }
            return chunks
        }
    }

    @Test func argumentsAreCountedFromZero() throws {
        var list = TextList(texts: ["a", "b"])
        #expect(try list.next(5).map(\.number) == [0, 1])
        #expect(try list.next(5).isEmpty)
    }

    @Test func linesAreCountedWithTheEmptyOnes() throws {
        let chunks = try items("{\"text\":\"a\"}\n \n\n{\"text\":\"b\\u00e9\",\"more\":1}\n", at: 1)
        #expect(chunks == [[.init(number: 0, text: "a")], [.init(number: 3, text: "bé")]])
    }

    @Test(arguments: [
        "x", "[]", "{}", "{\"text\":1}", "{\"text\":null}", "{\"text\":\"a\"", "\u{0}",
    ])
    func aBadLineIsNamedAfterTheGoodOnes(_ line: String) throws {
        let chunks = try items("{\"text\":\"a\"}\n" + line)
        #expect(
            chunks == [
                [.init(number: 0, text: "a")],
                [
                    .init(
                        number: -1,
                        text: "LIST, line 2: expected a JSON object with a string \"text\"")
                ],
            ])
    }
}
