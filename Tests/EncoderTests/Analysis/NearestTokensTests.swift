import Testing

@testable import Encoder

@Suite struct NearestTokensTests {
    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        for number in 0..<2 {
            let neighbors = NearestTokens.byLayer(
                of: reference.targets[number], in: reference.encodings[number],
                to: reference.encodings[1 - number], count: 5)
            #expect(
                neighbors.flatMap { $0.map { Float($0.token) } }
                    == (try reference("\(number).neighbors").scalars))
            expectClose(
                neighbors.flatMap { $0.map(\.cosine) }, try reference("\(number).neighbor_cosines"))
        }
    }

    @Test func areSortedAndKeepTheirOrderWhenEqual() throws {
        let sequence = try tinySequence("the bank of")
        let states: [[Float]] = [[1, 0], [0, 1], [1, 1], [0, 2], [-1, 0]]
        let map = [[Float]](repeating: [0, 0, 0, 0, 0], count: 5)
        let encoding = try handmadeEncoding(
            sequence, states: [states, states], attentions: [[map]])
        func tokens(_ word: Int, count: Int, hidesSpecial: Bool = true) -> [Int] {
            NearestTokens.byLayer(
                of: [word], in: encoding, to: encoding, count: count, hidesSpecial: hidesSpecial
            )[0].map(\.token)
        }
        #expect(tokens(1, count: 3) == [1, 3, 2])
        #expect(tokens(1, count: 9, hidesSpecial: false) == [1, 3, 2, 0, 4])
        #expect(tokens(1, count: 1) == [1])
        #expect(tokens(1, count: 0) == [])
        #expect(tokens(1, count: -1) == [])
    }

    @Test func zeroVectorsAndNoNumbers() throws {
        let sequence = try tinySequence("the bank of")
        let states: [[Float]] = [[1, 0], [.nan, 1], [0, 0], [-1, 0], [1, 0]]
        let map = [[Float]](repeating: [0, 0, 0, 0, 0], count: 5)
        let encoding = try handmadeEncoding(
            sequence, states: [states, states], attentions: [[map]])
        let found = NearestTokens.byLayer(of: [0], in: encoding, to: encoding, count: 5)[1]
        #expect(found.map(\.token) == [2, 3, 1])
        #expect(found[0].cosine == 0 && found[1].cosine == -1 && found[2].cosine.isNaN)
    }

    @Test func aWordIsNearestToItself() throws {
        let reference = try AnalysisReference.load(.miniLM)
        let encoding = reference.encodings[0]
        for neighbors in NearestTokens.byLayer(of: [5], in: encoding, to: encoding, count: 2) {
            #expect(neighbors[0].token == 5)
            #expect(neighbors[0].cosine == 1)
            #expect(neighbors[1].cosine < 1)
        }
    }
}
