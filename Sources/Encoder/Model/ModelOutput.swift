/// What a model computed for one sentence.
public struct ModelOutput: Sendable, Equatable {
    /// The tokens that the arrays' token dimensions run over.
    public let sequence: TokenSequence

    /// `[layers + 1, tokens, hidden]`: entry 0 is the output of the embeddings, entry l + 1 that of
    /// layer l, in the order of Hugging Face's `hidden_states`.
    public let hiddenStates: Tensor

    /// `[layers, heads, tokens, tokens]`: attention probabilities; the row is the token that
    /// attends, the column the one attended to. Rows sum to 1. Of a long text only the rows of
    /// `attendingTokens` may be there.
    public let attentions: Tensor

    /// The tokens whose rows `attentions` has, ascending; `nil` for all.
    public internal(set) var attendingTokens: [Int]?

    /// The number of transformer layers.
    public var layerCount: Int { attentions.shape[0] }
    /// The number of attention heads in each layer.
    public var headCount: Int { attentions.shape[1] }
    /// The number of tokens, special tokens included.
    public var tokenCount: Int { attentions.shape[3] }
    /// Whether `attentions` has the rows of all tokens.
    public var hasEveryRow: Bool { attendingTokens == nil }

    /// Where a token's attention goes, `[tokens]`; NaN where there is no such layer, head or row.
    func attention(from token: Int, layer: Int, head: Int) -> ArraySlice<Float> {
        let row = attendingTokens.map { $0.firstIndex(of: token) ?? $0.count } ?? token
        return attentions[row: layer, head, row]
    }
}
