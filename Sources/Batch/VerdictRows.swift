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

    /// The same as on the pair's page.
    /// - Returns: `nil` for a row that failed, or that was made with another model or options and has not
    ///   been done again.
    func opinion(of entry: JournalEntry) -> Judge.Opinion? {
        latest.value(of: entry) { judged($0) }
    }

    private func judged(_ entry: JournalEntry) -> Judge.Opinion? {
        guard keys.areOf(entry), let cosine = entry.cosine, cosine.count == layers.count else {
            return nil
        }
        return judge.opinion(of: cosine, words: Self.words(entry))
    }

    /// Natural, at the layer that is judged; `nil` also of a model that does not tell labelled pairs apart, of
    /// which the pages say that it gives no verdict.
    func logOdds(of entry: JournalEntry) -> Float? {
        guard judge.calibration.heldOut.isInformative else { return nil }
        return opinion(of: entry).map { Float($0.logOdds) }
    }

    /// The words as they were asked for, and as they stand in the sentences.
    private static func words(_ entry: JournalEntry) -> [String] {
        let row = entry.row
        let found = zip([row.sentence1, row.sentence2], entry.marks ?? []).compactMap {
            text, place -> String? in
            guard place.count == 2, 0 <= place[0], place[0] <= place[1] else { return nil }
            return String(
                String.UnicodeScalarView(
                    text.unicodeScalars.dropFirst(place[0]).prefix(place[1] - place[0])))
        }
        return [row.word, row.word2 ?? row.word] + found
    }

    /// The layer whose similarity is judged.
    func layer(of entry: JournalEntry) -> String? { opinion(of: entry).map { layers[$0.best] } }
}
