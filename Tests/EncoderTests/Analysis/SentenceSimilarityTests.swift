import Testing

@testable import Encoder

@Suite struct SentenceSimilarityTests {
    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        let (first, second) = (reference.encodings[0], reference.encodings[1])
        let map = CosineSimilarity.tokenMap(first, second, layer: first.layerCount)
        expectClose(map.flatMap { $0 }, try reference("token_similarity"))
        expectClose(
            CosineSimilarity.ofSentenceMeans(first, second), try reference("mean_similarity"))
    }

    @Test func theMapHasTheCosinesOfAllPairs() throws {
        let first = try randomEncoding(tinySequence("the bank of the river"))
        let second = try randomEncoding(tinySequence("she went"), seed: 2)
        let map = CosineSimilarity.tokenMap(first, second, layer: 1)
        let back = CosineSimilarity.tokenMap(second, first, layer: 1)
        #expect(map.count == first.tokenCount)
        for (row, cosines) in map.enumerated() {
            #expect(cosines.count == second.tokenCount)
            for (column, cosine) in cosines.enumerated() {
                #expect(cosine == back[column][row])
                let expected = CosineSimilarity.cosine(
                    first.hiddenStates[row: 1, row], second.hiddenStates[row: 1, column])
                #expect(abs(cosine - expected) < 1e-6)
            }
        }
        let own = CosineSimilarity.tokenMap(first, first, layer: 2)
        for token in own.indices { #expect(abs(own[token][token] - 1) < 1e-6) }
        #expect(CosineSimilarity.ofSentenceMeans(first, first) == [1, 1, 1])
    }

    @Test func zeroVectorsAndNoNumbers() throws {
        let map = [[Float]](repeating: [0, 0], count: 2)
        let encoding = try handmadeEncoding(
            tinySequence(""), states: [[[0, 0], [3, 4]], [[.nan, 1], [3, 4]]], attentions: [[map]])
        #expect(CosineSimilarity.tokenMap(encoding, encoding, layer: 0) == [[0, 0], [0, 1]])
        let second = CosineSimilarity.tokenMap(encoding, encoding, layer: 1)
        #expect(second[0].allSatisfy(\.isNaN) && second[1][1] == 1)
    }
}
