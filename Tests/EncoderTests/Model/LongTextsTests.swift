import Testing

@testable import Encoder

@Suite struct LongTextsTests {
    private func model(_ name: String, threadCount: Int = 2) throws -> EncoderModel {
        try EncoderModel(
            directory: "\(Fixtures.directory)/\(name)", threadCount: threadCount)
    }

    /// A row of attention and all states, of up to 2,048 tokens, as the reference has them.
    @Test(arguments: FamilyTests.long + ["mpnet-long", "bert-long"])
    func rowsOfAttentionEqualTheReference(_ name: String) throws {
        let model = try model(name)
        let expected = try Fixtures.tensors(name)
        for (index, sequence) in try Fixtures.sequences(name, count: 5).enumerated() {
            let middle = sequence.ids.count / 2
            let encoding = try model.encodeAlone(sequence, attendingTokens: [middle])
            let shape = encoding.attentions.shape
            #expect(shape[2] == 1 && encoding.tokenCount == sequence.ids.count)
            let row = try #require(
                Tensor(
                    shape: [shape[0], shape[1], shape[3]], scalars: encoding.attentions.scalars))
            let whole = try model.encode([sequence])[0]
            expectStates(encoding.hiddenStates, whole.hiddenStates)
            if let rows = expected["\(index).attention_rows"] { expectAttentions(row, rows) }
            if let last = expected["\(index).last_states"] {
                let states = encoding.hiddenStates.scalars.suffix(last.scalars.count)
                expectStates(
                    try #require(Tensor(shape: last.shape, scalars: Array(states))), last)
            }
        }
    }

    /// Rows of several tokens, near the start, across the border of two blocks, and at the end.
    @Test(arguments: ["modernbert-long", "deberta-v2-long", "mpnet-long", "roformer-long"])
    func everyRowIsThatOfTheWholeMap(_ name: String) throws {
        let model = try model(name)
        let sequence = try Fixtures.sequences(name, count: 4)[3]
        let last = sequence.ids.count - 1
        let tokens = [0, 1, 127, 128, 200, last]
        let encoding = try model.encodeAlone(sequence, attendingTokens: tokens)
        #expect(!encoding.hasEveryRow && encoding.attendingTokens == tokens)
        let whole = try model.encode([sequence])[0]
        #expect(whole.hasEveryRow)
        for layer in 0..<whole.layerCount {
            for head in 0..<whole.headCount {
                for token in tokens {
                    let row = encoding.attention(from: token, layer: layer, head: head)
                    let expected = whole.attention(from: token, layer: layer, head: head)
                    #expect(zip(row, expected).allSatisfy { abs($0 - $1) < 1e-6 })
                    #expect(row.count == expected.count)
                }
            }
        }
        #expect(encoding.attention(from: [127, 128]).count == whole.layerCount)
    }

    @Test func onlyLongTextsLoseRows() throws {
        let model = try model("modernbert-long")
        let sequences = try Fixtures.sequences("modernbert-long", count: 5)
        let encodings = try model.encode(
            sequences, attentionFrom: [[], [0], [1], [2], [2000, 7, 2000]])
        #expect(encodings.map(\.tokenCount) == [3, 64, 127, 512, 2048])
        #expect(encodings.map(\.hasEveryRow) == [true, true, true, true, false])
        #expect(encodings[4].attendingTokens == [7, 2000])
        #expect(encodings[4].attentions.shape == [3, 2, 2, 2048])
        #expect(try encodings[..<4].elementsEqual(model.encode(Array(sequences[..<4]))))
    }

    /// To the bit.
    @Test func doesNotDependOnTheThreads() throws {
        let sequence = try Fixtures.sequences("modernbert-long", count: 5)[4]
        let encodings = try [1, 2].map {
            try model("modernbert-long", threadCount: $0).encodeAlone(
                sequence, attendingTokens: [3, 1000])
        }
        #expect(encodings[0] == encodings[1])
    }

    @Test func theStatesOfOneTokenAreThoseOfTheWholeText() throws {
        let model = try model("modernbert-long")
        let sequences = Array(try Fixtures.sequences("modernbert-long", count: 5)[3...])
        let states = try model.meanStates(of: sequences, at: [[5], [1500]])
        let encodings = try model.encode(sequences, attentionFrom: [[], []])
        for (index, token) in [5, 1500].enumerated() {
            for layer in 0...3 {
                let expected = encodings[index].hiddenStates[row: layer, token]
                #expect(
                    zip(states[index][layer], expected).allSatisfy { abs($0 - $1) <= 1e-5 })
                #expect(states[index][layer].count == expected.count)
            }
        }
        #expect(
            try model.meanStates(of: [sequences[0]], at: [[5]])[0]
                == (0...3).map {
                    Array(try model.encode([sequences[0]])[0].hiddenStates[row: $0, 5])
                })
    }

    @Test func tokensThatATextDoesNotHaveAreRefused() throws {
        let model = try model("modernbert-long")
        let sequences = try Fixtures.sequences("modernbert-long", count: 5)
        #expect(
            message { try model.encode([sequences[4]], attentionFrom: [[2048]]) }
                == "sequence 0 has no token 2048; expected 0 to 2047")
        #expect(
            message { try model.encode([sequences[4]], attentionFrom: [[-1]]) }
                == "sequence 0 has no token -1; expected 0 to 2047")
        #expect(
            message { try model.encode(sequences, attentionFrom: [[]]) }
                == "there are 1 lists of tokens for 5 sequences")
    }
}
