import Testing

@testable import Encoder

@Suite struct TokenGroupsTests {
    private func encoding() throws -> ModelOutput {
        try EncoderModel(directory: "\(Fixtures.directory)/distilbert-tiny")
            .encode(["The riverbanks were calm."])[0]
    }

    @Test func piecesOfAWordAreGathered() throws {
        let encoding = try encoding()
        let pieces = TokenGroups(encoding.sequence, mergesWords: false, hidesSpecial: false)
        #expect(pieces.labels == encoding.sequence.tokens)
        let words = TokenGroups(encoding.sequence, mergesWords: true, hidesSpecial: false)
        #expect(words.labels == ["[CLS]", "the", "riverbanks", "were", "calm", ".", "[SEP]"])
        #expect(words.groups.flatMap { $0 } == Array(0..<encoding.tokenCount))
        let plain = TokenGroups(encoding.sequence, mergesWords: true, hidesSpecial: true)
        #expect(plain.labels == Array(words.labels[1..<6]))
        #expect(words.indices(of: words.groups[2]) == [2])
    }

    @Test(arguments: [false, true], [false, true])
    func rowsSumToOne(_ mergesWords: Bool, _ hidesSpecial: Bool) throws {
        let encoding = try encoding()
        let groups = TokenGroups(
            encoding.sequence, mergesWords: mergesWords, hidesSpecial: hidesSpecial)
        for head in [nil, 0, 3] {
            let merged = groups.merge(encoding.attention(layer: 1, head: head))
            #expect(merged.count == groups.groups.count)
            for row in merged {
                #expect(row.count == groups.groups.count)
                #expect(abs(row.reduce(0, +) - 1) < 1e-5)
            }
        }
    }

    @Test func toAWordIsTheSumFromAWordTheMean() throws {
        let encoding = try encoding()
        let groups = TokenGroups(encoding.sequence, mergesWords: true, hidesSpecial: false)
        let attention = encoding.attention(layer: 0, head: 2)
        let merged = groups.merge(attention)
        let word = groups.groups[2]
        #expect(word.count > 1)
        let toWord = word.reduce(0) { $0 + attention[0][$1] }
        #expect(abs(merged[0][2] - toWord) < 1e-6)
        let fromWord = word.reduce(0) { $0 + attention[$1][0] } / Float(word.count)
        #expect(abs(merged[2][0] - fromWord) < 1e-6)
    }

    /// Also a word of one piece has its own text, and not the spelling of the vocabulary.
    @Test func wordsOfOnePieceAreSpelledAsWords() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/roberta-tiny")
        let sequence = model.tokenizer.encode("The riverside bank was calm.")
        #expect(sequence.tokens.contains("Ġbank"))
        let words = TokenGroups(sequence, mergesWords: true, hidesSpecial: false)
        #expect(words.labels == ["<s>", "The", "riverside", "bank", "was", "calm", ".", "</s>"])
        let tokens = TokenGroups(sequence, mergesWords: false, hidesSpecial: false)
        #expect(tokens.labels == sequence.tokens)
        // What the model does not know keeps the name of what it reads.
        let plain = try EncoderModel(directory: "\(Fixtures.directory)/bert-tiny")
        let unknown = TokenGroups(
            plain.tokenizer.encode("The 銀 bank."), mergesWords: true, hidesSpecial: true)
        #expect(unknown.labels == ["the", "[UNK]", "bank", "."])
    }
}
