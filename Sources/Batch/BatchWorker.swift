import Analyses
import Charts
import Encoder
import Files
import Lists

/// Turns a few rows at a time into folders: what one thread of a batch does.
struct BatchWorker: Sendable {
    /// A row on its way to a thread.
    struct Item: Sendable {
        var number: Int
        var row: ListRow
        var key: String
        /// `nil` for a row that has failed already.
        var pair: SentencePair?
        var reason: String?
        /// What an earlier run has done of it, to be checked where there is an entry: without files there is nothing
        /// to check.
        var finished: (entry: JournalEntry?, row: Journal.Row)?
        /// The files that its folder may have, where the journal says so.
        var own: PairFolder.Files?
    }

    /// What became of a row.
    enum Outcome: Sendable {
        /// It was done before, and everything is still there.
        case kept(Journal.Row)
        case done(JournalEntry)
        case failed(JournalEntry)
    }

    private let analyzer: PairAnalyzer
    private let files: PairFiles
    /// For all threads of a batch without pages; `nil` for one with pages.
    private let cache: VectorCache?

    init(analyzer: PairAnalyzer, files: PairFiles) {
        self.analyzer = analyzer
        self.files = files
        let header = files.header
        cache = header.hasPage(isChosen: header.drawsAll) ? nil : VectorCache()
    }

    /// The arrays of the sentences that are encoded together take no more than about this.
    private static let memoryLimit = 48 << 20

    /// - Throws: errors that concern more than one row, such as a full disk.
    func work(on items: [Item]) throws -> [Outcome] {
        var outcomes = [Outcome?](repeating: nil, count: items.count)
        var group: [Int] = []
        var size = 0
        func finishGroup() throws {
            let pairs = group.compactMap { items[$0].pair }
            let results = try entries(of: pairs, group.map { items[$0] })
            for (index, result) in zip(group, results) {
                outcomes[index] = try outcome(items[index], result)
            }
            group = []
            size = 0
        }
        for (index, item) in items.enumerated() {
            guard let pair = item.pair else {
                outcomes[index] = .failed(failure(item, item.reason ?? "unknown"))
                continue
            }
            if let finished = item.finished, finished.entry.map(files.isWhole) ?? true {
                outcomes[index] = .kept(finished.row)
                continue
            }
            let sentences = [pair.sentence1, pair.sentence2].reduce(0) { $0 + estimate($1) }
            // For substitutes each is encoded again, with the word masked; for occlusion twice, with others.
            let needs = cache == nil ? analyzer.options.analyses.needs : []
            let cost =
                sentences
                * (1 + (needs.contains(.maskedWords) ? 1 : 0) + (needs.contains(.mask) ? 2 : 0))
            if size + cost > Self.memoryLimit { try finishGroup() }
            group.append(index)
            size += cost
        }
        try finishGroup()
        return outcomes.compactMap { $0 }
    }

    /// Analyses pairs together, and writes what becomes of each.
    private func entries(
        of pairs: [SentencePair], _ items: [Item]
    ) throws -> [Result<JournalEntry, any Error>] {
        if let cache {
            return zip(items, try analyzer.similarities(of: pairs, cache)).map { item, result in
                Result {
                    try files.record(
                        result.get(), for: item.row, number: item.number, own: item.own)
                }
            }
        }
        return zip(items, try analyzer.analyze(pairs)).map { item, result in
            Result {
                let result = try result.get()
                // Which pairs stand out is known when all are done.
                return try files.write(
                    result.analysis, for: item.row, number: item.number,
                    isChosen: files.header.drawsAll, encodings: result.encodings,
                    warnings: result.warnings.isEmpty ? nil : result.warnings, own: item.own)
            }
        }
    }

    private func outcome(
        _ item: Item, _ result: Result<JournalEntry, any Error>
    ) throws -> Outcome {
        do {
            return .done(try result.get())
        } catch let error where Self.concernsOneRow(error) {
            return .failed(failure(item, "\(error)"))
        }
    }

    /// Whether an error comes from a row, not from the machine, which would fail all rows.
    static func concernsOneRow(_ error: any Error) -> Bool {
        switch error {
        case OutputError.foreign, OutputError.edited: return true
        case ChartError.noFonts, ChartError.noThreads: return false
        default: break
        }
        return error is PairError || error is AnalyzedPairError || error is ChartError
    }

    private func failure(_ item: Item, _ reason: String) -> JournalEntry {
        JournalEntry(
            number: item.number, row: item.row, key: item.key, reason: reason,
            left: item.own?.recorded)
    }

    /// About how many bytes the arrays of a sentence take.
    private func estimate(_ text: String) -> Int {
        let configuration = analyzer.model.encoder.configuration
        // A token is seldom shorter than three bytes; a little error does no harm.
        let tokens = min(text.utf8.count / 3 + 3, configuration.maximumTokenCount)
        let states = (configuration.layerCount + 1) * tokens * configuration.hiddenSize
        // Of a long text the word's rows are kept alone.
        let rows = tokens > EncoderModel.wholeAttentionLimit ? 1 : tokens
        let attentions = configuration.layerCount * configuration.headCount * tokens * rows
        return (states + attentions) * 4
    }
}
