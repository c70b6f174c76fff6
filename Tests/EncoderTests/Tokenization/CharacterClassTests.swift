import Foundation
import Testing

@testable import Encoder

@Suite struct CharacterClassTests {
    /// Every code point of the first two planes, and the tags and variation selectors.
    @Test func equalTheReference() throws {
        let path = Fixtures.directory + "/character-classes.json"
        let expected = try JSONDecoder().decode(
            [String: [[UInt32]]].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        let classes: [String: (Unicode.Scalar) -> Bool] = [
            "removed": \.isBertRemoved,
            "space": { $0.isBertWhitespace && !$0.isBertRemoved },
            "accent": \.isBertAccent,
            "mark": \.isCombiningMark,
            "punctuation": \.isBertPunctuation,
            "word": \.isWordCharacter,
            "letter": { $0.byteLevelKind == .letter },
            "number": { $0.byteLevelKind == .number },
        ]
        #expect(Set(classes.keys) == Set(expected.keys))
        for (name, ranges) in expected {
            let belongs = try #require(classes[name])
            var members = Set<UInt32>()
            for range in ranges { members.formUnion(range[0]...range[1]) }
            let different = [0..<0x20000, 0xE0000..<0xE0200].joined()
                .compactMap { Unicode.Scalar($0 as UInt32) }
                .filter { belongs($0) != members.contains($0.value) }
                .map { String($0.value, radix: 16) }
            #expect(different == [], "\(name)")
        }
    }
}
