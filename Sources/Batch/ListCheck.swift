import Analyses
import Encoder
import Files
import Lists

/// Checks a whole list without running the model: every row is read, tokenized, and searched for
/// its word.
package struct ListCheck: Sendable {
    private let tokenizer: Tokenizer

    package init(tokenizer: Tokenizer) { self.tokenizer = tokenizer }

    /// - Parameters:
    ///   - limit: how many rows to read; `nil` for all.
    ///   - onWarning: called for what is odd in the list.
    ///   - onRow: called with each row.
    ///   - onTokens: called with the hash of each row's id as the list has it, and the number of its tokens, 0 for one
    ///     that fails.
    ///   - onFailure: called with each row's number and the reason.
    /// - Throws: `InputError` for a list that cannot be read to its end, `OutputError.scratch` where the ids of a long
    ///   one find no room.
    package func run(
        _ list: SentenceList, limit: Int?, onRow: (ListRow) throws -> Void = { _ in },
        onTokens: (UInt64, Int) -> Void = { _, _ in },
        onWarning: (String) -> Void,
        onFailure: (Int, String, String) -> Void
    ) throws -> ListSummary {
        var summary = ListSummary()
        let ids = SeenHashes()
        var repeated = RepeatedWords()
        while limit.map({ summary.rows < $0 }) ?? true, var row = try list.next() {
            list.takeWarnings().forEach(onWarning)
            summary.rows += 1
            let ownHash = row.idHash
            try row.distinguish(from: ids)
            try onRow(row)
            summary.add(
                place: row.range1 ?? row.range2, occurrence: row.occurrence1 ?? row.occurrence2)
            var reason: String?
            var tokens = 0
            if try !ids.insert(row.idHash) {
                reason = ListRow.repeatedID(row.id)
            } else {
                do {
                    let readings = try PairAnalyzer.check(try row.pair(), tokenizer: tokenizer)
                    tokens = readings.reduce(0) { $0 + $1.sequence.ids.count }
                    repeated.add(row.id, readings)
                } catch {
                    reason = "\(error)" + row.unitHint
                }
            }
            summary.tokens += tokens
            onTokens(ownHash, tokens)
            if let reason {
                summary.failed += 1
                onFailure(summary.rows, row.id, reason)
            }
        }
        list.takeWarnings().forEach(onWarning)
        summary.labels = list.labels
        summary.misplaced = list.misplacedCount
        summary.repeated = repeated.count
        if let warning = repeated.warning(column: "occurrence1 or occurrence2") {
            onWarning("\(list.name): \(warning)")
        }
        return summary
    }
}
