import Encoder
import Testing

@testable import Analyses

@Suite struct TextWindowTests {
    private static let limit = EncoderModel.wholeAttentionLimit

    private func groups(_ count: Int) -> TokenGroups {
        TokenGroups(groups: (0..<count).map { [$0] }, labels: (0..<count).map { "t\($0)" })
    }

    /// One layer, one head: 1 for every token but the heavy ones.
    private func rows(_ count: Int, heavy: [Int: Float]) -> [[[Float]]] {
        [[(0..<count).map { heavy[$0] ?? 1 }]]
    }

    @Test func whatIsNotLongIsShownWhole() {
        let count = Self.limit
        #expect(
            TextWindow(count, groups(count), target: [3], rows: { rows(count, heavy: [:]) }) == nil)
    }

    @Test func theWordsNeighboursAndWhatItAttendsToAreShown() throws {
        let count = 1000
        let heavy = Dictionary(uniqueKeysWithValues: (0..<20).map { (900 + $0, Float(5 + $0)) })
        let window = try #require(
            TextWindow(
                count, groups(count), target: [500, 501], rows: { rows(count, heavy: heavy) }))
        let shown = window.groups.groups.map { $0[0] }
        // Of the twenty heavy ones, the sixteen heaviest.
        #expect(shown == Array(480...521) + Array(904...919))
        #expect(window.groups.labels == shown.map { "t\($0)" })
    }

    /// Tokens that are not shown keep their part of the attention.
    @Test func sharesAreOfTheWholeText() throws {
        let count = 1000
        let all = rows(count, heavy: [0: 1001])
        let window = try #require(
            TextWindow(count, groups(count), target: [0], rows: { all }))
        let merged = window.groups.merge(row: all[0][0])
        #expect(merged.count == window.groups.labels.count)
        #expect(abs(merged[0] - 1001.0 / 2000) < 1e-6)
        #expect(abs(merged[1] - 1.0 / 2000) < 1e-7)
    }

    @Test func theTextIsCutAroundTheWord() throws {
        let words = (0..<1000).map { "w\($0)" }
        var offsets: [Range<Int>] = []
        var start = 0
        for word in words {
            offsets.append(start..<start + word.count)
            start += word.count + 1
        }
        let text = words.joined(separator: " ")
        func excerpt(_ target: Int) throws -> (text: String, shift: Int) {
            try #require(
                TextWindow(
                    1000, groups(1000), target: [target], rows: { rows(1000, heavy: [:]) })
            ).excerpt(of: text, offsets: offsets)
        }
        let middle = try excerpt(500)
        #expect(middle.text == "… " + words[480...520].joined(separator: " ") + " …")
        let place = offsets[500].lowerBound + middle.shift
        #expect(Array(middle.text)[place..<place + 4] == ["w", "5", "0", "0"])
        #expect(try excerpt(3).text == words[0...23].joined(separator: " ") + " …")
        #expect(try excerpt(999).text == "… " + words[979...].joined(separator: " "))
    }
}
