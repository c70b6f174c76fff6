import Foundation
import Testing

@testable import Encoder

@Suite struct PublishedValuesTests {
    @Test func miniLMHasThePublishedSimilarities() throws {
        let values = try #require(PublishedValues.of(reference(Fixtures.miniLM)))
        let results = try values.verify(EncoderModel(directory: Fixtures.miniLM))
        #expect(results.map(\.expected) == [0.6660, 0.1046, 0.1411])
        for result in results { #expect(result.agrees, "\(result)") }
        #expect(
            results.first?.name
                == "cosine of \"The weather is lovely today.\" and \"It's so sunny outside!\"")
    }

    @Test func anotherModelDoesNotHaveThem() throws {
        let values = try #require(PublishedValues.of(reference("all-MiniLM-L6-v2")))
        let model = try EncoderModel(directory: Fixtures.directory + "/bert-tiny")
        #expect(try values.verify(model).contains { !$0.agrees })
        let bert = try #require(PublishedValues.of(reference("bert-base-uncased")))
        #expect(throws: ModelError.self) { try bert.verify(model) }
    }

    /// transformers' answer to the ids 0, 45, 32, 128, 140, 2 when the first is masked: numbers
    /// [1:4, 1:4] of the last hidden states.
    @Test(arguments: [
        (
            "bert-tiny",
            [
                [-0.687454, -1.607468, 1.137171], [0.341696, -2.140521, 0.855836],
                [-1.226763, -1.67853, 0.360898],
            ]
        ),
        (
            "distilbert-tiny",
            [
                [0.459969, 0.316241, 0.319234], [0.408474, -0.157391, -1.812915],
                [0.909245, 0.197092, -0.547944],
            ]
        ),
    ])
    func leavingOutAMaskedTokenIsMaskingIt(name: String, expected: [[Float]]) throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/\(name)")
        var sequence = TokenSequence(ids: [45, 32, 128, 140, 2])
        sequence.firstPosition = 1
        let encoding = try #require(try model.encode([sequence]).first)
        for (row, values) in expected.enumerated() {
            let state = encoding.hiddenStates[row: encoding.layerCount, row].dropFirst().prefix(3)
            for (found, value) in try paired(state, values) { #expect(abs(found - value) <= 1e-5) }
        }
    }

    /// transformers' probabilities for a checkpoint with random weights.
    @Test func fillsAreTheHeadsProbabilities() throws {
        let values = PublishedValues(
            name: "org/tiny", source: "", aliases: [],
            checks: [
                .fills(
                    "the [MASK] of the river",
                    expected: [
                        ("bank", 0.0066079), ("river", 0.0025360), ("its", 0.011654), ("absent", 0),
                    ])
            ])
        let model = try EncoderModel(directory: Fixtures.directory + "/distilbert-tiny")
        let results = try values.verify(model)
        #expect(results.map(\.agrees) == [true, true, true, false])
        for result in results.dropLast() { #expect(result.difference.magnitude <= 1e-6) }
        #expect(results.first?.name == "\"the [MASK] of the river\": probability of \"bank\"")

        // MiniLM has no head.
        let headless = try values.verify(EncoderModel(directory: Fixtures.miniLM))
        #expect(headless.allSatisfy { $0.found.isNaN && !$0.agrees })
    }

    /// transformers' logits and states of the first tokens, from any dimension on.
    @Test func statesAndLogitsOfATextAreTheModels() throws {
        let model = try EncoderModel(directory: Fixtures.directory + "/modernbert-tiny")
        let encoding = try model.encode(["the bank"])[0]
        let head = try #require(try model.maskedLMHead())
        let states = (0..<2).map { Array(encoding.hiddenStates[row: encoding.layerCount, $0]) }
        let logits = try head.logits(states)
        let values = PublishedValues(
            name: "org/tiny", source: "", aliases: [],
            checks: [
                .lastHiddenState(
                    .text("the bank"), row: 0, column: 31,
                    expected: [[states[0][31]], [states[1][31] + 0.0005]], tolerance: 1e-3),
                .lastHiddenState(
                    .text("the bank"), row: 1, column: 0, expected: [[states[1][0] + 0.0005]]),
                .logits(
                    .text("the bank"),
                    expected: (0..<2).map { Array(logits[row: $0].prefix(3)) }),
            ])
        let results = try values.verify(model)
        #expect(results.map(\.agrees) == [true, true, false] + (0..<6).map { _ in true })
        #expect(results[1].name == "\"the bank\": last hidden state [1, 31]")
        #expect(results[4].name == "\"the bank\": logit [0, 1]")
        #expect(results[3].found == logits[row: 0].first)

        // A model without a head has no logits, and one of another name fewer tokens or numbers.
        let headless = try EncoderModel(directory: Fixtures.directory + "/electra-tiny")
        let found = try values.verify(headless).suffix(6)
        #expect(found.count == 6 && found.allSatisfy { $0.found.isNaN && !$0.agrees })
        let short = PublishedValues(
            name: "org/tiny", source: "", aliases: [],
            checks: [.logits(.text("the"), expected: (0..<9).map { _ in [0] })])
        #expect(
            message { try short.verify(model) }
                == "the model's tokenizer makes 3 tokens of \"the\"; expected 9 or more of one of that name"
        )
    }

    /// Numbers are of rows and columns that models of the name have.
    @Test func everyModelHasValues() {
        #expect(Set(PublishedValues.all.map(\.name)).count == PublishedValues.all.count)
        for values in PublishedValues.all {
            #expect(!values.checks.isEmpty && !values.source.isEmpty)
            #expect(PublishedValues.of(reference(values.name))?.name == values.name)
        }
    }

    @Test func positionsEndWhereTheTableEnds() throws {
        let model = try EncoderModel(directory: Fixtures.directory + "/bert-tiny")
        var sequence = TokenSequence(ids: [2, 3])
        sequence.firstPosition = model.configuration.maximumTokenCount - 1
        #expect(throws: ModelError.self) { try model.encode([sequence]) }
    }

    @Test(
        arguments: [
            ("distilbert-base-uncased", "distilbert/distilbert-base-uncased"),
            ("google-bert/bert-base-uncased", "google-bert/bert-base-uncased"),
            ("/models/bert-base-uncased/", "google-bert/bert-base-uncased"),
            (
                "/hub/models--sentence-transformers--all-MiniLM-L6-v2/snapshots/0123",
                "sentence-transformers/all-MiniLM-L6-v2"
            ),
            ("xlm-roberta-base", "FacebookAI/xlm-roberta-base"),
            ("camembert-base", "almanach/camembert-base"),
            ("/models/ModernBERT-base", "answerdotai/ModernBERT-base"),
            ("someone/distilbert-base-uncased", nil),
            ("/hub/models--someone--bert-base-uncased/snapshots/0123", nil),
            ("/models/other", nil),
        ] as [(String, String?)])
    func belongsToAModel(name: String, expected: String?) {
        #expect(PublishedValues.of(reference(name))?.name == expected)
    }

    private func reference(_ name: String) -> ModelReference {
        ModelReference(name, environment: [:])
    }
}
