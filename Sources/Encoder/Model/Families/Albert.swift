extension ModelFamily {
    /// ALBERT: layers that share their weights, and embeddings narrower than the layers (Lan et al. 2020).
    public static let albert = ModelFamily(
        "albert",
        defaults: Defaults(
            hiddenSize: 4096, headCount: 64, intermediateSize: 16384, vocabularySize: 30000,
            activation: "gelu_new"),
        tensorNames: [
            ("embeddings_project.", "encoder.embedding_hidden_mapping_in."),
            (".attention.self.query.", ".attention.query."),
            (".attention.self.key.", ".attention.key."),
            (".attention.self.value.", ".attention.value."),
            (".attention.output.dense.", ".attention.dense."),
            (".attention.output.LayerNorm.", ".attention.LayerNorm."),
            (".intermediate.dense.", ".ffn."),
            (".output.dense.", ".ffn_output."),
            (".output.LayerNorm.", ".full_layer_layer_norm."),
            ("cls.predictions.transform.", "predictions."),
            ("cls.predictions.", "predictions."),
        ]
    ) { configuration, keys in
        configuration.embeddingSize = try keys.size("embedding_size", default: 128)
        configuration.architecture.embeddingProjection = .init(hasBias: true, precedesNorm: false)
        configuration.architecture.head.hasEmbeddingSize = true
        let layers = configuration.layerCount
        let groups = try keys.size("num_hidden_groups", default: 1)
        let inner = try keys.size("inner_group_num", default: 1)
        guard groups <= layers, inner <= 1024, layers <= 1024 else {
            throw keys.invalid(
                "there are \(groups) groups of \(inner) layers for \(layers) layers; expected no more "
                    + "groups than layers, and at most 1024 of each")
        }
        configuration.architecture.layers = (0..<layers).flatMap { layer in
            // As the reference has it, in 64 bits.
            let group = min(Int(Double(layer) / (Double(layers) / Double(groups))), groups - 1)
            return (0..<inner).map {
                Architecture.Layer(
                    scope: "encoder.albert_layer_groups.\(group).albert_layers.\($0)")
            }
        }
        configuration.layerCount = layers * inner
    }
}
