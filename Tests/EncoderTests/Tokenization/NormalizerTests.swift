import Foundation
import Testing

@testable import Encoder

@Suite struct NormalizerTests {
    /// The scalars of the result and their places.
    private func apply(_ normalizer: Normalizer, _ text: String) -> ([String], [Range<Int>]) {
        let result = normalizer(NormalizedText(text)).scalars
        return (result.map { String($0.scalar.value, radix: 16) }, result.map(\.origin))
    }

    @Test func formsDecomposeAndCompose() {
        #expect(apply(.form(.nfd), "é") == (["65", "301"], [0..<1, 0..<1]))
        #expect(apply(.form(.nfc), "xe\u{301}y") == (["78", "e9", "79"], [0..<1, 1..<2, 3..<4]))
        #expect(apply(.form(.nfkd), "ﬁ²") == (["66", "69", "32"], [0..<1, 0..<1, 1..<2]))
        #expect(apply(.form(.nfkc), "１") == (["31"], [0..<1]))
        #expect(apply(.form(.nfd), "한") == (["1112", "1161", "11ab"], [0..<1, 0..<1, 0..<1]))
        #expect(
            apply(.form(.nfc), "\u{1112}\u{1161}\u{11AB}!") == (["d55c", "21"], [0..<1, 3..<4]))
    }

    /// Places stay in order where marks change theirs.
    @Test func formsOrderMarks() {
        #expect(
            apply(.form(.nfd), "q\u{307}\u{323}") == (["71", "323", "307"], [0..<1, 1..<2, 2..<3]))
        #expect(apply(.form(.nfc), "e\u{302}\u{323}") == (["1ec7"], [0..<1]))
    }

    /// Swift knows characters that the reference's tables do not.
    @Test(arguments: NormalForm.allCases)
    func formsLeaveYoungCharacters(_ form: NormalForm) {
        #expect(apply(.form(form), "\u{11938}") == (["11938"], [0..<1]))
        #expect(apply(.form(form), "\u{11935}\u{11930}").0 == ["11935", "11930"])
    }

    /// Foundation composes U+21F10 as if it were U+1F10, and leaves U+0CCB apart.
    @Test func formsComposeWhatFoundationDoesNot() {
        #expect(apply(.form(.nfc), "\u{21F10}\u{301}").0 == ["21f10", "301"])
        #expect(apply(.form(.nfc), "\u{1F10}\u{301}").0 == ["1f14"])
        #expect(apply(.form(.nfc), "\u{11099}\u{110BA}").0 == ["1109a"])
        #expect(apply(.form(.nfc), "\u{CC6}\u{CC2}\u{CD5}").0 == ["ccb"])
    }

    /// The table, the ranges without decompositions and the arithmetic agree with Foundation.
    @Test func decompositionsAreComplete() {
        let different = (UInt32(0)..<0x10000).compactMap(Unicode.Scalar.init).filter { scalar in
            scalar.isKnown(toUnicode: 9)
                && !scalar.canonicalDecomposition.elementsEqual(
                    String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars)
        }
        #expect(different == [])
    }

    @Test func whatWasDecomposedIsComposed() {
        let different = [UInt32(0)..<0xD800, 0x10000..<0x12000].joined()
            .compactMap(Unicode.Scalar.init)
            .filter { scalar in
                guard scalar.isKnown(toUnicode: 9), !scalar.properties.isFullCompositionExclusion
                else { return false }
                var text = NormalizedText(scalar.canonicalDecomposition)
                NormalForm.nfc(&text)
                return text.scalars.map(\.scalar) != [scalar]
            }
        #expect(different == [])
    }

    @Test(arguments: NormalForm.allCases)
    func formsAreIdempotent(_ form: NormalForm) {
        for text in [
            "Việt Ångström ﬁ ½ 한글 각 Ǆ ΐ", "e\u{301}\u{302}\u{323}", "\u{301}a", "\u{FB2C}",
        ] {
            let once = Normalizer.form(form)(NormalizedText(text))
            #expect(
                Normalizer.form(form)(NormalizedText(once.string)).string.unicodeScalars
                    .elementsEqual(once.string.unicodeScalars))
        }
    }

    @Test func stripAccentsRemovesMarksOfEveryKind() {
        #expect(apply(.stripAccents, "e\u{301}\u{20DD}é") == (["65", "e9"], [0..<1, 3..<4]))
    }

    @Test func stripRemovesWhiteSpaceAtTheEnds() {
        #expect(
            apply(.strip(left: true, right: true), " \u{3000}a b\n").1 == [2..<3, 3..<4, 4..<5])
        #expect(apply(.strip(left: true, right: false), " a ").1 == [1..<2, 2..<3])
        #expect(apply(.strip(left: false, right: true), "  ") == ([], []))
    }

    @Test func replacementsComeFromTheEndOfWhatTheyReplace() {
        let replace = Normalizer.replace(["`", "`"], with: ["<", "q", ">"])
        #expect(replace(NormalizedText("a```")).string == "a<q>`")
        #expect(apply(replace, "a```").1 == [0..<1, 2..<3, 2..<3, 2..<3, 3..<4])
        #expect(Normalizer.replace(["a"], with: [])(NormalizedText("banana")).string == "bnn")
    }

    @Test func sequencesRunInOrder() {
        let steps = Normalizer.sequence([.form(.nfd), .stripAccents, .lowercase])
        #expect(apply(steps, "ÉΣ") == (["65", "3c3"], [0..<1, 1..<2]))
        #expect(Normalizer.sequence([])(NormalizedText("É")).string == "É")
        #expect(steps.lowercases)
        #expect(!Normalizer.sequence([.form(.nfc)]).lowercases)
    }
}
