extension ModelFamily {
    /// RoBERTa and DistilRoBERTa: positions counted from behind the padding id (Liu et al. 2019).
    public static let roberta = ModelFamily(
        "roberta", defaults: Defaults(vocabularySize: 50265), tensorNames: robertaHead,
        adapt: adaptRoberta)

    /// What RoBERTa's relatives call the parts of their masked-language-model head.
    static let robertaHead: [TensorName] = [
        ("cls.predictions.transform.dense.", "lm_head.dense."),
        ("cls.predictions.transform.LayerNorm.", "lm_head.layer_norm."),
        ("cls.predictions.decoder.", "lm_head.decoder."),
        ("cls.predictions.bias", "lm_head.bias"),
    ]

    static let adaptRoberta:
        @Sendable (inout ModelConfiguration, ConfigurationKeys) throws -> Void =
            { configuration, keys in
                configuration.architecture.positions = .absolute(
                    paddingID: try keys.index("pad_token_id", default: 1))
                // Fixed in code.
                configuration.architecture.head.activation = .gelu
            }
}
