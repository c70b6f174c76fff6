import Foundation
import Testing

@testable import Encoder

@Suite struct ModelConfigurationTests {
    private func parse(_ json: String) throws -> ModelConfiguration {
        try ModelConfiguration(json: Data(json.utf8), path: "config.json")
    }

    /// The problem that a configuration with one more key has.
    private func problem(_ key: String, _ value: String, type: String = "bert") -> String {
        do {
            _ = try parse("{\"model_type\": \"\(type)\", \"\(key)\": \(value)}")
            return "no error"
        } catch ModelError.invalidConfiguration(path: "config.json", let problem) {
            return problem
        } catch {
            return "another error: \(error)"
        }
    }

    @Test func bertHasTheDefaultsOfItsReference() throws {
        let configuration = try parse("{\"model_type\": \"bert\"}")
        #expect(configuration.family == .bert)
        #expect(configuration.hiddenSize == 768)
        #expect(configuration.layerCount == 12)
        #expect(configuration.headCount == 12)
        #expect(configuration.headSize == 64)
        #expect(configuration.intermediateSize == 3072)
        #expect(configuration.activation == .gelu)
        #expect(configuration.layerNormEpsilon == 1e-12)
        #expect(configuration.maximumTokenCount == 512)
        #expect(configuration.vocabularySize == 30522)
        #expect(configuration.tokenTypeCount == 2)
    }

