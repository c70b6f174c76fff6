import Foundation
import Testing

@testable import Encoder

@Suite struct TokenizerConfigurationTests {
    /// A folder without `tokenizer.json`.
    private func load(_ files: [String: String]) throws -> Tokenizer {
        try Fixtures.withTemporaryDirectory { directory in
            let vocabulary =
                "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n<s>\n</s>\n<unk>\n<mask>\nbank\nBank\né\ne\n"
            for (name, text) in files.merging(["vocab.txt": vocabulary], uniquingKeysWith: { $1 }) {
                try Data(text.utf8).write(to: URL(fileURLWithPath: directory + "/" + name))
            }
            do {
                return try Tokenizer(directory: directory)
            } catch TokenizerError.invalidFile(let path, let problem) {
                throw TokenizerError.invalidFile(
                    path: path.replacingOccurrences(of: directory + "/", with: ""), problem: problem
                )
            }
        }
    }

    @Test func isThatOfAnUncasedBERTByDefault() throws {
        #expect(try load([:]).encode("Bank é [MASK]").ids == [2, 9, 12, 4, 3])
    }

    @Test func readsTheNormaliser() throws {
        let config =
            #"{"do_lower_case": false, "strip_accents": null, "tokenize_chinese_chars": false}"#
        let tokenizer = try load(["tokenizer_config.json": config])
        #expect(
            tokenizer.normalizer
                == .bert(BertNormalizer(separatesIdeographs: false, lowercases: false)))
        #expect(tokenizer.encode("Bank é").ids == [2, 10, 11, 3])
    }

    @Test func readsTheSpecialTokens() throws {
        let config = #"""
            {"cls_token": "<s>", "sep_token": {"content": "</s>", "lstrip": false}, "unk_token": "<unk>",
             "mask_token": {"content": "<mask>", "lstrip": true}, "pad_token": "<pad>"}
            """#
        for name in ["tokenizer_config.json", "special_tokens_map.json"] {
            let sequence = try load([name: config]).encode("bank  <mask> x [MASK]")
            #expect(
                sequence.tokens == [
                    "<s>", "bank", "<mask>", "<unk>", "<unk>", "<unk>", "<unk>", "</s>",
                ])
            #expect(sequence.offsets[2] == 4..<12)
        }
    }

    /// They get the ids after the vocabulary's, as in transformers.
    @Test func addsTokensThatTheVocabularyLacks() throws {
        let config = #"{"additional_special_tokens": ["<x>"]}"#
        #expect(
            try load(["tokenizer_config.json": config]).encode("bank <x>").ids == [2, 9, 13, 3])
        let added = try load(["added_tokens.json": #"{"<y>": 14, "Riverbank": 13}"#])
        #expect(added.encode("bank<y>riverbank").ids == [2, 9, 14, 13, 3])
    }

    @Test func refusesWhatItCannotHonour() {
        #expect(
            throws: TokenizerError.invalidFile(
                path: "tokenizer_config.json",
                problem: "\"do_lower_case\" of the file is \"yes\"; expected true or false")
        ) { try load(["tokenizer_config.json": #"{"do_lower_case": "yes"}"#]) }
        #expect(
            throws: TokenizerError.invalidFile(
                path: "tokenizer_config.json", problem: "not valid at byte 1: expected \"\"\"")
        ) { try load(["tokenizer_config.json": "{do}"]) }
        #expect(
            throws: TokenizerError.invalidFile(
                path: "vocab.txt",
                problem:
                    "there is no \"<x>\" among the 13 tokens; is this the vocabulary of a BERT-family "
                    + "model?")
        ) { try load(["tokenizer_config.json": #"{"unk_token": "<x>"}"#]) }
        #expect(
            throws: TokenizerError.invalidFile(
                path: "tokenizer_config.json",
                problem:
                    "\"split_special_tokens\" of the file is true; expected false; special tokens "
                    + "are never split")
        ) { try load(["tokenizer_config.json": #"{"split_special_tokens": true}"#]) }
        #expect(
            throws: TokenizerError.invalidFile(
                path: "tokenizer_config.json",
                problem: "\"x\" of \"added_tokens_decoder\" is \"y\"; expected an id with its token"
            )
        ) { try load(["tokenizer_config.json": #"{"added_tokens_decoder": {"x": "y"}}"#]) }
    }
}
