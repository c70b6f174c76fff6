import Analyses

/// What a batch's calibration says of its rows.
struct VerdictRows: Sendable {
    private let judge: Judge
    private let keys: BatchKeys
    private let layers: [String]
    private let latest = LastRow<Judge.Opinion?>()

    /// - Returns: `nil` for a batch without the analysis.
    init?(_ header: BatchHeader) throws {
        guard header.options.analyses.contains(Verdict.self), let calibration = header.calibration
        else { return nil }
        judge = Judge(calibration)
        keys = try BatchKeys(header)
        layers = header.layers
    }

    /// - Returns: `nil` for a row that failed, or that was made with another model or options and has not
    ///   been done again.
    func opinion(of entry: JournalEntry) -> Judge.Opinion? {
        latest.value(of: entry) { judged($0) }
    }

    private func judged(_ entry: JournalEntry) -> Judge.Opinion? {
        guard keys.areOf(entry), let cosine = entry.cosine, cosine.count == layers.count else {
            return nil
        }
        return judge.opinion(
            of: cosine, words: [entry.row.word, entry.row.word2 ?? entry.row.word])
    }

    /// The layer whose similarity is judged.
    func layer(of entry: JournalEntry) -> String? { opinion(of: entry).map { layers[$0.best] } }
}
