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
    /// From `width` to the hidden size, where they differ.
    private let projection: PackedLinear?
    /// See `ModelConfiguration.paddingID`.
    private let paddingID: Int?

    init(
        _ weights: WeightStore, _ configuration: ModelConfiguration, engine: ComputeEngine
    ) throws {
        let tables = weights.scoped("embeddings")
        width = configuration.embeddingSize
        paddingID = configuration.paddingID
        words = try tables.tensor(
            "word_embeddings.weight", shape: [configuration.vocabularySize, width])
        positions = try tables.tensor(
            "position_embeddings.weight",
            shape: [
                configuration.maximumTokenCount + (configuration.paddingID.map { $0 + 1 } ?? 0),
                width,
            ])
        if configuration.tokenTypeCount > 0 {
            tokenType = try tables.tensor(
                "token_type_embeddings.weight", shape: [configuration.tokenTypeCount, width]
            ).copied()
        } else {
            tokenType = nil
        }
        norm = try LayerNorm(
            tables.scoped("LayerNorm"), width: width, epsilon: configuration.layerNormEpsilon)
        let hiddenSize = configuration.hiddenSize
        if width == hiddenSize {
            projection = nil
        } else {
            projection = try PackedLinear(
                parts: [
                    try weights.root.linear(
                        "embeddings_project", inputs: width, outputs: hiddenSize)
                ],
                inputs: width, epilogue: .none, engine: engine)
        }
    }

    /// Writes the states of a batch, `[rows, hidden]`.
    func callAsFunction(
        _ batch: PackedBatch, into states: UnsafeMutablePointer<Float>, _ workspace: Workspace
    ) throws {
        guard let projection else {
            try embed(batch, into: states, workspace)  // [rows, hidden]
            return
        }
        let embeddings = try workspace.buffer(.embeddings, count: batch.rows * width)
        try embed(batch, into: embeddings, workspace)  // [rows, embedding]
        // [rows, hidden]
        try workspace.apply(projection, rows: batch.rows, embeddings, into: states)
    }

    private func embed(
        _ batch: PackedBatch, into states: UnsafeMutablePointer<Float>, _ workspace: Workspace
    ) throws {
        let position = try workspace.buffer(.position, count: width)
        for (sentence, firstPosition) in zip(batch.sentences, batch.firstPositions) {
            var next = firstPosition + (paddingID.map { $0 + 1 } ?? 0)
            for row in sentence {
                let state = UnsafeMutableBufferPointer(start: states + row * width, count: width)
                let id = batch.ids[row]
                words.copy(scalars: id * width..<(id + 1) * width, to: state)
                if let tokenType { add(tokenType.floatBase, to: state) }
                let place = id == paddingID ? id : next
                if id != paddingID { next += 1 }
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
