import TestSupport
import Testing

@testable import Encoder

/// Random-weight checkpoints of the further families, against `make_families.py`.
@Suite struct FamilyTests {
    /// Each with its switches one way and the other, some in half precision or in several files.
    static let checkpoints = [
        "xlm-roberta-sentencepiece", "xlm-roberta-tiny", "xlm-roberta-untied",
        "xlm-roberta-sharded", "camembert-tiny",
        "camembert-untied", "camembert-sharded", "xlm-roberta-xl-tiny", "xlm-roberta-xl-untied",
        "xlm-roberta-xl-sharded", "albert-tiny", "albert-untied", "albert-groups",
        "modernbert-tiny", "modernbert-untied", "modernbert-sharded", "deberta-v2-v3",
        "deberta-v2-conv", "deberta-v2-own", "deberta-v2-c2p", "deberta-v2-plain", "deberta-tiny",
        "deberta-untied", "deberta-plain", "roformer-tiny", "roformer-untied", "roformer-sharded",
    ]

    static let long = [
        "xlm-roberta-long", "camembert-long", "xlm-roberta-xl-long", "albert-long",
        "modernbert-long", "deberta-v2-long", "deberta-long", "roformer-long",
    ]

    private func model(_ name: String, threadCount: Int = 2) throws -> EncoderModel {
        try EncoderModel(
            directory: "\(Fixtures.directory)/\(name)", threadCount: threadCount)
    }

    private func sequences(_ name: String, count: Int) throws -> [TokenSequence] {
        try Fixtures.sequences(name, count: count)
    }

