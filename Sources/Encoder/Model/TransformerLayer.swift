/// One encoder layer: self-attention, then a feed-forward block, each with a residual connection
/// and layer norm after it.
struct TransformerLayer {
    let attention: SelfAttention
    private let expand: PackedLinear
    private let contract: PackedLinear
    private let norm: LayerNorm

    init(
        _ weights: ScopedWeights, _ configuration: ModelConfiguration,
        positionBias: RelativePositionBias?, precision: Precision, engine: ComputeEngine
    ) throws {
        let hidden = configuration.hiddenSize
        let intermediate = configuration.intermediateSize
        attention = try SelfAttention(
            weights.scoped("attention"), configuration, positionBias: positionBias,
            precision: precision, engine: engine)
        expand = try PackedLinear(
            parts: [
                try weights.linear("intermediate.dense", inputs: hidden, outputs: intermediate)
            ],
            inputs: hidden, epilogue: .activation(configuration.activation), precision: precision,
            engine: engine)
        contract = try PackedLinear(
            parts: [try weights.linear("output.dense", inputs: intermediate, outputs: hidden)],
            inputs: intermediate, epilogue: .accumulate, precision: precision, engine: engine)
        norm = try LayerNorm(
            weights.scoped("output.LayerNorm"), width: hidden,
            epsilon: configuration.layerNormEpsilon)
    }

    /// Replaces the states by the layer's output.
    /// - Parameters:
    ///   - arrays: whose `states` are read and written; the others are room for results on the way.
    ///   - probabilities: for each sentence, where its `[heads, tokens, tokens]` go.
    func callAsFunction(
        _ batch: PackedBatch, _ arrays: ForwardPass.Arrays,
        probabilities: [UnsafeMutablePointer<Float>], _ workspace: Workspace
    ) throws {
        let (rows, states, expanded) = (batch.rows, arrays.states, arrays.expanded)
        try attention(
            batch, states, qkv: arrays.queryKeyValue, context: arrays.context,
            probabilities: probabilities, workspace)
        try workspace.apply(expand, rows: rows, states, into: expanded)  // [rows, intermediate]
        try workspace.apply(contract, rows: rows, expanded, into: states)  // [rows, hidden]
        try workspace.apply(norm, rows: rows, inPlace: states)  // [rows, hidden]
    }
}
