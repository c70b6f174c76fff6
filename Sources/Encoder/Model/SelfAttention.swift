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
    /// - Parameters:
    ///   - qkv: room for `[rows, 3·hidden]`.
    ///   - context: room for `[rows, hidden]`.
    ///   - probabilities: for each sentence, where its `[heads, tokens, tokens]` go.
    func callAsFunction(
        _ batch: PackedBatch, _ states: UnsafeMutablePointer<Float>,
        qkv: UnsafeMutablePointer<Float>, context: UnsafeMutablePointer<Float>,
        probabilities: [UnsafeMutablePointer<Float>], _ workspace: Workspace
    ) throws {
        let rows = batch.rows
        try workspace.apply(queryKeyValue, rows: rows, states, into: qkv)  // [rows, 3·hidden]
        try workspace.share(headCount) { heads in
            for (sentence, probabilities) in zip(batch.sentences, probabilities) {
                let offset = heads.lowerBound * headSize
                try attend(
                    heads, tokens: sentence.count,
                    queries: qkv + sentence.lowerBound * 3 * hiddenSize + offset,
                    probabilities: probabilities + heads.lowerBound * sentence.count
                        * sentence.count,
                    context: context + sentence.lowerBound * hiddenSize + offset, workspace)
            }
        }
        try workspace.apply(output, rows: rows, context, into: states)  // [rows, hidden]
        try workspace.apply(norm, rows: rows, inPlace: states)
    }

    /// The attention of some neighbouring heads in one sentence.
    ///
    /// Each pointer leads to the first one of these heads: `queries` to that of the first token, with
    /// its key and value 1 and 2 hidden sizes behind; `probabilities` are `[heads, tokens, tokens]`;
    /// `context` is `[tokens, hidden]`.
    private func attend(
        _ heads: Range<Int>, tokens: Int, queries: UnsafeMutablePointer<Float>,
        probabilities: UnsafeMutablePointer<Float>, context: UnsafeMutablePointer<Float>,
        _ workspace: Workspace
    ) throws {
        let keys = queries + hiddenSize
        let values = queries + 2 * hiddenSize
        positionBias?.write(heads: heads, tokens: tokens, to: probabilities)
        let short = ShortAttention(
            heads: heads.count, tokens: tokens, headSize: headSize, stride: 3 * hiddenSize,
            contextStride: hiddenSize)
        let scale = 1 / Float(headSize).squareRoot()
        if let short {
            short.scores(
                queries, keys, scale: scale, accumulates: positionBias != nil,
                into: probabilities)
        } else {
            try workspace.apply(
                scoresProduct(heads.count, tokens, scale), queries, keys, into: probabilities)
        }
        try workspace.softmax(
            rows: heads.count * tokens, columns: tokens, inPlace: probabilities)
        if let short {
            short.context(probabilities, values, into: context)
        } else {
            try workspace.apply(
                contextProduct(heads.count, tokens), probabilities, values, into: context)
        }
    }

    /// Queries times keys, for each head.
    private func scoresProduct(_ heads: Int, _ tokens: Int, _ scale: Float) -> BatchedProduct {
        BatchedProduct(
            batch: heads, m: tokens, n: tokens, k: headSize,
            left: BatchedProduct.Strides(batch: headSize, row: 3 * hiddenSize),
            right: BatchedProduct.Strides(batch: headSize, row: 1, column: 3 * hiddenSize),
            destination: map(tokens), scale: scale, accumulates: positionBias != nil)
    }

    /// Weights times values, for each head.
    private func contextProduct(_ heads: Int, _ tokens: Int) -> BatchedProduct {
        BatchedProduct(
            batch: heads, m: tokens, n: headSize, k: tokens, left: map(tokens),
            right: BatchedProduct.Strides(batch: headSize, row: 3 * hiddenSize),
            destination: BatchedProduct.Strides(batch: headSize, row: hiddenSize))
    }

    private func map(_ tokens: Int) -> BatchedProduct.Strides {
        BatchedProduct.Strides(batch: tokens * tokens, row: tokens)
    }
}
