import Encoder

extension PairAnalyses {
    /// What the word is near to in the other sentence.
    public struct Neighbours: Codable, Equatable, Sendable {
        /// The nearest tokens of the other sentence by layer (`NearestTokens`), special tokens left out:
        /// `[sentences][layers + 1][neighbours]`.
        public var nearest: [[[TokenNeighbor]]]
        /// The layer of `tokens`, as an index into the hidden states: 0 is the embeddings.
        public var state: Int
        /// The cosine of every token of sentence 1 with every token of sentence 2 at that layer.
        public var tokens: [[Float]]

        static let count = 5

        init(_ sides: [Side], state: Int) {
            nearest = [(0, 1), (1, 0)].map { own, other in
                NearestTokens.byLayer(
                    of: sides[own].target, in: sides[own].encoding, to: sides[other].encoding,
                    count: Self.count)
            }
            self.state = state
            tokens = CosineSimilarity.tokenMap(
                sides[0].encoding, sides[1].encoding, layer: state)
        }
    }
}
