import Testing

@testable import Encoder

@Suite struct AttentionSinksTests {
    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        for (number, encoding) in reference.encodings.enumerated() {
            let shares = AttentionSinks.byLayer(from: reference.targets[number], in: encoding)
            let found = (0..<encoding.layerCount).flatMap { layer in
                [AttentionSinks.Kind.special, .punctuation, .word, .rest].map {
                    shares[$0]?[layer] ?? .nan
                }
            }
            expectClose(found, try reference("\(number).sinks"))
        }
    }

    @Test func sharesOfALayerSumToOne() throws {
        let encoding = try randomEncoding(
            tinySequence("The banker of the river was calm."), layers: 3, heads: 4)
        let shares = AttentionSinks.byLayer(from: [2, 3], in: encoding)
        #expect(Set(shares.keys) == Set(AttentionSinks.Kind.allCases))
        for layer in 0..<3 {
            let sum = shares.values.reduce(Float(0)) { $0 + $1[layer] }
            #expect(abs(sum - 1) < 1e-5)
            #expect(shares.values.allSatisfy { 0...1.0001 ~= $0[layer] })
        }
    }

    /// A full stop that is looked at is the word.
    @Test func ofATokenOfSeveralKindsTheFirstCounts() throws {
        let sequence = try tinySequence("The bank.")
        let stop = try #require(sequence.tokens.firstIndex(of: "."))
        #expect(AttentionSinks.kinds(of: [1], in: sequence)[stop] == .punctuation)
        let kinds = AttentionSinks.kinds(of: [stop], in: sequence)
        #expect(kinds[stop] == .word && kinds[1] == .rest)
        #expect(kinds.first == .special && kinds.last == .special)
    }
}
