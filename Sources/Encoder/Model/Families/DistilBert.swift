extension ModelFamily {
    /// DistilBERT: BERT without token types (Sanh et al. 2019).
    public static let distilBERT = ModelFamily(
        "distilbert",
        keys: Keys(
            hiddenSize: "dim", layerCount: "n_layers", headCount: "n_heads",
            intermediateSize: "hidden_dim", activation: "activation", layerNormEpsilon: nil),
        defaults: Defaults(layerCount: 6, tokenTypeCount: 0),
        tensorNames: [
            ("encoder.layer.", "transformer.layer."),
            (".attention.self.query.", ".attention.q_lin."),
            (".attention.self.key.", ".attention.k_lin."),
            (".attention.self.value.", ".attention.v_lin."),
            (".attention.output.dense.", ".attention.out_lin."),
            (".attention.output.LayerNorm.", ".sa_layer_norm."),
            (".intermediate.dense.", ".ffn.lin1."),
            (".output.dense.", ".ffn.lin2."),
            (".output.LayerNorm.", ".output_layer_norm."),
            ("cls.predictions.transform.dense.", "vocab_transform."),
            ("cls.predictions.transform.LayerNorm.", "vocab_layer_norm."),
            ("cls.predictions.decoder.", "vocab_projector."),
            ("cls.predictions.bias", "vocab_projector.bias"),
        ],
        encoderScopes: ["embeddings.", "transformer."])
}
