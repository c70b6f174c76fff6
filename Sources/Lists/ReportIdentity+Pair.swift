import Files

extension ReportIdentity {
    /// The report of a pair of sentences.
    package static func pair(_ pair: SentencePair, model: Model) -> ReportIdentity {
        .pair(
            sentences: [pair.sentence1, pair.sentence2], words: [pair.word1, pair.word2],
            occurrences: [pair.occurrence1 ?? 1, pair.occurrence2 ?? 1], model: model)
    }
}
