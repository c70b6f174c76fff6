extension ModelFamily {
    /// RoFormer: BERT with rotary positions (Su et al. 2021).
    public static let roformer = ModelFamily(
        "roformer", defaults: Defaults(vocabularySize: 50000, positionCount: 1536)
    ) { configuration, keys in
        guard try !keys.bool("rotary_value", default: false) else {
            throw keys.invalid("\"rotary_value\" is true; values that turn are not supported")
        }
        configuration.embeddingSize =
            try keys.sizeOrNone("embedding_size") ?? configuration.hiddenSize
        configuration.projectEmbeddings(hasBias: true, precedesNorm: false)
        configuration.architecture.positions = .none
        configuration.architecture.rotation = .neighbours
        configuration.architecture.layers = (0..<configuration.layerCount).map {
            .init(scope: "encoder.layer.\($0)", rotaryBase: 10_000)
        }
        configuration.architecture.head.hasEmbeddingSize = true
    }
}
