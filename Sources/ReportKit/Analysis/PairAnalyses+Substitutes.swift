import Encoder

extension PairAnalyses {
    /// What the model would put in the word's place (`SubstituteComparison`).
    public struct Substitutes: Codable, Equatable, Sendable {
        /// `[sentences][layers + 1][words]`, the likeliest first.
        public var words: [[[Substitute]]]
        /// The word's own probability where it is one token, `[sentences][layers + 1]`.
        public var ownProbability: [[Float]?]
        /// The share of words that both lists have, `[layers + 1]`.
        public var jaccard: [Float]
        /// The probability that both sentences give to the same tokens, `[layers + 1]`.
        public var sharedProbability: [Float]

        private enum CodingKeys: String, CodingKey {
            case words, jaccard
            case ownProbability = "own_probability"
            case sharedProbability = "shared_probability"
        }

        init(_ comparison: SubstituteComparison) {
            words = comparison.words
            ownProbability = comparison.ownProbability
            jaccard = comparison.jaccard
            sharedProbability = comparison.sharedProbability
        }
    }
}
