/// Multi-head scaled dot-product self-attention (Vaswani et al. 2017) with its residual connection
/// and layer norm.
struct SelfAttention {
    let queryKeyValue: PackedLinear
    let output: PackedLinear
    private let norm: LayerNorm
    private let positionBias: RelativePositionBias?
    let hiddenSize: Int
    let headCount: Int
    let headSize: Int

    /// - Parameter positionBias: what is added to the scores by relative position, if anything.
    init(
        _ weights: ScopedWeights, _ configuration: ModelConfiguration,
        positionBias: RelativePositionBias?, precision: Precision, engine: ComputeEngine
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
            inputs: size, epilogue: .none, precision: precision, engine: engine)
        output = try PackedLinear(
            parts: [try weights.linear("output.dense", inputs: size, outputs: size)],
            inputs: size, epilogue: .accumulate, precision: precision, engine: engine)
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
            let keys = sentenceQKV + hiddenSize
            let values = sentenceQKV + 2 * hiddenSize
            positionBias?.write(tokens: tokens, to: probabilities)
            let short = ShortAttention(
                heads: headCount, tokens: tokens, headSize: headSize, stride: stride)
            let scale = 1 / Float(headSize).squareRoot()
            if let short {
                short.scores(
                    sentenceQKV, keys, scale: scale, accumulates: positionBias != nil,
                    into: probabilities)
            } else {
                try workspace.apply(
                    scoresProduct(tokens, scale), sentenceQKV, keys, into: probabilities)
            }
            // [heads, tokens, tokens]
            try workspace.softmax(
                rows: headCount * tokens, columns: tokens, inPlace: probabilities)
            if let short {
                short.context(probabilities, values, into: sentenceContext)
            } else {
                try workspace.apply(
                    contextProduct(tokens), probabilities, values, into: sentenceContext)
            }
            // [tokens, heads·headSize]
        }

        try workspace.apply(output, rows: rows, context, into: states)  // [rows, hidden]
        try workspace.apply(norm, rows: rows, inPlace: states)
    }

    /// Queries times keys, for each head.
    private func scoresProduct(_ tokens: Int, _ scale: Float) -> BatchedProduct {
        BatchedProduct(
            batch: headCount, m: tokens, n: tokens, k: headSize,
            left: BatchedProduct.Strides(batch: headSize, row: 3 * hiddenSize),
            right: BatchedProduct.Strides(batch: headSize, row: 1, column: 3 * hiddenSize),
            destination: map(tokens), scale: scale, accumulates: positionBias != nil)
    }

    /// Weights times values, for each head.
    private func contextProduct(_ tokens: Int) -> BatchedProduct {
        BatchedProduct(
            batch: headCount, m: tokens, n: headSize, k: tokens, left: map(tokens),
            right: BatchedProduct.Strides(batch: headSize, row: 3 * hiddenSize),
            destination: BatchedProduct.Strides(batch: headSize, row: hiddenSize))
    }

    private func map(_ tokens: Int) -> BatchedProduct.Strides {
        BatchedProduct.Strides(batch: tokens * tokens, row: tokens)
    }
}
