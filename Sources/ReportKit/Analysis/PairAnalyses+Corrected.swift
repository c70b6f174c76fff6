import Encoder

extension PairAnalyses {
    /// The similarity of the word's two vectors beside what unrelated words have.
    public struct Corrected: Codable, Equatable, Sendable {
        /// The mean cosine of random tokens of different sentences, `[layers + 1]`.
        public var baseline: [Float]
        /// The word's cosine less the baseline, `[layers + 1]`.
        public var cosine: [Float]
        /// The cosine of the means of all tokens of each sentence, `[layers + 1]`.
        public var sentenceMeans: [Float]
        /// What the baseline was measured from.
        public var reference: Reference

        /// A set of sentences.
        public struct Reference: Codable, Equatable, Sendable {
            /// How many tokens were compared, one from each sentence.
            public var tokens: Int
            public var sha256: String
        }

        private enum CodingKeys: String, CodingKey {
            case baseline, cosine, reference
            case sentenceMeans = "sentence_means"
        }
    }
}

extension PairAnalyses.Corrected {
    /// - Parameter cosine: the word's, `[layers + 1]`.
    init(
        _ cosine: [Float], _ baseline: SimilarityBaseline, _ first: Encoding, _ second: Encoding
    ) {
        self.init(
            baseline: baseline.layers, cosine: baseline.corrected(cosine),
            sentenceMeans: CosineSimilarity.ofSentenceMeans(first, second),
            reference: Reference(
                tokens: baseline.tokenCount, sha256: baseline.sentencesHash))
    }
}
