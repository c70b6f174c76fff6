extension ModelFamily {
    /// XLM-RoBERTa-XL and XXL: layer norms before the blocks and after the last layer (Goyal et al. 2021).
    public static let xlmRobertaXL = ModelFamily(
        "xlm-roberta-xl",
        defaults: Defaults(
            hiddenSize: 2560, layerCount: 36, headCount: 32, intermediateSize: 10240,
            vocabularySize: 250_880, positionCount: 514, tokenTypeCount: 1, layerNormEpsilon: 1e-5),
        prefix: "roberta.",
        tensorNames: [
            (".attention.output.LayerNorm.", ".attention.self_attn_layer_norm."),
            (".output.LayerNorm.", ".LayerNorm."),
        ] + robertaHead
    ) { configuration, keys in
        try adaptRoberta(&configuration, keys)
        configuration.architecture.normalizesEmbeddings = false
        configuration.architecture.normalization = .beforeBlock(firstAttentionToo: true)
        configuration.architecture.finalNorm = "encoder.LayerNorm"
    }
}
