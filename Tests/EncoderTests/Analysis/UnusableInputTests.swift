import Foundation
import Testing

@testable import Encoder

/// What analyses make of words, layers and sentences that are not there: numbers that are none, and no trap.
@Suite struct UnusableInputTests {
    private let sentence: ModelOutput
    /// The same with the attention of one token alone.
    private let partial: ModelOutput
    /// Of a model with other sizes.
    private let other: ModelOutput
    /// Words that the sentence does not have.
    private static let words: [[Int]] = [[], [-1], [2, 1000], [.max], [.min]]

    init() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/bert-tiny")
        let sequence = model.tokenizer.encode("The bank of the river was calm.")
        sentence = try model.encode([sequence])[0]
        partial = try model.encodeAlone(sequence, attendingTokens: [2])
        other = try EncoderModel(directory: "\(Fixtures.directory)/deberta-tiny")
            .encode(["She went to the bank."])[0]
    }

    private func expectNoNumbers(
        _ numbers: some Collection<Float>, _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(!numbers.isEmpty && numbers.allSatisfy { $0.isNaN }, sourceLocation: location)
    }

    @Test(arguments: words)
    func ofAWordThatIsNotThere(_ word: [Int]) throws {
        expectNoNumbers(sentence.meanState(of: word, layer: 1))
        expectNoNumbers(sentence.attention(from: word).joined().joined())
        expectNoNumbers(CosineSimilarity.byLayer(sentence, word, sentence, [2]))
        expectNoNumbers(AttentionRollout.byLayer(from: word, in: sentence).joined())
        expectNoNumbers(AttentionEntropy.byHead(from: word, in: sentence).joined())
        for layers in AttentionSinks.byLayer(from: word, in: sentence).values {
            #expect(layers.allSatisfy { $0.isNaN || $0 == 0 })
        }
        expectNoNumbers(HeadContrast.byHead(sentence, word, sentence, [2]).joined())
        let nearest = NearestTokens.byLayer(of: word, in: sentence, to: sentence, count: 3)
        expectNoNumbers(nearest.joined().map(\.cosine))
        let geometry = StateGeometry(sentence, word, sentence, [2])
        expectNoNumbers(geometry.words[0].map(\.x))
        #expect(geometry.words[1].allSatisfy { $0.x.isFinite })
    }

    @Test(arguments: [-1, 99, Int.max])
    func ofALayerOrHeadThatIsNotThere(_ index: Int) {
        expectNoNumbers(sentence.meanState(of: [2], layer: index))
        expectNoNumbers(sentence.attention(layer: index, head: 0).joined())
        expectNoNumbers(sentence.attention(layer: index, head: nil).joined())
        expectNoNumbers(sentence.attention(layer: 0, head: index).joined())
        expectNoNumbers(CosineSimilarity.tokenMap(sentence, sentence, layer: index).joined())
        expectNoNumbers(sentence.hiddenStates[row: index, 0])
        expectNoNumbers(sentence.hiddenStates[row: 0])
        expectNoNumbers(sentence.hiddenStates[row: 0, 0, 0])
    }

    @Test func ofModelsOfDifferentSizes() throws {
        let width = sentence.hiddenStates.shape[2]
        try #require(other.hiddenStates.shape[2] != width)
        expectNoNumbers(CosineSimilarity.byLayer(sentence, [2], other, [2]))
        expectNoNumbers(CosineSimilarity.ofSentenceMeans(sentence, other))
        expectNoNumbers(CosineSimilarity.tokenMap(sentence, other, layer: 1).joined())
        let nearest = NearestTokens.byLayer(of: [2], in: sentence, to: other, count: 3)
        expectNoNumbers(nearest.joined().map(\.cosine))
        let geometry = StateGeometry(sentence, [2], other, [2])
        expectNoNumbers(geometry.explained)
        expectNoNumbers(geometry.tokens.joined().joined().map(\.y))
        let flows = try ["bert-tiny": sentence, "deberta-tiny": other].map { name, encoding in
            let model = try EncoderModel(directory: "\(Fixtures.directory)/\(name)")
            let transform = try ValueTransform(model)
            return (transform, try transform.flow(to: [2], in: encoding))
        }
        expectNoNumbers(flows[0].0.headSimilarity(flows[1].1, flows[1].1).joined())
        // Other layers and heads alone are no trap either.
        _ = HeadContrast.byHead(sentence, [2], other, [2])
        _ = HeadProfile.byHead(in: [sentence, other])
        _ = try HeadDistance.matrix(in: [sentence, other])
    }

    @Test func ofASentenceWhoseAttentionIsMissing() throws {
        expectNoNumbers(partial.attention(from: [3]).joined().joined())
        expectNoNumbers(AttentionRollout.byLayer(from: [2], in: partial).joined())
        expectNoNumbers(AttentionEntropy.byHead(in: partial).joined())
        expectNoNumbers(HeadProfile.byHead(in: [partial]).joined().map(\.entropy))
        let distances = try HeadDistance.matrix(in: [partial])
        expectNoNumbers(distances[0].dropFirst())
        let map = partial.attention(layer: 0, head: 0)
        #expect(map[2].allSatisfy { $0.isFinite } && map[1].allSatisfy { $0.isNaN })
    }

    @Test func ofVectorsAndMatricesThatDoNotFit() {
        expectNoNumbers([CosineSimilarity.cosine([1, 2], [1])])
        expectNoNumbers(AttentionSummary.headMean([[0.5, 0.5], [1]]))
        #expect(AttentionSummary.headMean([]).isEmpty)
        let components = PrincipalComponents(of: [[1, 2], [1, 2, 3]], count: 2)
        #expect(
            (components.mean + components.axes[1] + components.explained).allSatisfy { $0.isNaN })
        let plane = PrincipalComponents(of: [[1, 2], [2, 1]], count: 1)
        #expect(plane.project([1, 2, 3]).allSatisfy { $0.isNaN })
        let coordinates = PrincipalCoordinates(squaredDistances: [[0, 1], [1]], count: 2)
        #expect((coordinates.points.joined() + coordinates.explained).allSatisfy { $0.isNaN })
        let groups = TokenGroups(sentence.sequence, mergesWords: false, hidesSpecial: false)
        expectNoNumbers(groups.merge(row: [0.5]))
        expectNoNumbers(groups.merge([[1]]).joined())
        expectNoNumbers(groups.merge([]).joined())
    }

    /// What is missing counts as infinitely far, and what stands above the diagonal does not count.
    @Test(.timeLimit(.minutes(1)))
    func ofDistancesThatAreNoMatrix() {
        let ragged = clustering([[0, 1], [1, 0, 2], []])
        #expect(ragged.merges.map(\.height) == [1, .infinity])
        let turning = clustering([[0, 3, 1], [1, 0, 3], [3, 2, 0]])
        #expect(turning == clustering([[0], [1, 0], [3, 2, 0]]))
        let none = SymmetricMatrix([])
        #expect(turning.bestGroups(distances: none, limit: .max).groups == [0, 0, 0])
        expectNoNumbers(Silhouette.values(groups: [0, 0, 1], distances: SymmetricMatrix([[0]])))
        expectNoNumbers(
            Silhouette.values(groups: [0, -1], distances: SymmetricMatrix([[0], [1, 0]])))
    }

    private func clustering(_ distances: [[Float]]) -> Clustering {
        Clustering(distances: SymmetricMatrix(distances), linkage: .average)
    }

    @Test(arguments: [
        #"{"count":-1,"merges":[]}"#, #"{"count":9,"merges":[]}"#,
        #"{"count":2,"merges":[{"first":0,"second":5,"height":1}]}"#,
        #"{"count":2,"merges":[{"first":0,"second":0,"height":1}]}"#,
        #"{"count":2,"merges":[{"first":-1,"second":1,"height":1}]}"#,
        #"{"count":2,"merges":[{"first":0,"second":2,"height":1}]}"#,
    ])
    func aTreeThatIsNoneIsNotRead(_ json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Clustering.self, from: Data(json.utf8))
        }
    }

    @Test func aTreeIsReadBack() throws {
        let tree = clustering([[0], [1, 0], [3, 2, 0]])
        let read = try JSONDecoder().decode(Clustering.self, from: JSONEncoder().encode(tree))
        #expect(read == tree)
    }

    @Test func ofPairsThatAreNone() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/distilbert-tiny")
        let finder = try #require(try SubstituteFinder(model))
        let masked = try finder.masked(model.tokenizer.encode("A bank."), [2])
        let encoding = try model.encode([masked.sequence])[0]
        for pair in [[], [(masked, encoding)]] as [[(MaskedSentence, ModelOutput)]] {
            #expect(throws: ModelError.self) {
                try finder.compare([pair.map { (sentence: $0.0, encoding: $0.1) }])
            }
        }
        for id in [-1, model.tokenizer.vocabulary.count, .max] {
            #expect(model.tokenizer.vocabulary[id].isEmpty)
        }
    }
}
