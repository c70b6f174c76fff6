import Testing

@testable import Encoder

@Suite struct NormBasedAttentionTests {
    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        let transform = reference.transform
        let flows = try zip(reference.targets, reference.encodings).map {
            try transform.flow(to: $0, in: $1)
        }
        for (number, norms) in flows.map(\.norms).enumerated() {
            expectClose(
                norms.heads.flatMap { $0.flatMap { $0 } }, try reference("\(number).head_norms"))
            expectClose(norms.layers.flatMap { $0 }, try reference("\(number).layer_norms"))
        }
        let similarity = transform.headSimilarity(flows[0], flows[1])
        expectClose(similarity.flatMap { $0 }, try reference("head_similarity"))
    }

    @Test(arguments: AnalysisReference.Name.allCases)
    func partsSumToTheOutputOfAttention(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        let transform = reference.transform
        for (number, encoding) in reference.encodings.enumerated() {
            let outputs = try Self.outputs(
                transform, reference.targets[number], encoding, reference.model)
            expectClose(outputs, try reference("\(number).attention_output"))
        }
    }

    /// In each layer the sum of what all tokens give, and the bias.
    private static func outputs(
        _ transform: ValueTransform, _ tokens: [Int], _ encoding: ModelOutput, _ model: EncoderModel
    ) throws -> [Float] {
        try (0..<encoding.layerCount).flatMap { layer in
            let flows = try transform.layerFlows([(tokens, encoding)], layer: layer)
            return try output(flows[0], model, layer: layer)
        }
    }

    private static func output(
        _ flow: ValueTransform.LayerFlow, _ model: EncoderModel, layer: Int
    ) throws -> [Float] {
        let size = model.configuration.hiddenSize
        let bias = try model.weights.value.scoped("encoder.layer.\(layer).attention")
            .tensor("output.dense.bias", shape: [size]).tensor().scalars
        return bias.indices.map { index in
            flow.vectors.reduce(bias[index]) { $0 + $1[$1.startIndex + index] }
        }
    }

    @Test(arguments: [
        "bert-bf16-sharded", "distilbert-sinusoidal", "electra-tiny", "mpnet-tiny", "roberta-tiny",
    ])
    func worksForEveryFamily(_ name: String) throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/\(name)", threadCount: 1)
        let file = try SafetensorsFile(path: "\(Fixtures.directory)/\(name).safetensors")
        let entry = try #require(file.header.entries.first { $0.name == "2.input_ids" })
        let ids = (0..<entry.elementCount).map {
            Int(file.bytes(of: entry).loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self))
        }
        let encoding = try model.encode([
            TokenSequence(
                text: "", tokens: ids.map(String.init), ids: ids, offsets: ids.map { _ in 0..<0 },
                wordIndices: ids.map { _ in nil }, words: [], truncatedTokenCount: 0,
                wholeWordCount: 0)
        ])[0]
        let expected = try Fixtures.tensors("analyses-families")
        let transform = try ValueTransform(model)
        let norms = try transform.flow(to: [3], in: encoding).norms
        expectClose(
            norms.heads.flatMap { $0.flatMap { $0 } }, try #require(expected["\(name).head_norms"]))
        expectClose(norms.layers.flatMap { $0 }, try #require(expected["\(name).layer_norms"]))
        let outputs = try Self.outputs(transform, [3], encoding, model)
        expectClose(outputs, try #require(expected["\(name).attention_output"]))
    }

    @Test func theWholeIsNoLongerThanItsParts() throws {
        let reference = try AnalysisReference.load(.miniLM)
        let norms = try reference.transform.flow(
            to: [2], in: reference.encodings[0]
        ).norms
        #expect(norms.layers.count == 6)
        for (heads, layer) in try paired(norms.heads, norms.layers) {
            #expect(heads.count == 12)
            for (token, norm) in layer.enumerated() {
                #expect(norm >= 0)
                #expect(norm <= heads.reduce(0) { $0 + $1[token] } + 1e-5)
            }
        }
    }

    @Test func aSentenceAloneOrOnManyThreadsIsTheSame() throws {
        let reference = try AnalysisReference.load(.distilBERT)
        let alone = try EncoderModel(directory: reference.model.directory, threadCount: 1)
        let encoding = try alone.encode([reference.encodings[1].sequence.text])[0]
        #expect(
            try ValueTransform(alone).flow(to: [5], in: encoding).norms
                == reference.transform.flow(to: [5], in: reference.encodings[1]).norms)
    }

    @Test func manyWordsAreAsEachAlone() throws {
        let reference = try AnalysisReference.load(.distilBERT)
        let transform = reference.transform
        let words =
            [([2, 3], reference.encodings[0]), ([5], reference.encodings[1])]
            + [([1], reference.encodings[0])]
        let flows = try transform.flows(words)
        for ((tokens, encoding), flow) in try paired(words, flows) {
            let alone = try transform.flow(to: tokens, in: encoding)
            #expect(flow.norms == alone.norms)
            #expect(
                transform.headSimilarity(flow, flows[0])
                    == transform.headSimilarity(alone, flows[0]))
        }
        #expect(try transform.flows([]).isEmpty)
    }

    @Test func equalContextsAreAlikeInEveryHead() throws {
        let reference = try AnalysisReference.load(.distilBERT)
        let transform = reference.transform
        let first = try transform.flow(to: [2, 3], in: reference.encodings[0])
        let second = try transform.flow(to: [5], in: reference.encodings[1])
        for row in transform.headSimilarity(first, first) {
            for value in row { #expect(abs(value - 1) < 1e-6) }
        }
        let forth = transform.headSimilarity(first, second)
        let back = transform.headSimilarity(second, first)
        for (a, b) in try paired(forth.flatMap { $0 }, back.flatMap { $0 }) {
            #expect(-1...1 ~= a)
            #expect(abs(a - b) < 1e-6)
        }
    }

    @Test func aHeadThatAttendsToNothingGivesNothing() throws {
        let reference = try AnalysisReference.load(.distilBERT)
        let whole = reference.encodings[1]
        let still = ModelOutput(
            sequence: whole.sequence, hiddenStates: whole.hiddenStates,
            attentions: try #require(
                Tensor(
                    shape: whole.attentions.shape,
                    scalars: whole.attentions.scalars.map { _ in 0 })))
        let transform = reference.transform
        let norms = try transform.flow(to: [5], in: still).norms
        #expect(norms.heads.allSatisfy { $0.allSatisfy { $0.allSatisfy { $0 == 0 } } })
        #expect(norms.layers.allSatisfy { $0.allSatisfy { $0 < 1e-6 } })
        let similarity = try transform.headSimilarity(
            transform.flow(to: [5], in: still), transform.flow(to: [5], in: whole))
        #expect(similarity.allSatisfy { $0.allSatisfy { $0 == 0 } })
    }

    @Test func ofFiveHundredTokensAndOfOne() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/bert-long")
        let transform = try ValueTransform(model)
        let text = String(repeating: "the river rose and the bank was calm ", count: 80)
        let encodings = try model.encode([text, ""])
        let long = try transform.flow(to: [511], in: encodings[0]).norms
        #expect(long.layers.allSatisfy { $0.count == 512 && $0.allSatisfy(\.isFinite) })
        let short = try transform.flow(to: [0], in: encodings[1]).norms
        #expect(short.layers.allSatisfy { $0.count == 2 })
    }

    @Test func whatDoesNotFitIsRefused() throws {
        let reference = try AnalysisReference.load(.distilBERT)
        let transform = reference.transform
        let other = try AnalysisReference.load(.miniLM).encodings[0]
        #expect(
            message { try transform.flow(to: [2], in: other) }
                == "the encoding has layers, heads and a hidden size of [6, 12, 384]; expected "
                + "[3, 4, 64]: is it another model's?")
        let own = reference.encodings[1]
        #expect(
            message { try transform.flow(to: [11], in: own) }
                == "the word's tokens are [11]; expected one or more of 0 to 10")
        #expect(
            message { try transform.flow(to: [], in: own) }
                == "the word's tokens are []; expected one or more of 0 to 10")
    }

    @Test func whatIsNotANumberIsNotHidden() throws {
        let reference = try AnalysisReference.load(.distilBERT)
        let whole = reference.encodings[1]
        var states = whole.hiddenStates.scalars
        states[0] = .nan
        let spoilt = ModelOutput(
            sequence: whole.sequence,
            hiddenStates: try #require(Tensor(shape: whole.hiddenStates.shape, scalars: states)),
            attentions: whole.attentions)
        let norms = try reference.transform.flow(to: [5], in: spoilt).norms
        #expect(norms.heads[0].allSatisfy { $0[0].isNaN })
        #expect(norms.heads[1].allSatisfy { $0[0].isFinite })
    }
}
