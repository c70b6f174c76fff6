import Encoder

extension PairAnalyses {
    /// What the word is near to in the other sentence.
    public struct Neighbours: Codable, Equatable, Sendable {
        /// The nearest tokens of the other sentence by layer (`NearestTokens`), special tokens left out:
        /// `[sentences][layers + 1][neighbours]`.
        public var nearest: [[[TokenNeighbor]]]
        /// The layer of `tokens`, as an index into the hidden states: 0 is the embeddings.
        public var state: Int
        /// The cosine of every token of sentence 1 with every token of sentence 2 at that layer; nothing
        /// where they are left out.
        public var tokens: [[Float]]
        /// Why they are left out, if they are.
        public var tokensLeftOut: String?

        static let count = 5

        /// Of two sentences of 512 tokens there are a quarter of a million: most of the numbers of a pair,
        /// which no page shows.
        static let cellLimit = 4096

        private enum CodingKeys: String, CodingKey {
            case nearest, state, tokens
            case tokensLeftOut = "tokens_left_out"
        }

        init(_ sides: [Side], state: Int) {
            nearest = [(0, 1), (1, 0)].map { own, other in
                NearestTokens.byLayer(
                    of: sides[own].target, in: sides[own].encoding, to: sides[other].encoding,
                    count: Self.count)
            }
            self.state = state
            let counts = sides.map(\.encoding.tokenCount)
            guard counts[0] * counts[1] <= Self.cellLimit else {
                tokens = []
                tokensLeftOut =
                    "\(counts[0]) and \(counts[1]) tokens have \(counts[0] * counts[1]) cosines, more "
                    + "than \(Self.cellLimit); report figure token-similarity draws them"
                return
            }
            tokens = CosineSimilarity.tokenMap(
                sides[0].encoding, sides[1].encoding, layer: state)
        }
    }
}
