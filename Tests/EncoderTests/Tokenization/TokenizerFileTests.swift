import Foundation
import Testing

@testable import Encoder

@Suite struct TokenizerFileTests {
    /// A small file; a test replaces a part of it.
    static let wordPiece = #"""
        {"version": "1.0", "truncation": {"max_length": 3}, "padding": {"strategy": {"Fixed": 9}},
         "added_tokens": [
           {"id": 1, "content": "[CLS]", "single_word": false, "lstrip": false, "rstrip": false,
            "normalized": false, "special": true},
           {"id": 6, "content": "<new>", "single_word": false, "lstrip": false, "rstrip": false,
            "normalized": false, "special": false}],
         "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
           "strip_accents": null, "lowercase": true},
         "pre_tokenizer": {"type": "BertPreTokenizer"},
         "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]},
         "decoder": null,
         "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
           "max_input_chars_per_word": 100,
           "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "bank": 3, "é": 4, "e\u0301": 5}}}
        """#

    private func load(_ json: String) throws -> Tokenizer {
        try Fixtures.withTemporaryDirectory { directory in
            try Data(json.utf8).write(to: URL(fileURLWithPath: directory + "/tokenizer.json"))
            do {
                return try Tokenizer(directory: directory)
            } catch TokenizerError.invalidFile(let path, let problem) {
                #expect(path == directory + "/tokenizer.json")
                throw TokenizerError.invalidFile(path: "", problem: problem)
            }
        }
    }

    private func replaced(_ part: String, by other: String) throws -> String {
        try #require(Self.wordPiece.contains(part))
        return Self.wordPiece.replacingOccurrences(of: part, with: other)
    }

    @Test func readsAPipeline() throws {
        let tokenizer = try load(Self.wordPiece)
        #expect(tokenizer.vocabulary.count == 7)
        #expect(tokenizer.normalizer == .bert(BertNormalizer()))
        #expect(tokenizer.preTokenizer == .bert)
        #expect(tokenizer.postProcessor == PostProcessor(prefix: [1], suffix: [2]))
        #expect(tokenizer.encode("Bank <new> x").ids == [1, 3, 6, 0, 2])
    }

    /// The file would cut at 3 tokens and fill up to 9.
    @Test func theFilesTruncationAndPaddingDoNotCount() throws {
        #expect(try load(Self.wordPiece).encode("bank bank bank bank").ids == [1, 3, 3, 3, 3, 2])
    }

    @Test func composedAndDecomposedTokensDiffer() throws {
        let tokenizer = try load(try replaced("\"lowercase\": true", by: "\"lowercase\": false"))
        #expect(tokenizer.encode("é e\u{301}").ids == [1, 4, 5, 2])
    }

    /// Files of the first versions have no type of the model.
    @Test func theTypeOfTheModelMayBeMissing() throws {
        let json = try replaced("\"type\": \"WordPiece\", ", by: "")
        #expect(try load(json).encode("bank").ids == [1, 3, 2])
    }

    @Test func stagesMayBeNull() throws {
        let json = try replaced(#"{"type": "BertPreTokenizer"}"#, by: "null")
        #expect(try load(json).encode("bank").ids == [1, 3, 2])
        #expect(try load(json).encode("bank bank").ids == [1, 0, 2])
    }

    @Test(arguments: [
        (
            #""type": "BertPreTokenizer""#, #""type": "Digits""#,
            "the pre-tokenizer \"Digits\" is not supported"
        ),
        (
            #""type": "BertNormalizer""#, #""type": "Nmt""#,
            "the normalizer \"Nmt\" is not supported"
        ),
        (
            #""type": "BertProcessing""#, #""type": "Other""#,
            "the post-processor \"Other\" is not supported"
        ),
        (
            #""type": "WordPiece""#, #""type": "WordLevel""#,
            "the model \"WordLevel\" is not supported"
        ),
        (
            #"{"type": "BertPreTokenizer"}"#,
            #"{"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true}"#,
            "the pre-tokenizer ByteLevel is supported only with the model BPE"
        ),
        (
            #"{"type": "BertPreTokenizer"}"#,
            #"{"type": "Punctuation", "behavior": "MergedWithNext"}"#,
            "\"behavior\" of the pre-tokenizer Punctuation is \"MergedWithNext\"; expected Isolated, "
                + "Removed, Contiguous"
        ),
        (
            #"{"type": "BertPreTokenizer"}"#,
            #"{"type": "Sequence", "pretokenizers": [{"type": "ByteLevel", "add_prefix_space": true}, {"type": "Whitespace"}]}"#,
            "the pre-tokenizer ByteLevel is supported only as the last"
        ),
        (
            #"{"type": "BertPreTokenizer"}"#, "7",
            "the pre-tokenizer is 7; expected an object"
        ),
        (
            #""clean_text": true, "#, "",
            "\"clean_text\" of the normalizer BertNormalizer is missing; expected true or false"
        ),
        (
            #""version": "1.0""#, #""version": "2.0""#,
            "\"version\" of the file is \"2.0\"; expected \"1.0\""
        ),
        (
            #""id": 6, "#, #""id": 9, "#,
            "the added token \"<new>\" has the id 9; expected 6, the next after the model's"
        ),
        (
            #""id": 1, "#, #""id": 2, "#,
            "the added token \"[CLS]\" has the id 2; expected the model's, 1"
        ),
        (
            #""special": false}"#, #""lstrip": false}"#,
            "not valid at byte 366: the name \"lstrip\" occurs twice"
        ),
        (
            #"["[SEP]", 2]"#, #"["[SEP]", 3]"#,
            "the post-processor has the id 3 for \"[SEP]\", but in the vocabulary it is 2"
        ),
        (
            #"["[SEP]", 2]"#, #"["</s>", 2]"#,
            "the post-processor has the id 2 for \"</s>\", but in the vocabulary there is no such token"
        ),
        (
            #""unk_token": "[UNK]""#, #""unk_token": "<unk>""#,
            "\"unk_token\" of the model is \"<unk>\"; expected a token of the vocabulary"
        ),
        (
            #""vocab": {"#, #""vocab": [], "words": {"#,
            "\"vocab\" of the model is an array of 0; expected an object of tokens with their ids"
        ),
    ])
    func namesWhatItDoesNotHonour(_ part: String, _ other: String, _ problem: String) throws {
        #expect(throws: TokenizerError.invalidFile(path: "", problem: problem)) {
            try load(try replaced(part, by: other))
        }
    }

    @Test(arguments: [
        (#""bank": 3"#, #""bank": 2"#, "the id 2 occurs twice"),
        (#""bank": 3"#, #""bank": 99"#, "the vocabulary has 6 tokens, but the id 99 is among them"),
        (#""bank": 3"#, #""[CLS]": 3"#, "the token \"[CLS]\" occurs twice"),
        (#""bank": 3"#, #""bank": -3"#, "expected a whole number that is not negative"),
        (#""bank": 3"#, #""bank": 3.0"#, "expected \"}\""),
        (#""bank": 3"#, #""bank": 99999999999999999999"#, "a number too large to address"),
    ])
    func refusesVocabulariesWithoutOneIDForEachToken(
        _ part: String, _ other: String, _ problem: String
    ) throws {
        let json = try replaced(part, by: other)
        #expect {
            try load(json)
        } throws: {
            if case .invalidFile(_, let found) = $0 as? TokenizerError {
                found.hasSuffix(problem)
            } else {
                false
            }
        }
    }

    @Test(arguments: [
        (#""merges":["#, #""dropout":0.1,"merges":["#, "the name \"dropout\" occurs twice"),
        (#""dropout":null"#, #""dropout":0.1"#, "\"dropout\" of the model is 0.1; expected null"),
        (
            #""end_of_word_suffix":null"#, #""end_of_word_suffix":"</w>""#,
            "expected null or an empty string; others are not supported"
        ),
        (#""merges":["#, #""merges":["a","#, "a merge of 1 tokens; expected 2"),
        (#""merges":["#, #""merges":[["a","b","c"],"#, "a merge of 3 tokens; expected 2"),
        (
            #""merges":["#, #""merges":["q 銀","#,
            "the merge of \"q\" and \"銀\" needs the token \"銀\""
        ),
        (#""merges":["#, #""merges":[["",""],"#, "needs the token \"\""),
        (#""merges":["#, #""merges":null,"other":["#, "\"merges\" of the model is missing"),
    ])
    func namesWhatIsWrongWithMerges(_ part: String, _ other: String, _ problem: String) throws {
        let path = Fixtures.directory + "/byte-level/tokenizer.json"
        let json = try String(contentsOfFile: path, encoding: .utf8)
        try #require(json.contains(part))
        #expect {
            try load(json.replacingOccurrences(of: part, with: other))
        } throws: {
            if case .invalidFile(_, let found) = $0 as? TokenizerError {
                found.contains(problem)
            } else {
                false
            }
        }
    }

    /// `"a b"` is the older spelling of `["a","b"]`.
    @Test func mergesHaveTwoSpellings() throws {
        let path = Fixtures.directory + "/byte-level/tokenizer.json"
        let json = try String(contentsOfFile: path, encoding: .utf8)
        let start = try #require(json.range(of: "\"merges\":[")).upperBound
        let merges = json[start...].replacingOccurrences(of: "\",\"", with: " ")
            .replacingOccurrences(of: "[\"", with: "\"").replacingOccurrences(of: "\"]", with: "\"")
        let text = "The river banks weren't calm."
        let expected = try load(json).encode(text)
        #expect(expected.ids.count < 20)
        #expect(try load(json[..<start] + merges).encode(text) == expected)
    }

    /// As in transformers, whose tokenizer classes make the normaliser anew.
    @Test func theConfigurationComesBeforeTheNormaliser() throws {
        func normalizer(_ configuration: String?) throws -> Normalizer {
            try Fixtures.withTemporaryDirectory { directory in
                let files = [
                    "tokenizer.json": Self.wordPiece, "tokenizer_config.json": configuration,
                ]
                for (name, text) in files {
                    guard let text else { continue }
                    try Data(text.utf8).write(to: URL(fileURLWithPath: directory + "/" + name))
                }
                return try Tokenizer(directory: directory).normalizer
            }
        }
        #expect(try normalizer(nil) == .bert(BertNormalizer()))
        for name in ["BertTokenizer", "BertTokenizerFast", "ElectraTokenizer"] {
            func ofClass(_ settings: String) throws -> Normalizer {
                try normalizer("{\"tokenizer_class\": \"\(name)\", \(settings)}")
            }
            #expect(
                try ofClass(#""do_lower_case": false"#)
                    == .bert(BertNormalizer(lowercases: false)))
            #expect(
                try ofClass(#""do_lower_case": true, "strip_accents": false"#)
                    == .bert(BertNormalizer(stripsAccents: false)))
            #expect(
                try ofClass(#""tokenize_chinese_chars": false, "strip_accents": null"#)
                    == .bert(BertNormalizer(separatesIdeographs: false)))
        }
        // This class reads the file as it stands.
        #expect(
            try normalizer(
                #"{"tokenizer_class": "PreTrainedTokenizerFast", "do_lower_case": false}"#)
                == .bert(BertNormalizer()))
    }

    @Test func theFileComesBeforeTheVocabulary() throws {
        try Fixtures.withCopy(of: "wordpiece-cased") { directory in
            let lines = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n"
            try Data(lines.utf8).write(to: URL(fileURLWithPath: directory + "/vocab.txt"))
            #expect(try Tokenizer(directory: directory).vocabulary.count == 3000)
        }
    }
}
