import Analyses
import Encoder
import Files
import Lists

/// Checks a whole list without running the model: every row is read, tokenised, and searched for
/// its word.
package struct ListCheck: Sendable {
    /// What is in the list.
    package struct Summary: Equatable, Sendable {
        package var rows = 0
        package var failed = 0
        package var tokens = 0
        /// Rows whose place and word have nothing in common.
        package var misplaced = 0
    }

    private let tokenizer: Tokenizer

    package init(tokenizer: Tokenizer) { self.tokenizer = tokenizer }

    /// - Parameters:
    ///   - limit: how many rows to read; `nil` for all.
    ///   - onWarning: called for what is odd in the list.
    ///   - onFailure: called with each row's number and the reason.
    /// - Throws: `InputError` for a list that cannot be read to its end.
    package func run(
        _ list: SentenceList, limit: Int?, onWarning: (String) -> Void,
        onFailure: (Int, String, String) -> Void
    ) throws(InputError) -> Summary {
        var summary = Summary()
        var ids: Set<UInt64> = []
        while limit.map({ summary.rows < $0 }) ?? true, var row = try list.next() {
            list.takeWarnings().forEach(onWarning)
            summary.rows += 1
            row.distinguish(from: ids)
            var reason: String?
            if !ids.insert(row.idHash).inserted {
                reason = ListRow.repeatedID(row.id)
            } else {
                do {
                    let counts = try PairAnalyzer.check(try row.pair(), tokenizer: tokenizer)
                    summary.tokens += counts.reduce(0, +)
                } catch {
                    reason = "\(error)"
                }
            }
            if let reason {
                summary.failed += 1
                onFailure(summary.rows, row.id, reason)
            }
        }
        list.takeWarnings().forEach(onWarning)
        summary.misplaced = list.misplacedCount
        return summary
    }
}
