extension CosineSimilarity {
    /// The similarity of every token of one sentence to every token of another at one layer.
    ///
    /// - Parameters:
    ///   - first: what the model computed for one sentence.
    ///   - second: what it computed for the other.
    ///   - layer: index into `hiddenStates`: 0 is the output of the embeddings.
    /// - Returns: `[tokens of first][tokens of second]`, each in [−1, 1]; NaN where an encoding does not have
    ///   the layer, or for models of different sizes.
    public static func tokenMap(
        _ first: ModelOutput, _ second: ModelOutput, layer: Int
    ) -> [[Float]] {
        tokenMap(
            first, Array(0..<first.tokenCount), second, Array(0..<second.tokenCount), layer: layer)
    }

    /// The same for some of the tokens of each sentence.
    package static func tokenMap(
        _ first: ModelOutput, _ tokens1: [Int], _ second: ModelOutput, _ tokens2: [Int], layer: Int
    ) -> [[Float]] {
        let rows = UnitVectors(first, tokens1, layer: layer)
        let columns = UnitVectors(second, tokens2, layer: layer)
        return tokens1.indices.map { row in
            tokens2.indices.map { rows.cosine(row, columns, $0) }
        }
    }

    /// The similarity of two sentences at every layer: the cosine of the means of all their tokens,
    /// special ones included, as sentence embeddings are made (Reimers and Gurevych 2019).
    ///
    /// - Returns: layers + 1 numbers: the embeddings, then each layer. NaN for models of different sizes.
    public static func ofSentenceMeans(_ first: ModelOutput, _ second: ModelOutput) -> [Float] {
        byLayer(first, Array(0..<first.tokenCount), second, Array(0..<second.tokenCount))
    }
}

/// The states of one layer with their lengths, for many cosines.
private struct UnitVectors {
    private let states: [[Float]]
    private let lengths: [Double]

    init(_ encoding: ModelOutput, _ tokens: [Int], layer: Int) {
        states = tokens.map { Array(encoding.hiddenStates[row: layer, $0]) }
        lengths = states.map { state in
            state.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        }
    }

    func cosine(_ index: Int, _ other: UnitVectors, _ otherIndex: Int) -> Float {
        guard states[index].count == other.states[otherIndex].count else { return .nan }
        let length = lengths[index] * other.lengths[otherIndex]
        guard length != 0 else { return 0 }
        let dot = states[index].withUnsafeBufferPointer { a in
            other.states[otherIndex].withUnsafeBufferPointer { dotProduct(a, $0) }
        }
        return Float(min(max(dot / length, -1), 1))
    }
}
