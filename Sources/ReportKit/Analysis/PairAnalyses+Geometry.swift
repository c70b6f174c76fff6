import Encoder

extension PairAnalyses {
    /// The word's path through the layers (`StateGeometry`).
    public struct Geometry: Codable, Equatable, Sendable {
        /// The shares of the variance along both axes.
        public var explained: [Float]
        /// x and y of the word, `[sentences][layers + 1][2]`.
        public var words: [[[Float]]]
        /// x and y of every token, `[sentences][layers + 1][tokens][2]`.
        public var tokens: [[[[Float]]]]

        init(explained: [Float], words: [[[Float]]], tokens: [[[[Float]]]]) {
            self.explained = explained
            self.words = words
            self.tokens = tokens
        }

        /// The plane is that of the tokens of the sentences alone: special tokens lie far from all others
        /// and would take one axis for themselves.
        init(_ sides: [Side]) {
            let geometry = StateGeometry(
                sides[0].encoding, sides[0].target, sides[1].encoding, sides[1].target,
                hidesSpecial: true)
            func pair(_ point: StateGeometry.Point) -> [Float] { [point.x, point.y] }
            explained = geometry.explained
            words = geometry.words.map { $0.map(pair) }
            tokens = geometry.tokens.map { $0.map { $0.map(pair) } }
        }
    }
}