    @Test(arguments: checkpoints) func equalsTheReference(_ name: String) throws {
        let model = try model(name)
        let encodings = try model.encode(sequences(name, count: 4))
        let expected = try Fixtures.tensors(name)
        for (index, encoding) in encodings.enumerated() {
            expectStates(encoding.hiddenStates, try #require(expected["\(index).hidden_states"]))
            expectAttentions(encoding.attentions, try #require(expected["\(index).attentions"]))
            #expect(encoding.layerCount == model.configuration.layerCount)
        }
    }

    /// To the bit, in whatever order, although the last layer is computed for these tokens alone.
    @Test(arguments: checkpoints + ["distilbert-tiny", "mpnet-long"], [1, 2])
    func theStatesOfSomeTokensAreThoseOfTheWhole(_ name: String, _ threadCount: Int) throws {
        let model = try model(name, threadCount: threadCount)
        let sequences = try sequences(name, count: 4)
        let whole = try model.encode(sequences)
        let tokens = whole.map { encoding in
            let last = encoding.tokenCount - 1
            return last > 2 ? [last, 1, last - 1] : [last]
        }
        func expected(_ index: Int) -> [[Float]] {
            (0...whole[index].layerCount).map {
                whole[index].meanState(of: tokens[index], layer: $0)
            }
        }
        #expect(
            try model.meanStates(of: sequences, at: tokens)
                == sequences.indices.map(expected))
        // By two threads together, where there are two.
        #expect(try model.meanStates(of: [sequences[0]], at: [tokens[0]]) == [expected(0)])
    }

    /// Up to 512 tokens, ModernBERT up to 2048: the first and last states, and a row of attention.
    @Test(arguments: long) func equalsTheReferenceOnLongTexts(_ name: String) throws {
        let encodings = try model(name).encode(sequences(name, count: 5))
        let expected = try Fixtures.tensors(name)
        #expect(encodings.last?.tokenCount == (name == "modernbert-long" ? 2048 : 512))
        for (index, encoding) in encodings.enumerated() {
            let shape = [encoding.tokenCount, encoding.hiddenStates.shape[2]]
            let count = shape[0] * shape[1]
            let states = encoding.hiddenStates.scalars
            let first = try #require(Tensor(shape: shape, scalars: Array(states.prefix(count))))
            let last = try #require(Tensor(shape: shape, scalars: Array(states.suffix(count))))
            expectStates(first, try #require(expected["\(index).first_states"]))
            expectStates(last, try #require(expected["\(index).last_states"]))
            let rows = (0..<encoding.layerCount).flatMap { layer in
                (0..<encoding.headCount).flatMap { head in
                    Array(encoding.attentions[row: layer, head, encoding.tokenCount / 2])
                }
            }
            expectAttentions(
                try #require(
                    Tensor(
                        shape: [encoding.layerCount, encoding.headCount, encoding.tokenCount],
                        scalars: rows)), try #require(expected["\(index).attention_rows"]))
        }
    }

    @Test(arguments: checkpoints) func headEqualsTheReference(_ name: String) throws {
        let model = try model(name)
        let head = try #require(try model.maskedLMHead())
        let encoding = try model.encode([sequences(name, count: 3)[2]])[0]
        let last = (0..<encoding.tokenCount).map {
            Array(encoding.hiddenStates[row: encoding.layerCount, $0])
        }
        expectStates(
            try head.logits(last), try #require(try Fixtures.tensors(name)["2.logits"]))
    }

    /// Where layer norms stand before the blocks, the states of inner layers pass the last norm first.
    @Test(arguments: ["modernbert-tiny", "modernbert-untied", "xlm-roberta-xl-tiny"])
    func headReadsInnerStatesAsTheReferenceDoes(_ name: String) throws {
        let model = try model(name)
        let head = try #require(try model.maskedLMHead())
        let encoding = try model.encode([sequences(name, count: 3)[2]])[0]
        let states = (0...encoding.layerCount).map { Array(encoding.hiddenStates[row: $0, 3]) }
        let inner = try head.logits(states.dropLast(), areInner: true)
        let last = try head.logits(states.suffix(1))
        let all = try #require(
            Tensor(
                shape: [states.count, head.vocabularySize], scalars: inner.scalars + last.scalars))
        expectStates(all, try #require(try Fixtures.tensors("analyses-lenses")[name]))
    }

    /// To the bit, also after a longer sentence has extended what positions need.
    @Test(arguments: checkpoints + long)
    func doesNotDependOnTheBatchOrTheThreads(_ name: String) throws {
        let sequences = try sequences(name, count: 4)
        let together = try model(name).encode(sequences)
        let alone = try model(name, threadCount: 1)
        for (sequence, expected) in try paired(sequences, together) {
            #expect(try alone.encode([sequence])[0] == expected)
        }
        let pair = try model(name)
        for (sequence, expected) in try paired(sequences, together).reversed() {
            #expect(try pair.encode([sequence])[0] == expected)
        }
    }

    /// Also where layer norms stand before the blocks, where layers are shared, and where a window hides tokens.
    @Test(arguments: ["xlm-roberta-xl-tiny", "modernbert-tiny", "albert-groups", "deberta-tiny"])
    func whatAttentionGivesHasALength(_ name: String) throws {
        let model = try model(name)
        let encoding = try model.encode([sequences(name, count: 3)[2]])[0]
        let transform = try ValueTransform(model)
        let flow = try transform.flow(to: [2], in: encoding)
        #expect(flow.norms.layers.count == model.configuration.layerCount)
        for layer in flow.norms.layers { #expect(layer.allSatisfy { $0 >= 0 && $0.isFinite }) }
    }

    @Test func aWindowHidesWhatIsFarAway() throws {
        let encoding = try model("modernbert-tiny").encode([
            sequences("modernbert-tiny", count: 4)[3]
        ])[0]
        // Layers 0 and 3 see all, the others four tokens to each side.
        for layer in 0..<4 {
            for token in 0..<encoding.tokenCount {
                let row = Array(encoding.attentions[row: layer, 0, token])
                let far = row.indices.filter { abs($0 - token) > 4 }
                #expect(far.allSatisfy { (row[$0] == 0) == (layer % 3 != 0) })
            }
        }
    }
}
