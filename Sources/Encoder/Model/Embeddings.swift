/// Turns token ids into the first hidden states: word (+ position, + token type) embedding, then
/// layer norm and, where embeddings have another size, a linear layer before it or after it.
///
/// The tables stay in the mapped file; only the rows of the tokens at hand are read.
final class Embeddings: @unchecked Sendable {
    // Sendable: immutable after init.
    private let words: WeightTensor
    private let positions: WeightTensor?
    /// The row of token type 0: a single sentence has no other.
    private let tokenType: AlignedBuffer?
    private let norm: LayerNorm?
    private let width: Int
    /// From `width` to the hidden size, where the family has such a layer.
    private let projection: PackedLinear?
    private let normFollowsProjection: Bool
    private let firstPosition: Int
    /// The id of the token that has no position of its own.
    private let paddingID: Int?

    init(
        _ weights: WeightStore, _ configuration: ModelConfiguration, engine: ComputeEngine
    ) throws {
        let architecture = configuration.architecture
        let tables = weights.scoped("embeddings")
        let width = configuration.embeddingSize
        self.width = width
        words = try tables.tensor(
            "word_embeddings.weight", shape: [configuration.vocabularySize, width])
        firstPosition = architecture.positions.start
        if case .absolute(let paddingID) = architecture.positions {
            self.paddingID = paddingID
            positions = try tables.tensor(
                "position_embeddings.weight",
                shape: [configuration.maximumTokenCount + firstPosition, width])
        } else {
            paddingID = nil
            positions = nil
        }
        if configuration.tokenTypeCount > 0 {
            tokenType = try tables.tensor(
                "token_type_embeddings.weight", shape: [configuration.tokenTypeCount, width]
            ).copied()
        } else {
            tokenType = nil
        }
        let hiddenSize = configuration.hiddenSize
        let projected = architecture.embeddingProjection
        normFollowsProjection = projected?.precedesNorm ?? false
        norm =
            architecture.normalizesEmbeddings
            ? try LayerNorm(
                tables.scoped("LayerNorm"), width: normFollowsProjection ? hiddenSize : width,
                epsilon: configuration.layerNormEpsilon, hasBias: architecture.normsHaveBias)
            : nil
        projection = try projected.map {
            try PackedLinear(
                parts: [
                    try weights.root.linear(
                        "embeddings_project", inputs: width, outputs: hiddenSize,
                        hasBias: $0.hasBias)
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
            try normalize(batch, states, workspace)
            return
        }
        let embeddings = try workspace.buffer(.embeddings, count: batch.rows * width)
        try embed(batch, into: embeddings, workspace)  // [rows, embedding]
        if !normFollowsProjection { try normalize(batch, embeddings, workspace) }
        // [rows, hidden]
        try workspace.apply(projection, rows: batch.rows, embeddings, into: states)
        if normFollowsProjection { try normalize(batch, states, workspace) }
    }

    private func embed(
        _ batch: PackedBatch, into states: UnsafeMutablePointer<Float>, _ workspace: Workspace
    ) throws {
        let position = try workspace.buffer(.position, count: width)
        for (sentence, firstPosition) in zip(batch.sentences, batch.firstPositions) {
            var next = firstPosition + self.firstPosition
            for row in sentence {
                let state = UnsafeMutableBufferPointer(start: states + row * width, count: width)
                let id = batch.ids[row]
                words.copy(scalars: id * width..<(id + 1) * width, to: state)
                if let tokenType { add(tokenType.floatBase, to: state) }
                guard let positions else { continue }
                let place = id == paddingID ? id : next
                if id != paddingID { next += 1 }
                positions.copy(
                    scalars: place * width..<(place + 1) * width,
                    to: UnsafeMutableBufferPointer(start: position, count: width))
                add(position, to: state)
            }
        }
    }

    private func normalize(
        _ batch: PackedBatch, _ states: UnsafeMutablePointer<Float>, _ workspace: Workspace
    ) throws {
        if let norm { try workspace.apply(norm, rows: batch.rows, inPlace: states) }
    }

    private func add(
        _ addend: UnsafeMutablePointer<Float>, to state: UnsafeMutableBufferPointer<Float>
    ) {
        for index in 0..<width { state[index] += addend[index] }
    }
}
