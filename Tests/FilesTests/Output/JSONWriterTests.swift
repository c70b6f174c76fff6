import Foundation
import Testing

@testable import Files

@Suite struct JSONWriterTests {
    private func json(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        body(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private func reference(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test func membersAndElementsAreSeparated() {
        let text = json { json in
            json.object { json in
                json.member("a", "x")
                json.member("b", nil as String?)
                json.name("c")
                json.array { json in
                    json.array { _ in }
                    json.value(1)
                    json.null()
                    json.value(true)
                    json.object { _ in }
                }
                json.member("d", ["y", "z"])
                json.member("e", ["b": "2", "a": "1"])
            }
        }
        #expect(
            text == #"{"a":"x","c":[[],1,null,true,{}],"d":["y","z"],"e":{"a":"1","b":"2"}}"#)
    }

    @Test func textsAreThoseOfTheReference() throws {
        let controls = (0..<0x20).compactMap { Unicode.Scalar($0) }.map { String($0) }
        let texts =
            controls + ["", "\"\\/", "é", "e\u{301}\"\u{301}", "\u{7F}\u{80}", "\u{2028}", "😀"]
        for text in texts {
            #expect(
                try json { $0.value(text) } == reference(text),
                "\(text.unicodeScalars.map(\.value))")
        }
    }

    @Test func numbersAreThoseOfTheReference() throws {
        let floats: [Float] = [
            0, -0.0, 1, -1, 0.1, 0.95814127, 1e-7, -3.5e-12, 1e16, 123456.79, .pi,
            .greatestFiniteMagnitude, .leastNonzeroMagnitude,
        ]
        for number in floats {
            #expect(try json { $0.value(number) } == reference(number))
        }
        for number in [0, -1, .max, .min] {
            #expect(try json { $0.value(number) } == reference(number))
        }
    }
}
