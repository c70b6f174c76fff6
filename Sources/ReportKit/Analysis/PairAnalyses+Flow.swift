import Encoder

extension PairAnalyses {
    /// Attention rollout to the word (`AttentionRollout`).
    public struct Rollout: Codable, Equatable, Sendable {
        /// `[sentences][layers][tokens]`; each innermost row sums to 1.
        public var layers: [[[Float]]]
    }

    /// Norm-based attention to the word (`NormBasedAttention`).
    public struct Norm: Codable, Equatable, Sendable {
        /// `[sentences][layers][tokens]`, in the unit of the hidden states.
        public var layers: [[[Float]]]
        /// `[sentences][layers][heads][tokens]`.
        public var heads: [[[[Float]]]]
    }
}
