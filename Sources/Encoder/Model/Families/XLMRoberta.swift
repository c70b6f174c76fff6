extension ModelFamily {
    /// XLM-RoBERTa: RoBERTa for a hundred languages (Conneau et al. 2020).
    public static let xlmRoberta = ModelFamily(
        "xlm-roberta", prefix: "roberta.", tensorNames: robertaHead, adapt: adaptRoberta)
}
