extension ModelFamily {
    /// BERT (Devlin et al. 2019).
    public static let bert = ModelFamily("bert")
}
