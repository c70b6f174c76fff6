/// One encoder layer: self-attention, then a feed-forward block, each with a residual connection
/// and a layer norm after or before it; and what some models do after the first one.
struct TransformerLayer {
    let attention: SelfAttention
    private let feedForward: FeedForward
    private let convolution: Convolution?

    init(
        _ weights: WeightStore, _ configuration: ModelConfiguration, _ layer: Architecture.Layer,
        positions: RelativeTerms, precision: Precision, engine: ComputeEngine
    ) throws {
        attention = try SelfAttention(
            weights, configuration, layer, positions: positions, precision: precision,
            engine: engine)
        feedForward = try FeedForward(
            weights.scoped(layer.scope), configuration, precision: precision, engine: engine)
        convolution =
            layer == configuration.architecture.layers.first
            ? try Convolution(weights, configuration, precision: precision, engine: engine) : nil
    }

    /// Replaces the states by the layer's output.
    /// - Parameters:
    ///   - arrays: whose `states` are read and written; the others are room for results on the way.
    ///   - probabilities: for each sentence, what is kept of its attention.
    ///   - rows: those whose output is wanted, ascending; it takes the first places of the states. `nil` for
    ///     all, which a layer with a convolution needs.
    func callAsFunction(
        _ batch: PackedBatch, _ arrays: ForwardPass.Arrays, probabilities: [KeptRows],
        rows: [Int]?, _ workspace: Workspace
    ) throws {
        try attention(batch, arrays, probabilities: probabilities, rows: rows, workspace)
        try feedForward(rows: rows?.count ?? batch.rows, arrays, workspace)
        try convolution?(batch, arrays, workspace)
    }
}
