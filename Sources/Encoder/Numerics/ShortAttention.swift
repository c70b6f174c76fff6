internal import CKernels

/// The two products of attention for a sentence of a few dozen tokens, without oneDNN.
///
/// oneDNN's general product writes its machine code at the first call, which takes ten times as long
/// as everything else that a pair of sentences needs, and for small matrices it is not faster.
struct ShortAttention {
    private let shape: ck_attention_shape

    /// - Parameters:
    ///   - heads: how many neighbouring heads.
    ///   - stride: scalars from one token's query to the next one's; keys and values lie as far
    ///     apart.
    ///   - contextStride: scalars from one token's context to the next one's.
    /// - Returns: `nil` for a sentence that is too long, or heads that are too large.
    init?(heads: Int, tokens: Int, headSize: Int, stride: Int, contextStride: Int) {
        guard tokens <= ck_attention_tokens, headSize <= ck_attention_head_size
        else { return nil }
        shape = ck_attention_shape(
            heads: heads, tokens: tokens, head_size: headSize, stride: stride,
            context_stride: contextStride)
    }

    /// `scores[heads, tokens, tokens]` = scale · queries · keysᵀ, or that added to what is there.
    func scores(
        _ queries: UnsafePointer<Float>, _ keys: UnsafePointer<Float>, scale: Float,
        accumulates: Bool, into scores: UnsafeMutablePointer<Float>
    ) {
        ck_attention_scores(shape, scale, accumulates ? 1 : 0, queries, keys, scores)
    }

    /// `context[tokens, contextStride]` = weights · values.
    func context(
        _ weights: UnsafePointer<Float>, _ values: UnsafePointer<Float>,
        into context: UnsafeMutablePointer<Float>
    ) {
        ck_attention_context(shape, weights, values, context)
    }
}
