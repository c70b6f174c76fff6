import Testing

@testable import Encoder

@Suite struct BertNormalizerTests {
    private func scalars(_ text: String, _ normalizer: BertNormalizer) -> [UInt32] {
        normalizer(NormalizedText(text.unicodeScalars)).string.unicodeScalars.map(\.value)
    }

    private func expect(
        _ text: String, becomes result: String, _ normalizer: BertNormalizer = BertNormalizer(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            scalars(text, normalizer) == result.unicodeScalars.map(\.value),
            sourceLocation: sourceLocation)
    }

    @Test func lowersAndStripsByDefault() {
        expect("The BANK", becomes: "the bank")
        expect("Café", becomes: "cafe")
        expect("Cafe\u{301}", becomes: "cafe")
        expect("ÀÉÎÕÜ", becomes: "aeiou")
        expect("Straße", becomes: "straße")
        expect("İ", becomes: "i")
        // No final sigma: every scalar for itself, as the reference does it.
        expect("ΟΔΟΣ", becomes: "οδοσ")
        expect("Ѐ", becomes: "е")
        expect("𝐀", becomes: "𝐀")
    }

    @Test func accentsAreStrippedWhenLowerCasingUnlessToldOtherwise() {
        #expect(BertNormalizer(lowercases: true).stripsAccents)
        #expect(!BertNormalizer(lowercases: false).stripsAccents)
        expect("Café", becomes: "Café", BertNormalizer(lowercases: false))
        expect("Café", becomes: "Cafe", BertNormalizer(stripsAccents: true, lowercases: false))
        expect("CAFÉ", becomes: "café", BertNormalizer(stripsAccents: false))
        expect("e\u{301}", becomes: "e\u{301}", BertNormalizer(lowercases: false))
    }

    @Test func cleansText() {
        expect("a\u{0}b\u{FFFD}c\u{7F}d\u{200D}e\u{AD}f\u{E000}g", becomes: "abcdefg")
        expect("a\tb\nc\rd\u{A0}e\u{3000}f", becomes: "a b c d e f")
        expect(
            "a\tb\u{0}", becomes: "a\tb\u{0}", BertNormalizer(cleansText: false, lowercases: false))
    }

    @Test func setsIdeographsApart() {
        expect("日本", becomes: " 日  本 ")
        expect("日本", becomes: "日本", BertNormalizer(separatesIdeographs: false))
        // Kana and Hangul are not ideographs.
        expect("かな", becomes: "かな")
        expect("𠀀", becomes: " 𠀀 ")
    }

    @Test func everyScalarKeepsItsPlace() {
        let text = "Ça \u{0}日É"
        let result = BertNormalizer()(NormalizedText(text.unicodeScalars, start: 10))
        #expect(result.string == "ca  日 e")
        #expect(result.scalars.map(\.origin.lowerBound) == [10, 11, 12, 14, 14, 14, 15])
        #expect(result.scalars.allSatisfy { $0.origin.count == 1 })
        // One scalar that becomes several: they all come from the same place.
        let hangul = BertNormalizer()(NormalizedText("한".unicodeScalars))
        #expect(hangul.scalars.map(\.origin) == [0..<1, 0..<1, 0..<1])
    }

    @Test func placesAscendWhateverTheText() {
        var random = SeededGenerator(5)
        for _ in 0..<300 {
            let text = (0..<20).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...0x2FFFF, using: &random))
            }
            let origins = BertNormalizer()(NormalizedText(text)).scalars.map(\.origin.lowerBound)
            #expect(origins == origins.sorted())
            #expect(origins.allSatisfy(text.indices.contains))
        }
    }
}
