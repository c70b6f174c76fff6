import Analyses
import Encoder

/// The corrected similarities of a batch's rows.
struct CorrectedRows: Sendable {
    private let first: Float
    private let last: Float
    private let keys: BatchKeys
    private let latest = LastRow<(first: Float, last: Float)?>()

    /// - Returns: `nil` for a batch without the analysis.
    init?(_ header: BatchHeader) throws {
        // Other analyses need a baseline, too.
        guard header.options.analyses.contains(Corrected.self),
            let first = header.baseline?.layers.first, let last = header.baseline?.layers.last
        else { return nil }
        self.first = first
        self.last = last
        keys = try BatchKeys(header)
    }

    /// The similarity at the embeddings and after the last layer, minus that of unrelated words there.
    /// - Returns: `nil` for a row that failed, or that was made with another model or options and has not
    ///   been done again.
    func similarity(of entry: JournalEntry) -> (first: Float, last: Float)? {
        latest.value(of: entry) { computed($0) }
    }

    private func computed(_ entry: JournalEntry) -> (first: Float, last: Float)? {
        guard keys.areOf(entry), let low = entry.cosine?.first, let high = entry.cosine?.last
        else { return nil }
        return (low - first, high - last)
    }
}
