/// Multi-head scaled dot-product self-attention (Vaswani et al. 2017) with its residual connection
/// and layer norm.
struct SelfAttention {
    private let queryKeyValue: PackedLinear
    private let output: PackedLinear
    private let norm: LayerNorm
    private let positionBias: RelativePositionBias?
    private let hiddenSize: Int
    private let headCount: Int
    private let headSize: Int

    /// - Parameter positionBias: what is added to the scores by relative position, if anything.
    init(
        _ weights: ScopedWeights, _ configuration: ModelConfiguration,
        positionBias: RelativePositionBias?, engine: ComputeEngine
    ) throws {
        self.positionBias = positionBias
        hiddenSize = configuration.hiddenSize
        headCount = configuration.headCount
        headSize = configuration.headSize
        let size = hiddenSize
        queryKeyValue = try PackedLinear(
            parts: ["self.query", "self.key", "self.value"].map {
                try weights.linear($0, inputs: size, outputs: size)
            },
            inputs: size, epilogue: .none, engine: engine)
        output = try PackedLinear(
            parts: [try weights.linear("output.dense", inputs: size, outputs: size)],
            inputs: size, epilogue: .accumulate, engine: engine)
        norm = try LayerNorm(
            weights.scoped("output.LayerNorm"), width: hiddenSize,
            epsilon: configuration.layerNormEpsilon)
    }

    /// Replaces `states[rows, hidden]` by the block's output.
    /// - Parameter probabilities: for each sentence, where its `[heads, tokens, tokens]` go.
    func callAsFunction(
        _ batch: PackedBatch, _ states: UnsafeMutablePointer<Float>,
        probabilities: [UnsafeMutablePointer<Float>], _ workspace: Workspace
    ) throws {
        let rows = batch.rows
        let stride = 3 * hiddenSize
        let qkv = try workspace.buffer(.queryKeyValue, count: rows * stride)
        let context = try workspace.buffer(.context, count: rows * hiddenSize)
        try workspace.apply(queryKeyValue, rows: rows, states, into: qkv)  // [rows, 3·hidden]

        for (sentence, probabilities) in zip(batch.sentences, probabilities) {
            let tokens = sentence.count
            let sentenceQKV = qkv + sentence.lowerBound * stride
            let sentenceContext = context + sentence.lowerBound * hiddenSize
            let queries = BatchedProduct.Strides(batch: headSize, row: stride)
            let keys = BatchedProduct.Strides(batch: headSize, row: 1, column: stride)
            let map = BatchedProduct.Strides(batch: tokens * tokens, row: tokens)

            positionBias?.write(tokens: tokens, to: probabilities)
            try workspace.apply(
                BatchedProduct(
                    batch: headCount, m: tokens, n: tokens, k: headSize, left: queries, right: keys,
                    destination: map, scale: 1 / Float(headSize).squareRoot(),
                    accumulates: positionBias != nil),
                sentenceQKV, sentenceQKV + hiddenSize, into: probabilities)
            // [heads, tokens, tokens]
            try workspace.softmax(
                rows: headCount * tokens, columns: tokens, inPlace: probabilities)
            try workspace.apply(
                BatchedProduct(
                    batch: headCount, m: tokens, n: headSize, k: tokens, left: map, right: queries,
                    destination: BatchedProduct.Strides(batch: headSize, row: hiddenSize)),
                probabilities, sentenceQKV + 2 * hiddenSize, into: sentenceContext)
            // [tokens, heads·headSize]
        }

        try workspace.apply(output, rows: rows, context, into: states)  // [rows, hidden]
        try workspace.apply(norm, rows: rows, inPlace: states)
    }
}
