import Foundation
import TestSupport
import Testing

@testable import Files

struct CompactJSONTests {
    private func expected(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func expectSame(_ value: some Encodable) throws {
        let text = String(decoding: try CompactJSON.encode(value), as: UTF8.self)
        #expect(try text == expected(value))
    }

    private struct Record: Encodable {
        var zeta = 1
        var alpha: String? = "a/b"
        var none: Int?
        var flag = true
        var small: UInt8 = 200
        var wide: Int64 = -5
        var single: Float = 0.1
        var double = 1e-7
        var list: [Int?] = [1, nil, 3]
        var data = Data([0, 1, 254, 255])
        var rows: [[Float]] = [[0.5, 1, -0.0], []]
        var words = ["x", "y\""]
        var byName = ["b": [1.5], "a": [], "L10": [2], "L2": [3], "É": [], "_": [], "B": []]
        var inner = Inner()

        struct Inner: Encodable {
            var first = "1"

            enum Key: CodingKey { case object, array, nothing }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                var object = container.nestedContainer(keyedBy: Key.self, forKey: .object)
                var array = container.nestedUnkeyedContainer(forKey: .array)
                try array.encode(1)
                try array.encodeNil()
                var deep = array.nestedContainer(keyedBy: Key.self)
                try deep.encode(first, forKey: .array)
                var list = array.nestedUnkeyedContainer()
                try list.encode(2.5)
                try list.encode(Float(2.5))
                try list.encode(false)
                // After others were begun.
                try object.encode("late", forKey: .nothing)
                try container.encodeNil(forKey: .nothing)
            }
        }
    }

    @Test func valuesAreThoseOfFoundation() throws {
        try expectSame(Record())
        try expectSame([Record(), Record(alpha: nil, none: 3, list: [])])
        try expectSame([String: Int]())
        try expectSame([[Int]]())
        try expectSame("text")
        try expectSame([Data(), Data([7])])
        try expectSame(UInt64.max)
        try expectSame([Int?.none])
    }

    @Test func textsAreThoseOfFoundation() throws {
        try expectSame((0..<0x100).compactMap(Unicode.Scalar.init).map { String($0) })
        try expectSame(["", "é 銀 🏦 \u{2028}", "\"\\/", "e\u{301}", "\"\u{301}"])
    }

    @Test func numbersAreThoseOfFoundation() throws {
        try expectSame([0, -0.0, 1, 1e15, 1e16, 1e-5, 1e300, 5e-324, 0.1, 123456.789] as [Double])
        var random = SeededGenerator(3)
        let floats = (0..<2000).map { _ in
            Float(bitPattern: UInt32.random(in: 0...(.max), using: &random))
        }
        .filter(\.isFinite)
        try expectSame(floats)
        try expectSame(floats.map(Double.init))
        try expectSame((0..<200).map { _ in Int.random(in: .min...(.max), using: &random) })
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity])
    func aNumberThatIsNotFiniteIsAnError(_ value: Float) {
        #expect(throws: EncodingError.self) { try CompactJSON.encode([value]) }
        #expect(throws: EncodingError.self) { try CompactJSON.encode(["a": Double(value)]) }
        #expect(throws: EncodingError.self) { try CompactJSON.encode(value) }
    }
}
