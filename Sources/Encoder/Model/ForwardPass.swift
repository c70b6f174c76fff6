/// One pass of a batch through a model's layers, by one thread or by a crew of them.
final class ForwardPass: @unchecked Sendable {
    // Sendable: immutable after init; the arrays are written as `Workspace.share` cuts them.
    private let batch: PackedBatch
    private let embeddings: Embeddings
    private let layers: [TransformerLayer]
    private let headCount: Int
    private let hiddenSize: Int
    private let arrays: Arrays
    /// For each sentence, `[layers + 1, tokens, hidden]`.
    let hiddenStates: [UnsafeMutablePointer<Float>]
    /// For each sentence, `[layers, heads, tokens, tokens]`.
    let attentions: [UnsafeMutablePointer<Float>]

    /// What a layer reads and writes; each has a row for each token.
    struct Arrays {
        /// `[rows, hidden]`.
        let states: UnsafeMutablePointer<Float>
        /// `[rows, 3·hidden]`.
        let queryKeyValue: UnsafeMutablePointer<Float>
        /// `[rows, hidden]`.
        let context: UnsafeMutablePointer<Float>
        /// `[rows, intermediate]`.
        let expanded: UnsafeMutablePointer<Float>
    }

    /// - Parameter workspace: where the arrays lie, until it is used for something else.
    init(
        _ batch: PackedBatch, _ configuration: ModelConfiguration, _ embeddings: Embeddings,
        _ layers: [TransformerLayer], _ workspace: Workspace
    ) throws {
        let hidden = configuration.hiddenSize
        self.batch = batch
        self.embeddings = embeddings
        self.layers = layers
        headCount = configuration.headCount
        hiddenSize = hidden
        arrays = Arrays(
            states: try workspace.buffer(.states, count: batch.rows * hidden),
            queryKeyValue: try workspace.buffer(.queryKeyValue, count: batch.rows * 3 * hidden),
            context: try workspace.buffer(.context, count: batch.rows * hidden),
            expanded: try workspace.buffer(
                .expanded, count: batch.rows * configuration.intermediateSize))
        hiddenStates = try workspace.buffers(
            .hiddenStates, counts: batch.sentences.map { (layers.count + 1) * $0.count * hidden })
        let heads = headCount
        attentions = try workspace.buffers(
            .attentions, counts: batch.sentences.map { layers.count * heads * $0.count * $0.count })
    }

    /// Fills `hiddenStates` and `attentions`.
    func run(_ workspace: Workspace) throws {
        try workspace.share(1) { _ in
            try embeddings(batch, into: arrays.states, workspace)  // [rows, hidden]
        }
        try keepStates(at: 0, workspace)
        for (index, layer) in layers.enumerated() {
            let probabilities = zip(batch.sentences, attentions).map { sentence, kept in
                kept + index * headCount * sentence.count * sentence.count
            }
            try layer(batch, arrays, probabilities: probabilities, workspace)
            try keepStates(at: index + 1, workspace)
        }
    }

    private func keepStates(at layer: Int, _ workspace: Workspace) throws {
        try workspace.share(batch.sentences.count) { sentences in
            for index in sentences {
                let sentence = batch.sentences[index]
                let count = sentence.count * hiddenSize
                (hiddenStates[index] + layer * count).update(
                    from: arrays.states + sentence.lowerBound * hiddenSize, count: count)
            }
        }
    }
}
