import Foundation
import Testing

@testable import Encoder

@Suite struct JSONValueTests {
    private let fields = try? JSONFields(
        .object([
            .init(name: "text", value: .string("a")), .init(name: "yes", value: .bool(true)),
            .init(name: "three", value: .integer(3)), .init(name: "nothing", value: .null),
            .init(name: "list", value: .array([.null])),
        ]), place: "the test")

    @Test func readsMembers() throws {
        let fields = try #require(fields)
        #expect(try fields.string("text") == "a")
        #expect(try fields.bool("yes"))
        #expect(try fields.bool("nothing", default: true))
        #expect(try fields.count("three") == 3)
        #expect(try fields.array("list") == [.null])
        #expect(fields["nothing"] == nil)
    }

    @Test func readsAWholeFile() throws {
        let json = try JSONValue(Data("{\"a\": {\"b\": \"c\"}, \"d\": {\"e\": 1}} ".utf8))
        let fields = try JSONFields(json, place: "the file")
        #expect(try fields.strings("a").map { [$0.name, $0.value] } == [["b", "c"]])
        #expect(throws: JSONFields.Mismatch.self) { try fields.strings("d") }
        #expect(throws: JSONFields.Mismatch.self) { try fields.strings("f") }
        #expect(throws: JSONScanner.Failure.self) { try JSONValue(Data("{} x".utf8)) }
        #expect(throws: JSONScanner.Failure.self) { try JSONValue(Data()) }
    }

    @Test func numbersOfEitherKind() {
        #expect(JSONValue.integer(3).double == 3)
        #expect(JSONValue.number(0.5).double == 0.5)
        #expect(JSONValue.bool(true).double == nil)
    }

    @Test func namesTheMemberThatDoesNotFit() throws {
        let fields = try #require(fields)
        func problem(_ body: () throws -> Void) -> String? {
            do {
                try body()
                return nil
            } catch { return (error as? JSONFields.Mismatch)?.problem }
        }
        #expect(
            problem { _ = try fields.string("three") }
                == "\"three\" of the test is 3; expected a string")
        #expect(
            problem { _ = try fields.bool("missing") }
                == "\"missing\" of the test is missing; expected true or false")
        #expect(
            problem { _ = try fields.count("list") }
                == "\"list\" of the test is an array of 1; expected a whole number that is not negative"
        )
        #expect(
            problem { _ = try JSONFields(.string("x"), place: "the test") }
                == "the test is \"x\"; expected an object")
    }
}
