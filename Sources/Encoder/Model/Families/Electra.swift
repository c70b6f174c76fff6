extension ModelFamily {
    /// ELECTRA: embeddings may be narrower than the layers (Clark et al. 2020).
    public static let electra = ModelFamily(
        "electra", defaults: Defaults(hiddenSize: 256, headCount: 4, intermediateSize: 1024)
    ) { configuration, keys in
        configuration.embeddingSize = try keys.size("embedding_size", default: 128)
        configuration.projectEmbeddings(hasBias: true, precedesNorm: false)
    }
}
