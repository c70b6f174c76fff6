extension ModelFamily {
    /// MPNet: a bias by relative position on the attention scores (Song et al. 2020).
    public static let mpnet = ModelFamily(
        "mpnet", defaults: Defaults(vocabularySize: 30527, tokenTypeCount: 0),
        tensorNames: [
            (".attention.self.query.", ".attention.attn.q."),
            (".attention.self.key.", ".attention.attn.k."),
            (".attention.self.value.", ".attention.attn.v."),
            (".attention.output.dense.", ".attention.attn.o."),
            (".attention.output.LayerNorm.", ".attention.LayerNorm."),
        ] + robertaHead
    ) { configuration, keys in
        // Both fixed in code.
        configuration.architecture.positions = .absolute(paddingID: 1)
        configuration.architecture.head.activation = .gelu
        let count = try keys.size("relative_attention_num_buckets", default: 32)
        guard count >= 4 else {
            throw keys.invalid(
                "\"relative_attention_num_buckets\" is \(count); expected 4 or more")
        }
        configuration.architecture.relativePositions = .bias(count: count)
    }
}
