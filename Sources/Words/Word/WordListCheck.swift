import Analyses
import Encoder
import Files
import Lists

/// Checks a whole list of sentences without running the model: every row is read, tokenized, and searched for its
/// word.
package struct WordListCheck: Sendable {
    private let tokenizer: Tokenizer

    package init(tokenizer: Tokenizer) { self.tokenizer = tokenizer }

    /// - Parameters:
    ///   - word: what to look for where a row does not say; without it, such a row is only read.
    ///   - onRow: called with each row.
    ///   - onFailure: called with each row's number and id and the reason.
    /// - Throws: `InputError` for a list that cannot be read to its end.
    package func run(
        _ list: WordList, word: String?, limit: Int?,
        onRow: (WordList.Row) throws(InputError) -> Void = { _ in },
        onWarning: (String) -> Void, onFailure: (Int, String, String) -> Void
    ) throws(InputError) -> ListSummary {
        var summary = ListSummary()
        var repeated = RepeatedWords()
        while limit.map({ summary.rows < $0 }) ?? true, let row = try list.next() {
            summary.rows += 1
            try onRow(row)
            summary.labels.add(group: row.label)
            // A place needs no word.
            guard let word = row.word ?? word ?? (row.range == nil ? nil : "") else {
                summary.withoutWord += 1
                continue
            }
            summary.add(place: row.range, occurrence: row.occurrence)
            do {
                let reading = try row.reading(
                    word: word, forms: list.forms, tokenizer: tokenizer)
                summary.tokens += reading.sequence.ids.count
                repeated.add(row.id, [reading])
            } catch {
                summary.failed += 1
                onFailure(row.number, row.id, "\(error)")
            }
        }
        list.warnings.forEach(onWarning)
        summary.misplaced = list.misplacedCount
        summary.repeated = repeated.count
        if let warning = repeated.warning(column: "occurrence") {
            onWarning("\(list.name): \(warning)")
        }
        return summary
    }
}
