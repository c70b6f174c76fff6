import Testing

@testable import Pages

struct PageValuesTests {
    @Test func holdWhatTheyAreGiven() {
        let values: PageValues = [
            "text": "a", "number": 3, "flag": true, "list": ["x", "y"],
            "inner": ["b": "c"] as PageValues,
        ]
        #expect(values["text"] == .text("a"))
        #expect(values["number"] == .text("3"))
        #expect(values["flag"] == .flag(true))
        #expect(values["list"] == .list([.text("x"), .text("y")]))
        #expect(values["inner"] == .values(["b": "c"]))
        #expect(values["none"] == nil)
        #expect(values.names.sorted() == ["flag", "inner", "list", "number", "text"])
    }

    @Test func ofTwoWithOneNameTheLaterCounts() {
        var values: PageValues = ["a": "1", "b": "2"]
        values.merge(["b": "3", "c": "4"])
        #expect(values == ["a": "1", "b": "3", "c": "4"])
        #expect(values.merging(["a": "5"])["a"] == .text("5"))
        let twice: PageValues = ["a": "1", "a": "2"]
        #expect(twice["a"] == .text("2"))
    }
}
