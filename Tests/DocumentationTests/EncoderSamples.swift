import Encoder
import Testing

/// The code of the articles in Sources/Encoder/Encoder.docc.
@Suite struct EncoderSamples {
    @Test func overview() throws {
        let model = try EncoderModel(directory: "Models/all-MiniLM-L6-v2")
        let outputs = try model.encode([
            "The bank of the river was calm.", "She went to the bank to deposit money.",
        ])
        print(outputs[0].sequence.tokens)  // ["[CLS]", "the", "bank", "of", "the", "river", …]
        print(outputs[0].hiddenStates.shape)  // [7, 10, 384]: layers + 1, tokens, hidden size
        print(outputs[0].attentions.shape)  // [6, 12, 10, 10]: layers, heads, tokens, tokens

        #expect(
            outputs[0].sequence.tokens.prefix(6) == ["[CLS]", "the", "bank", "of", "the", "river"])
        #expect(outputs[0].hiddenStates.shape == [7, 10, 384])
        #expect(outputs[0].attentions.shape == [6, 12, 10, 10])
    }

    @Test func comparingAWord() throws {
        let model = try EncoderModel(directory: "Models/all-MiniLM-L6-v2")
        let outputs = try model.encode([
            "The bank of the river was calm.", "She went to the bank to deposit money.",
        ])
        let words = try outputs.map {
            try TargetWord.text("bank").tokens(in: $0.sequence, tokenizer: model.tokenizer)
        }
        let similarity = CosineSimilarity.byLayer(outputs[0], words[0], outputs[1], words[1])
        // 0.958 at the embeddings, 0.806 after layer L2, 0.811 after the last layer

        #expect(
            try distances(similarity, [0: 0.958, 3: 0.806, 6: 0.811]).allSatisfy { $0 < 0.0006 })
        #expect(throws: TargetWordError.self) {
            try TargetWord.text("lake").tokens(
                in: outputs[0].sequence, tokenizer: model.tokenizer)
        }

        let baseline = try SimilarityBaseline(
            model: model, sentences: ["It rains.", "We ate soup.", "The train is late."])
        let corrected = baseline.corrected(similarity)

        #expect(corrected.count == similarity.count)
        #expect(corrected != similarity)

        let nearest = NearestTokens.byLayer(
            of: words[0], in: outputs[0], to: outputs[1], count: 3)
        let last = nearest[model.configuration.layerCount].map(\.token)
        print(last.map { outputs[1].sequence.tokens[$0] })  // ["bank", "money", "deposit"]

        #expect(last.map { outputs[1].sequence.tokens[$0] } == ["bank", "money", "deposit"])
    }

    @Test func analysingAttention() throws {
        let model = try EncoderModel(directory: "Models/all-MiniLM-L6-v2")
        let output = try model.encode(["The bank of the river was calm."])[0]
        let word = try TargetWord.text("bank").tokens(
            in: output.sequence, tokenizer: model.tokenizer)

        let attention = output.attention(from: word)  // [layers][heads][tokens]
        let firstLayer = AttentionSummary.headMean(attention[0])  // 0.162 to "river"

        #expect(try distances(firstLayer, [5: 0.162]).allSatisfy { $0 < 0.0006 })

        let rollout = AttentionRollout.byLayer(from: word, in: output)  // [layers][tokens]
        let flow = try ValueTransform(model).flow(to: word, in: output)
        let norms = flow.norms.layers  // [layers][tokens], in the unit of the hidden states

        #expect(rollout.count == 6 && norms.count == 6)
        #expect(rollout.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-5 })

        let entropy = AttentionEntropy.byHead(from: word, in: output)  // [layers][heads], in nats
        let profiles = HeadProfile.byHead(in: [output])  // what each head looks at, over all tokens
        let roles = profiles[0][2].roles  // layer 0, head 2 attends to the previous token

        #expect(entropy.map(\.count) == Array(repeating: 12, count: 6))
        #expect(roles == [.previous])
    }

    /// How far numbers are from those that the documents show.
    private func distances(_ values: [Float], _ shown: [Int: Float]) throws -> [Float] {
        try shown.map { index, number in
            try #require(index < values.count)
            return abs(values[index] - number)
        }
    }
}
