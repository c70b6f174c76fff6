extension ModelFamily {
    /// DeBERTa: content and relative position have vectors of their own in attention (He et al. 2021).
    public static let deberta = ModelFamily(
        "deberta",
        defaults: Defaults(vocabularySize: 50265, tokenTypeCount: 0, layerNormEpsilon: 1e-7),
        tensorNames: debertaNames, encoderScopes: ["embeddings.", "encoder."]
    ) { configuration, keys in
        try adaptDeberta(&configuration, keys)
        guard try !keys.bool("talking_head", default: false) else {
            throw keys.invalid("\"talking_head\" is true; such attention is not supported")
        }
        configuration.architecture.attentionWeights = .byHead
        let terms = try keys.positionTerms()
        configuration.architecture.relativePositions = .disentangled(
            Architecture.Disentanglement(
                contentToPosition: terms.contains("c2p"), positionToContent: terms.contains("p2c"),
                termCount: 1 + terms.count,
                isRelative: try keys.bool("relative_attention", default: false),
                span: try keys.maximumDistance(), sharesProjections: false,
                names: .init(key: "pos_proj", keyHasBias: false, query: "pos_q_proj"),
                normalizesEmbeddings: false))
    }

    /// The names that DeBERTa's versions give to parts that other families have, too.
    static let debertaNames: [TensorName] = [
        ("embeddings_project.", "embeddings.embed_proj."),
        ("lm_predictions.transform.", "lm_predictions.lm_head."),
        ("lm_predictions.bias", "lm_predictions.lm_head.bias"),
    ]

    /// What DeBERTa's versions have in common.
    static let adaptDeberta:
        @Sendable (inout ModelConfiguration, ConfigurationKeys) throws -> Void =
            { configuration, keys in
                configuration.embeddingSize = try keys.size(
                    "embedding_size", default: configuration.hiddenSize)
                configuration.projectEmbeddings(hasBias: false, precedesNorm: true)
                if try !keys.bool("position_biased_input", default: true) {
                    configuration.architecture.positions = .none
                }
                configuration.tokenTypeCount = try keys.index("type_vocab_size", default: 0)
                if try keys.bool("legacy", default: true) {
                    configuration.architecture.head.hasEmbeddingSize = true
                } else {
                    configuration.architecture.head.scope = "lm_predictions"
                    configuration.architecture.head.isAlwaysTied = true
                }
            }
}

extension ConfigurationKeys {
    /// The terms of DeBERTa's attention, written `"c2p|p2c"` or as a list.
    func positionTerms() throws -> [String] {
        try strings("pos_att_type", separator: "|", default: []).map { $0.lowercased() }
    }

    /// The distance beyond which DeBERTa no longer tells positions apart.
    func maximumDistance() throws -> Int {
        let positions = try size("max_position_embeddings", default: 512)
        return try sizeOrNone("max_relative_positions") ?? positions
    }
}
