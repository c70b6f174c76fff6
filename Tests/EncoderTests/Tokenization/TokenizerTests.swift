import Foundation
import Testing

@testable import Encoder

@Suite struct TokenizerTests {
    @Test(arguments: ["sentencepiece.bpe.model", "spiece.model", "vocab.json"])
    func saysHowOlderFilesAreMadeReadable(_ name: String) throws {
        try Fixtures.withTemporaryDirectory { directory in
            try write("", to: directory + "/" + name)
            #expect(
                message(in: directory) { try Tokenizer(directory: directory) }
                    == "DIR/\(name): a tokenizer of no known class is read only from a tokenizer.json, "
                    + "which is missing; transformers writes one: "
                    + "AutoTokenizer.from_pretrained(DIR).save_pretrained(DIR)"
            )
        }
    }

    @Test func truncationKeepsTheSeparator() throws {
        let tokenizer = try Tokenizer(directory: Fixtures.miniLM, maximumTokenCount: 5)
        let sequence = tokenizer.encode("one two three four five")
        #expect(sequence.tokens == ["[CLS]", "one", "two", "three", "[SEP]"])
        #expect(sequence.truncatedTokenCount == 2)
        #expect(sequence.words.count == 5)
        #expect(tokenizer.encode("one two three").truncatedTokenCount == 0)
    }

    @Test func refusesAVocabularyWithoutSpecialTokens() {
        #expect(
            throws: TokenizerError.invalidFile(
                path: "v.txt",
                problem: "there is no \"[UNK]\" among the 2 tokens; is this the vocabulary of a "
                    + "BERT-family model?")
        ) { try Tokenizer(vocabulary: Vocabulary(tokens: ["a", "b"]), path: "v.txt") }
    }

    @Test func readsTheTokenizersSettings() throws {
        try Fixtures.withCopy(of: "bert-tiny") { copy in
            func normalizer(_ settings: String) throws -> Normalizer {
                try write(settings, to: copy + "/tokenizer_config.json")
                return try Tokenizer(directory: copy).normalizer
            }
            let found = try [
                "{}", "{\"do_lower_case\": false}",
                "{\"do_lower_case\": true, \"strip_accents\": null}",
                "{\"strip_accents\": false, \"tokenize_chinese_chars\": false, \"other\": []}",
            ].map(normalizer)
            #expect(
                found == [
                    .bert(BertNormalizer()), .bert(BertNormalizer(lowercases: false)),
                    .bert(BertNormalizer()),
                    .bert(BertNormalizer(separatesIdeographs: false, stripsAccents: false)),
                ])
            for (damaged, problem) in [
                ("", "not valid at byte 0: expected a value"),
                ("[]", "the file is an array of 0; expected an object"),
                (
                    "{\"do_lower_case\": \"yes\"}",
                    "\"do_lower_case\" of the file is \"yes\"; expected true or false"
                ),
                (
                    "{\"strip_accents\": 1}",
                    "\"strip_accents\" of the file is 1; expected true or false"
                ),
            ] {
                #expect(
                    message(in: copy) { try normalizer(damaged) }
                        == "DIR/tokenizer_config.json: " + problem)
            }
            try FileManager.default.removeItem(atPath: copy + "/tokenizer_config.json")
            let missing = try Tokenizer(directory: copy).normalizer
            #expect(missing == .bert(BertNormalizer()))
        }
    }

    @Test func whateverTheTextTheTokensFitTogether() throws {
        let tokenizer = try Tokenizer(
            directory: "\(Fixtures.directory)/bert-tiny", maximumTokenCount: 12)
        var random = SeededGenerator(9)
        let alphabet = Array("ab é\u{301}한日🌊.[MASK][SEP]\t\u{0}\u{200D}".unicodeScalars)
        for _ in 0..<500 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                text.append(alphabet.randomElement(using: &random) ?? " ")
            }
            let sequence = tokenizer.encode(String(text))
            let count = sequence.ids.count
            #expect(2...12 ~= count)
            #expect(sequence.tokens == sequence.ids.map { tokenizer.vocabulary[$0] })
            #expect(sequence.offsets.count == count)
            #expect(sequence.wordIndices.count == count)
            #expect(sequence.tokens.first == "[CLS]")
            #expect(sequence.tokens.last == "[SEP]")
            #expect(sequence.offsets.allSatisfy { $0.upperBound <= text.count })
            // Words in order, none left out, until the text is cut.
            let words = sequence.wordIndices.compactMap { $0 }
            #expect(words == words.sorted())
            #expect(
                Set(words).count - sequence.wholeWordCount
                    == (sequence.wholeWordCount == sequence.words.count
                        ? 0
                        : Set(words).contains(sequence.wholeWordCount) ? 1 : 0))
            #expect(
                (sequence.truncatedTokenCount == 0)
                    == (sequence.wholeWordCount == sequence.words.count))
        }
    }
}