    @Test func aHeadIsTiedUnlessTheFileSaysElse() throws {
        func isTied(_ json: String) throws -> Bool {
            try parse("{\"model_type\": \"bert\"\(json)}").tiesWordEmbeddings
        }
        #expect(try isTied(""))
        #expect(try isTied(", \"tie_word_embeddings\": true"))
        #expect(try !isTied(", \"tie_word_embeddings\": false"))
        #expect(try !isTied(", \"tie_word_embeddings\": null"))
        #expect(
            problem("tie_word_embeddings", "1")
                == "\"tie_word_embeddings\" is 1; expected true or false")
    }

    @Test func distilBERTHasTheDefaultsOfItsReference() throws {
        let configuration = try parse("{\"model_type\": \"distilbert\"}")
        #expect(configuration.family == .distilBERT)
        #expect(configuration.hiddenSize == 768)
        #expect(configuration.layerCount == 6)
        #expect(configuration.headCount == 12)
        #expect(configuration.intermediateSize == 3072)
        #expect(configuration.activation == .gelu)
        #expect(configuration.layerNormEpsilon == 1e-12)
        #expect(configuration.maximumTokenCount == 512)
        #expect(configuration.vocabularySize == 30522)
        #expect(configuration.tokenTypeCount == 0)
    }

    @Test func readsEveryKeyOfBERT() throws {
        let configuration = try parse(
            """
            {"model_type": "bert", "hidden_size": 60, "num_hidden_layers": 3,
             "num_attention_heads": 5, "intermediate_size": 70, "hidden_act": "gelu_new",
             "layer_norm_eps": 1e-5, "max_position_embeddings": 40, "vocab_size": 90,
             "type_vocab_size": 1, "position_embedding_type": "absolute", "is_decoder": false,
             "add_cross_attention": null, "pruned_heads": {}, "quantization_config": null,
             "dim": 1, "n_layers": 1, "n_heads": 1, "hidden_dim": 1, "activation": "relu"}
            """)
        #expect(configuration.hiddenSize == 60)
        #expect(configuration.layerCount == 3)
        #expect(configuration.headCount == 5)
        #expect(configuration.headSize == 12)
        #expect(configuration.intermediateSize == 70)
        #expect(configuration.activation == .geluTanh)
        #expect(configuration.layerNormEpsilon == 1e-5)
        #expect(configuration.maximumTokenCount == 40)
        #expect(configuration.vocabularySize == 90)
        #expect(configuration.tokenTypeCount == 1)
    }

    @Test func readsEveryKeyOfDistilBERT() throws {
        let configuration = try parse(
            """
            {"model_type": "distilbert", "dim": 60, "n_layers": 3, "n_heads": 5, "hidden_dim": 70,
             "activation": "relu", "max_position_embeddings": 40, "vocab_size": 90,
             "layer_norm_eps": 0.5, "hidden_size": 1, "hidden_act": "silu", "type_vocab_size": 7}
            """)
        #expect(configuration.hiddenSize == 60)
        #expect(configuration.layerCount == 3)
        #expect(configuration.headCount == 5)
        #expect(configuration.intermediateSize == 70)
        #expect(configuration.activation == .relu)
        #expect(configuration.layerNormEpsilon == 1e-12, "DistilBERT fixes it in code")
        #expect(configuration.maximumTokenCount == 40)
        #expect(configuration.vocabularySize == 90)
        #expect(configuration.tokenTypeCount == 0)
    }

    static let bertSizes = [
        "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
        "max_position_embeddings", "vocab_size", "type_vocab_size",
    ]

    static let notSizes = [
        ("0", "0"), ("-1", "-1"), ("1.5", "1.5"), ("1048577", "1048577"), ("1e300", "1e+300"),
        ("1e999", "inf"), ("9223372036854775808", "9.223372036854776e+18"),
        ("-9223372036854775809", "-9.223372036854776e+18"), ("true", "true"), ("false", "false"),
        ("null", "null"), ("\"12\"", "\"12\""), ("[12]", "an array of 1"),
        ("{\"a\": 1}", "an object"),
    ]

    @Test(arguments: bertSizes, notSizes)
    func sizesAreWholeNumbers(_ key: String, _ value: (written: String, shown: String)) {
        #expect(
            problem(key, value.written)
                == "\"\(key)\" is \(value.shown); expected a whole number from 1 to 1048576")
    }

    @Test(arguments: ["dim", "n_layers", "n_heads", "hidden_dim"], notSizes)
    func sizesOfDistilBERTAreWholeNumbers(
        _ key: String, _ value: (written: String, shown: String)
    ) {
        #expect(
            problem(key, value.written, type: "distilbert")
                == "\"\(key)\" is \(value.shown); expected a whole number from 1 to 1048576")
    }

    @Test func aWholeNumberMayBeWrittenAsAFraction() throws {
        #expect(
            try parse("{\"model_type\": \"bert\", \"vocab_size\": 1e3}").vocabularySize == 1000)
        #expect(
            try parse("{\"model_type\": \"bert\", \"vocab_size\": 12.0}").vocabularySize == 12)
    }

    @Test(arguments: [
        ("-1e-12", "-1e-12"), ("1e39", "1e+39"), ("true", "true"), ("null", "null"),
        ("\"1e-12\"", "\"1e-12\""), ("[]", "an array of 0"),
    ])
    func theEpsilonIsANumber(_ written: String, _ shown: String) {
        #expect(
            problem("layer_norm_eps", written)
                == "\"layer_norm_eps\" is \(shown); expected a number that is not negative")
    }

    @Test(arguments: ["bert", "distilbert"], ["1", "2"])
    func roomForAWordBesideTheSpecialTokens(_ type: String, _ count: String) {
        #expect(
            problem("max_position_embeddings", count, type: type)
                == "\"max_position_embeddings\" is \(count), which leaves room for \(count) tokens; "
                + "expected 3 or more")
    }

    @Test func theHeadsShareTheHiddenSize() {
        #expect(
            problem("num_attention_heads", "7")
                == "the hidden size 768 is not a multiple of the 7 attention heads")
        #expect(
            problem("n_heads", "1000", type: "distilbert")
                == "the hidden size 768 is not a multiple of the 1000 attention heads")
    }

    @Test func activationsMustBeKnown() {
        #expect(
            problem("hidden_act", "\"mish\"")
                == "\"hidden_act\" is \"mish\", an activation that is not supported")
        #expect(
            problem("activation", "\"\"", type: "distilbert")
                == "\"activation\" is \"\", an activation that is not supported")
        #expect(problem("hidden_act", "1") == "\"hidden_act\" is 1; expected a string")
        #expect(problem("hidden_act", "true") == "\"hidden_act\" is true; expected a string")
    }

    @Test(arguments: ["nomic_bert", "longformer"]) func otherTypesAreNamed(_ type: String) {
        #expect(
            message { try parse("{\"model_type\": \"\(type)\"}") }
                .hasPrefix("config.json: the model type is \"\(type)\"; supported are \"bert\", "))
    }

    @Test func typesMustBeKnown() {
        #expect(
            throws: ModelError.unsupportedType(path: "config.json", type: "t5")
        ) { try parse("{\"model_type\": \"t5\"}") }
        #expect(
            message { try parse("{\"model_type\": \"BERT\"}") }
                == "config.json: the model type is \"BERT\"; supported are \"bert\", \"distilbert\", "
                + "\"roberta\", \"xlm-roberta\", \"camembert\", \"xlm-roberta-xl\", \"electra\", "
                + "\"mpnet\", \"albert\", \"deberta\", \"deberta-v2\", \"modernbert\", \"roformer\""
        )
        #expect(
            message { try parse("{}") }
                == "config.json: \"model_type\" is missing; expected a string")
        #expect(
            message { try parse("{\"model_type\": null}") }
                == "config.json: \"model_type\" is null; expected a string")
    }

    @Test(arguments: ["is_decoder", "add_cross_attention", "is_encoder_decoder"])
    func onlyEncodersAreRun(_ key: String) {
        #expect(problem(key, "true") == "\"\(key)\" is true; only encoders are supported")
        #expect(problem(key, "1") == "\"\(key)\" is 1; only encoders are supported")
        #expect(problem(key, "false") == "no error")
        #expect(problem(key, "null") == "no error")
    }

    @Test func settingsThatAreNotHonouredAreRefused() {
        for kind in ["relative_key", "relative_key_query"] {
            #expect(
                problem("position_embedding_type", "\"\(kind)\"")
                    == "\"position_embedding_type\" is \"\(kind)\"; only \"absolute\" is supported")
        }
        #expect(
            problem("pruned_heads", "{\"0\": [1]}")
                == "\"pruned_heads\" is set; such models are not supported")
        #expect(
            problem("quantization_config", "{\"bits\": 8}")
                == "\"quantization_config\" is set; such models are not supported")
        for empty in ["{}", "null"] { #expect(problem("pruned_heads", empty) == "no error") }
    }

    @Test(arguments: [
        "", " ", "{", "[]", "null", "12", "\"bert\"", "not json", "{\"model_type\": \"bert\",}x",
        "{\"model_type\": \"bert\", \"layer_norm_eps\": NaN}", "<html></html>", "\0", "\u{FEFF}",
        String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
    ])
    func whatIsNotAJSONObjectIsRefused(_ text: String) {
        let problem = message { try parse(text) }
        #expect(problem.hasPrefix("config.json: "))
        #expect(problem.contains("expected a JSON object"), "\(problem)")
    }

    @Test func saysWhereAFileIsDamaged() {
        #expect(
            message { try parse("{\"model_type\": bert}") }
                == "config.json: not valid at byte 19: expected a value; expected a JSON object; the "
                + "file is damaged: get it again")
        #expect(
            message { try parse("[]") }
                == "config.json: the file is an array of 0; expected a JSON object")
        #expect(
            message { try parse("{\"model_type\": \"bert\", \"dim\": 1, \"dim\": 2}") }
                .contains("the name \"dim\" occurs twice"))
    }

    @Test func nestedValuesOfOtherKeysAreOfNoInterest() throws {
        let deep = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        #expect(try parse("{\"model_type\": \"bert\", \"x\": \(deep)}").hiddenSize == 768)
    }

    @Test func aMissingFileIsNamed() throws {
        #expect(throws: ModelError.missingFile(path: "/none/config.json")) {
            try ModelConfiguration(contentsOf: "/none/config.json")
        }
        try Fixtures.withTemporaryDirectory { directory in
            #expect(
                message(in: directory) { try ModelConfiguration(contentsOf: directory) }
                    == "cannot read DIR: Is a directory; expected a regular file")
        }
    }
}
