internal import COneDNN

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
            positionBias?.write(tokens: tokens, to: probabilities)
            for head in 0..<headCount {
                let query = sentenceQKV + head * headSize
                try multiply(
                    query, stride, query + hiddenSize, stride, transposed: true,
                    into: probabilities + head * tokens * tokens, tokens,
                    (tokens, tokens, headSize), scale: 1 / Float(headSize).squareRoot(),
                    accumulate: positionBias != nil)
            }  // [heads, tokens, tokens]
            try workspace.softmax(
                rows: headCount * tokens, columns: tokens, inPlace: probabilities)
            for head in 0..<headCount {
                let value = sentenceQKV + 2 * hiddenSize + head * headSize
                try multiply(
                    probabilities + head * tokens * tokens, tokens, value, stride,
                    transposed: false, into: sentenceContext + head * headSize, hiddenSize,
                    (tokens, headSize, tokens), scale: 1)
            }  // [tokens, heads·headSize]
        }

        try workspace.apply(output, rows: rows, context, into: states)  // [rows, hidden]
        try workspace.apply(norm, rows: rows, inPlace: states)
    }

    /// `destination[m, n]` = scale · `left[m, k]` · `right`, which is `[n, k]` when transposed, else
    /// `[k, n]`; each matrix with its own distance between rows. With `accumulate` the product is
    /// added to what the destination holds.
    private func multiply(
        _ left: UnsafePointer<Float>, _ leftStride: Int,
        _ right: UnsafePointer<Float>, _ rightStride: Int, transposed: Bool,
        into destination: UnsafeMutablePointer<Float>, _ stride: Int,
        _ size: (m: Int, n: Int, k: Int), scale: Float, accumulate: Bool = false
    ) throws {
        try check(
            dnnl_sgemm(
                CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: transposed ? "T" : "N")),
                Int64(size.m), Int64(size.n), Int64(size.k), scale,
                left, Int64(leftStride), right, Int64(rightStride),
                accumulate ? 1 : 0, destination, Int64(stride)),
            "multiply matrices of \(size)")
    }
}
