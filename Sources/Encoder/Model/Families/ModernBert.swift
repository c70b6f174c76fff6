extension ModelFamily {
    /// ModernBERT: rotary positions, attention that reaches only nearby tokens in two layers of three, gated
    /// feed-forward blocks, and layer norms before the blocks (Warner et al. 2024).
    public static let modernBERT = ModelFamily(
        "modernbert",
        keys: Keys(activation: "hidden_activation", layerNormEpsilon: "norm_eps"),
        defaults: Defaults(
            layerCount: 22, intermediateSize: 1152, vocabularySize: 50368, positionCount: 8192,
            tokenTypeCount: 0, layerNormEpsilon: 1e-5),
        prefix: "model.",
        tensorNames: [
            ("embeddings.word_embeddings.", "embeddings.tok_embeddings."),
            ("embeddings.LayerNorm.", "embeddings.norm."),
            (".attention.self.queryKeyValue.", ".attn.Wqkv."),
            (".attention.output.dense.", ".attn.Wo."),
            (".attention.output.LayerNorm.", ".attn_norm."),
            (".intermediate.dense.", ".mlp.Wi."),
            (".output.dense.", ".mlp.Wo."),
            (".output.LayerNorm.", ".mlp_norm."),
            ("cls.predictions.transform.dense.", "head.dense."),
            ("cls.predictions.transform.LayerNorm.", "head.norm."),
            ("cls.predictions.decoder.", "decoder."),
            ("cls.predictions.bias", "decoder.bias"),
        ],
        encoderScopes: ["embeddings.", "layers.", "final_norm."]
    ) { configuration, keys in
        var architecture = Architecture()
        architecture.positions = .none
        architecture.normalization = .beforeBlock(firstAttentionToo: false)
        architecture.finalNorm = "final_norm"
        architecture.normsHaveBias = try keys.bool("norm_bias", default: false)
        architecture.attentionWeights = .joined
        architecture.attentionHasBias = try keys.bool("attention_bias", default: false)
        architecture.feedForwardHasBias = try keys.bool("mlp_bias", default: false)
        architecture.feedForwardIsGated = true
        architecture.head.activation = try keys.activation("classifier_activation", default: "gelu")
        architecture.head.transformHasBias = try keys.bool("classifier_bias", default: false)
        architecture.head.decoderHasBias = try keys.bool("decoder_bias", default: true)
        let window = try keys.size("local_attention", default: 128) / 2
        let global = try keys.rotaryBase(
            "full_attention", older: "global_rope_theta", default: 160_000)
        let local = try keys.rotaryBase(
            "sliding_attention", older: "local_rope_theta", default: 10_000)
        architecture.layers = try localLayers(of: configuration.layerCount, keys).enumerated().map {
            .init(
                scope: "layers.\($0)", rotaryBase: $1 ? local : global, window: $1 ? window : nil)
        }
        configuration.architecture = architecture
    }

    /// For each layer whether its attention reaches only nearby tokens.
    private static func localLayers(of count: Int, _ keys: ConfigurationKeys) throws -> [Bool] {
        let types = try keys.strings("layer_types", separator: nil, default: [])
        guard !types.isEmpty else {
            let step = try keys.size("global_attn_every_n_layers", default: 3)
            return (0..<count).map { $0 % step != 0 }
        }
        guard types.count == count else {
            throw keys.invalid("\"layer_types\" has \(types.count) entries; expected \(count)")
        }
        return try types.map { type in
            guard type == "sliding_attention" || type == "full_attention" else {
                throw keys.invalid(
                    "\"layer_types\" has \"\(type)\"; expected \"full_attention\" or "
                        + "\"sliding_attention\"")
            }
            return type == "sliding_attention"
        }
    }
}

extension ConfigurationKeys {
    /// The base of the rotary positions of one type of layer, from `rope_parameters` or the older key.
    fileprivate func rotaryBase(
        _ type: String, older: String, default fallback: Float
    ) throws -> Float {
        guard !isSet("rope_scaling") else {
            throw invalid("\"rope_scaling\" is set; such positions are not supported")
        }
        let fallback = try number(older, default: fallback)
        let byType = try object("rope_parameters")
        guard byType?.isSet("rope_theta") != true, byType?.isSet("rope_type") != true else {
            throw invalid(
                "\"rope_parameters\" are the same for all layers; expected those of "
                    + "\"full_attention\" and of \"sliding_attention\"")
        }
        let parameters = try byType?.object(type)
        let kind = try parameters?.string("rope_type", default: "default") ?? "default"
        guard kind == "default" else {
            throw invalid(
                "the \"rope_type\" of \"\(type)\" is \"\(kind)\"; only \"default\" is supported")
        }
        let base = try parameters?.number("rope_theta", default: fallback) ?? fallback
        guard base >= 1 else {
            throw invalid("the \"rope_theta\" of \"\(type)\" is \(base); expected 1 or more")
        }
        return base
    }
}
