import Testing

@testable import Encoder

@Suite struct ModelOutputTests {
    @Test(arguments: ["bert-tiny", "distilbert-tiny"])
    func theShapesAgree(_ name: String) throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/\(name)", threadCount: 1)
        for text in ["", "bank", "The bank of the river was calm."] {
            let encoding = try model.encode([text])[0]
            let tokens = encoding.sequence.ids.count
            #expect(encoding.tokenCount == tokens)
            #expect(encoding.layerCount == model.configuration.layerCount)
            #expect(encoding.headCount == model.configuration.headCount)
            #expect(
                encoding.hiddenStates.shape
                    == [encoding.layerCount + 1, tokens, model.configuration.hiddenSize])
            #expect(
                encoding.attentions.shape
                    == [encoding.layerCount, encoding.headCount, tokens, tokens])
            #expect(encoding.hiddenStates.scalars.allSatisfy { $0.isFinite })
            #expect(
                encoding.sequence.isSpecial == [true] + Array(repeating: false, count: tokens - 2)
                    + [true])
        }
    }

    @Test func meanStateIsTheMean() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/bert-tiny", threadCount: 1)
        let encoding = try model.encode(["the bank of the river"])[0]
        for layer in 0...encoding.layerCount {
            #expect(
                encoding.meanState(of: [2], layer: layer)[...]
                    == encoding.hiddenStates[row: layer, 2])
            let mean = encoding.meanState(of: [1, 2, 4], layer: layer)
            for (index, value) in mean.enumerated() {
                let sum = [1, 2, 4].reduce(0.0) { sum, token in
                    let row = encoding.hiddenStates[row: layer, token]
                    return sum + Double(row[row.startIndex + index])
                }
                #expect(value == Float(sum / 3))
            }
        }
    }
}
