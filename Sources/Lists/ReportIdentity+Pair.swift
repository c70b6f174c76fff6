import Files

extension ReportIdentity {
    /// The report of a pair of sentences.
    /// - Parameter model: the model's name, as reports show it.
    package static func pair(_ pair: SentencePair, model: String) -> ReportIdentity {
        .pair(
            sentences: [pair.sentence1, pair.sentence2], words: [pair.word1, pair.word2],
            occurrences: [pair.occurrence1 ?? 1, pair.occurrence2 ?? 1], model: model)
    }
}
