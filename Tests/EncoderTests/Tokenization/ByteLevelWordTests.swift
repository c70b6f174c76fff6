import Testing

@testable import Encoder

/// Byte-level tokens begin with the space before a word; words do not.
@Suite struct ByteLevelWordTests {
    private func tokenizer() throws -> Tokenizer {
        try Tokenizer(directory: Fixtures.directory + "/byte-level")
    }

    @Test func wordsAreWithoutTheSpaceBeforeThem() throws {
        let sequence = try tokenizer().encode("The bank  isn't wet.")
        #expect(sequence.words.map(\.text) == ["The", "bank", "", "isn", "'t", "wet", "."])
        #expect(sequence.words[1].range == 4..<8)
        #expect(try tokenizer().words(in: "a  b \n").map(\.text) == ["a", "b"])
    }

    @Test func severalWordsAreFoundAcrossSpaces() throws {
        let tokenizer = try tokenizer()
        let sequence = tokenizer.encode("The river  bank")
        let tokens = try TargetWord.text("river bank").tokens(in: sequence, tokenizer: tokenizer)
        #expect(sequence.offsets[tokens[0]].lowerBound == 4)
        #expect(sequence.offsets[tokens[tokens.count - 1]].upperBound == 15)
    }

    @Test func targetWordsAreFound() throws {
        let tokenizer = try tokenizer()
        let sequence = tokenizer.encode("Bank: the bank of the riverbanks, <mask> bank")
        func text(_ target: TargetWord) throws -> [String] {
            try target.tokens(in: sequence, tokenizer: tokenizer).map {
                let range = sequence.offsets[$0]
                return String(String.UnicodeScalarView(Array(sequence.text.unicodeScalars)[range]))
            }
        }
        #expect(try text(.text("bank")).joined() == "bank")
        #expect(try text(.text("Bank")).joined() == "Bank")
        #expect(
            try TargetWord.text("bank", occurrence: 2).tokens(in: sequence, tokenizer: tokenizer)
                .last
                == sequence.ids.count - 2)
        #expect(try text(.text("riverbanks")).joined() == "riverbanks")
        #expect(try text(.range(10..<14)).joined() == "bank")
        #expect(try text(.text("<mask>")).joined() == "<mask>")
        #expect(throws: TargetWordError.emptyWord) { try text(.text(" ")) }
        #expect(throws: TargetWordError.self) { try text(.text("river")) }
    }

    /// Every token lies in its word, and the tokens of a word cover it.
    @Test func tokensCoverTheirWords() throws {
        let cases = try Fixtures.cases("tokenizer-byte-level", as: Fixtures.Sentence.self)
        let tokenizer = try Tokenizer(
            directory: Fixtures.directory + "/byte-level", maximumTokenCount: 10_000)
        for text in cases.map(\.text) {
            let sequence = tokenizer.encode(text)
            for (index, word) in sequence.words.enumerated() where !word.text.isEmpty {
                let ranges = zip(sequence.offsets, sequence.wordIndices).filter { $1 == index }.map(
                    \.0)
                #expect(ranges.map(\.lowerBound).min() == word.range.lowerBound)
                #expect(ranges.map(\.upperBound).max() == word.range.upperBound)
            }
        }
    }
}
