extension ModelFamily {
    /// CamemBERT: RoBERTa for French (Martin et al. 2020).
    public static let camembert = ModelFamily(
        "camembert", prefix: "roberta.", tensorNames: robertaHead, adapt: adaptRoberta)
}
