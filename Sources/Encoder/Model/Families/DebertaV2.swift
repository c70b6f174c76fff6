extension ModelFamily {
    /// DeBERTa's versions 2 and 3: far distances share positions, which may share the content's projections
    /// (He et al. 2021, 2023).
    public static let debertaV2 = ModelFamily(
        "deberta-v2",
        defaults: Defaults(
            hiddenSize: 1536, layerCount: 24, headCount: 24, intermediateSize: 6144,
            vocabularySize: 128_100, tokenTypeCount: 0, layerNormEpsilon: 1e-7),
        prefix: "deberta.", tensorNames: debertaNames, encoderScopes: ["embeddings.", "encoder."]
    ) { configuration, keys in
        try adaptDeberta(&configuration, keys)
        let headSize = try keys.size("attention_head_size", default: configuration.headSize)
        guard headSize == configuration.headSize else {
            throw keys.invalid(
                "\"attention_head_size\" is \(headSize); expected the hidden size divided by the number "
                    + "of heads, \(configuration.headSize)")
        }
        configuration.architecture.attentionWeights = .projections
        let terms = try keys.positionTerms()
        let distance = try keys.maximumDistance()
        let buckets = try keys.sizeOrNone("position_buckets")
        if let buckets, buckets < 4 || buckets / 2 >= distance - 1 {
            throw keys.invalid(
                "\"position_buckets\" is \(buckets); expected 4 or more, and less than twice the largest "
                    + "distance \(distance)")
        }
        let terms2 = ["c2p", "p2c"].filter(terms.contains)
        configuration.architecture.relativePositions = .disentangled(
            Architecture.Disentanglement(
                contentToPosition: terms.contains("c2p"), positionToContent: terms.contains("p2c"),
                termCount: 1 + terms2.count,
                isRelative: try keys.bool("relative_attention", default: false),
                span: buckets ?? distance,
                buckets: buckets.map { .init(count: $0, maximumDistance: distance) },
                sharesProjections: try keys.bool("share_att_key", default: false),
                normalizesEmbeddings: try keys.strings(
                    "norm_rel_ebd", separator: "|", default: []
                ).contains { $0.lowercased() == "layer_norm" }))
        if let width = try keys.sizeOrNone("conv_kernel_size") {
            configuration.architecture.convolution = try convolution(width, configuration, keys)
        }
    }

    private static func convolution(
        _ width: Int, _ configuration: ModelConfiguration, _ keys: ConfigurationKeys
    ) throws -> Architecture.Convolution {
        let groups = try keys.size("conv_groups", default: 1)
        guard width % 2 == 1, width <= 64, configuration.hiddenSize % groups == 0 else {
            throw keys.invalid(
                "the convolution has a width of \(width) and \(groups) groups; expected an odd width "
                    + "below 64, and groups that share the hidden size \(configuration.hiddenSize)")
        }
        return Architecture.Convolution(
            width: width, groupCount: groups,
            activation: try keys.activation("conv_act", default: "tanh"))
    }
}
