import Charts
import Encoder
import Foundation

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
        /// What an earlier run has done of it, to be checked.
        var finished: (entry: JournalEntry, slot: Journal.Slot)?
    }

    /// What became of a row.
    enum Outcome: Sendable {
        /// It was done before, and everything is still there.
        case kept(Int, Journal.Slot)
        case done(JournalEntry)
        case failed(JournalEntry)
    }

    let analyzer: PairAnalyzer
    let options: BatchOptions
    let writer: FolderWriter

    /// The arrays of the sentences that are encoded together take no more than about this.
    private static let memoryLimit = 48 << 20

    /// - Throws: errors that concern more than one row, such as a full disk.
    func work(on items: [Item]) throws -> [Outcome] {
        var outcomes = [Outcome?](repeating: nil, count: items.count)
        var group: [Int] = []
        var size = 0
        func finishGroup() throws {
            let pairs = group.compactMap { items[$0].pair }
            for (index, result) in zip(group, try analyzer.analyze(pairs)) {
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
            if let finished = item.finished, isWhole(finished.entry) {
                outcomes[index] = .kept(item.number, finished.slot)
                continue
            }
            let cost = [pair.sentence1, pair.sentence2].reduce(0) { $0 + estimate($1) }
            if size + cost > Self.memoryLimit { try finishGroup() }
            group.append(index)
            size += cost
        }
        try finishGroup()
        return outcomes.compactMap { $0 }
    }

    private func outcome(
        _ item: Item, _ result: Result<PairAnalyzer.Result, any Error>
    ) throws -> Outcome {
        do {
            return .done(try finish(item, try result.get()))
        } catch let error where Self.concernsOneRow(error) {
            return .failed(failure(item, "\(error)"))
        }
    }

    private static func concernsOneRow(_ error: any Error) -> Bool {
        error is PairError || error is PairAnalysisError || error is ChartError
    }

    private func failure(_ item: Item, _ reason: String) -> JournalEntry {
        JournalEntry(number: item.number, row: item.row, key: item.key, reason: reason)
    }

    /// Draws and writes a pair.
    private func finish(_ item: Item, _ result: PairAnalyzer.Result) throws -> JournalEntry {
        let analysis = result.analysis
        let figures =
            options.figures == .all
            ? try PairFigures(analysis).rendered(threadCount: 1, formats: options.formats) : []
        var files = try PairReport(
            analysis: analysis, figures: figures,
            producer: Producer(version: ProgramVersion.number), date: options.date
        ).files()
        if options.figures != .none {
            files.append(
                OutputFile(path: Thumbnail.path, bytes: Array(Thumbnail(analysis).svg.utf8)))
        }
        let folder = PairFolder.path(id: item.row.id)
        try writer.write(files, to: folder)
        return JournalEntry(
            number: item.number, row: item.row, key: item.key, folder: folder,
            cosine: analysis.similarity.cosine,
            marks: analysis.sentences.map { sentence in
                let places = sentence.target.map { sentence.offsets[$0] }
                return [
                    places.map(\.lowerBound).min() ?? 0, places.map(\.upperBound).max() ?? 0,
                ]
            },
            files: Dictionary(
                files.map { ($0.path, Self.hash($0.bytes)) }, uniquingKeysWith: { $1 }),
            warnings: result.warnings.isEmpty ? nil : result.warnings)
    }

    private static func hash(_ bytes: [UInt8]) -> String { ContentHash.hex(of: bytes, length: 16) }

    /// Whether every file of a finished pair is there and unchanged.
    private func isWhole(_ entry: JournalEntry) -> Bool {
        guard let folder = entry.folder, let files = entry.files else { return false }
        return files.allSatisfy { path, hash in
            let file = "\(writer.directory)/\(folder)/\(path)"
            guard let data = FileManager.default.contents(atPath: file) else { return false }
            return Self.hash(Array(data)) == hash
        }
    }

    /// About how many bytes the arrays of a sentence take.
    private func estimate(_ text: String) -> Int {
        let configuration = analyzer.model.encoder.configuration
        // A token is seldom shorter than three bytes; a little error does no harm.
        let tokens = min(text.utf8.count / 3 + 3, configuration.maximumTokenCount)
        let states = (configuration.layerCount + 1) * tokens * configuration.hiddenSize
        let attentions = configuration.layerCount * configuration.headCount * tokens * tokens
        return (states + attentions) * 4
    }
}
