/// Turns token ids into the first hidden states: word + position (+ token type) embedding, then
/// layer norm.
///
/// The tables stay in the mapped file; only the rows of the tokens at hand are read.
final class Embeddings: @unchecked Sendable {
    // Sendable: immutable after init.
    private let words: WeightTensor
    private let positions: WeightTensor
    /// The row of token type 0: a single sentence has no other.
    private let tokenType: AlignedBuffer?
    private let norm: LayerNorm
    private let width: Int

    init(_ weights: ScopedWeights, _ configuration: ModelConfiguration) throws {
        width = configuration.hiddenSize
        words = try weights.tensor(
            "word_embeddings.weight", shape: [configuration.vocabularySize, width])
        positions = try weights.tensor(
            "position_embeddings.weight", shape: [configuration.maximumTokenCount, width])
        if configuration.tokenTypeCount > 0 {
            tokenType = try weights.tensor(
                "token_type_embeddings.weight", shape: [configuration.tokenTypeCount, width]
            ).copied()
        } else {
            tokenType = nil
        }
        norm = try LayerNorm(
            weights.scoped("LayerNorm"), width: width, epsilon: configuration.layerNormEpsilon)
    }

    /// Writes the states of a batch, `[rows, hidden]`.
    func callAsFunction(
        _ batch: PackedBatch, into states: UnsafeMutablePointer<Float>, _ workspace: Workspace
    ) throws {
        let position = try workspace.buffer(.intermediate, count: width)
        for sentence in batch.sentences {
            for row in sentence {
                let state = UnsafeMutableBufferPointer(start: states + row * width, count: width)
                let id = batch.ids[row]
                words.copy(scalars: id * width..<(id + 1) * width, to: state)
                if let tokenType { add(tokenType.floatBase, to: state) }
                let place = row - sentence.lowerBound
                positions.copy(
                    scalars: place * width..<(place + 1) * width,
                    to: UnsafeMutableBufferPointer(start: position, count: width))
                add(position, to: state)
            }
        }
        try workspace.apply(norm, rows: batch.rows, inPlace: states)
    }

    private func add(
        _ addend: UnsafeMutablePointer<Float>, to state: UnsafeMutableBufferPointer<Float>
    ) {
        for index in 0..<width { state[index] += addend[index] }
    }
}
