import Files

/// A row of a sentence list as it stands there, before anyone looks for the word.
package struct ListRow: Equatable, Sendable {
    package var id: String
    package var word: String
    package var word2: String?
    package var sentence1: String
    package var sentence2: String
    /// Which of several occurrences is meant, as written.
    package var occurrence1: String?
    package var occurrence2: String?
    /// The word's place in its sentence, as written: `4-8`, or another that `WordPlace` reads.
    package var range1: String?
    package var range2: String?
    /// What the list says of the pair, for example `same` or `different`.
    package var label: String?
    /// Other forms in which each word may stand, where they were asked for.
    package var forms1: [String]?
    package var forms2: [String]?
    /// The id that the list gives the row, where it got another one because an equal row came before it.
    package var idInList: String?

    /// The columns of a list in the order in which the program writes them.
    package static let columns = [
        "id", "word", "word2", "sentence1", "sentence2", "occurrence1", "occurrence2", "range1",
        "range2", "label",
    ]
    /// The further column of `failed.tsv`, which means nothing in a list.
    package static let reasonColumn = "reason"
    static let requiredColumns = ["sentence1", "sentence2", "word"]

    /// - Parameter value: the text of a column; `nil` where the list does not have it.
    init(_ value: (String) -> String?) {
        func optional(_ name: String) -> String? {
            value(name).flatMap { $0.isEmpty ? nil : $0 }
        }
        word = value("word") ?? ""
        word2 = optional("word2")
        sentence1 = value("sentence1") ?? ""
        sentence2 = value("sentence2") ?? ""
        occurrence1 = optional("occurrence1")
        occurrence2 = optional("occurrence2")
        range1 = optional("range1")
        range2 = optional("range2")
        label = optional("label")
        id = optional("id") ?? ""
        // Without an id the row is named by what it says, so that the name survives other rows.
        if id.isEmpty { id = idFromText }
    }

    /// The id of a row without one.
    package var idFromText: String {
        var row = self
        row.id = ""
        return "\(word).\(ContentHash.hex(row.values, length: 8))"
    }

    /// The texts of `columns`; empty where there is none.
    package var values: [String] {
        [
            id, word, word2 ?? "", sentence1, sentence2, occurrence1 ?? "", occurrence2 ?? "",
            range1 ?? "", range2 ?? "", label ?? "",
        ]
    }

    /// The pair that the row describes.
    /// - Throws: `RowError` for what cannot be a word, an occurrence or a place.
    package func pair() throws(RowError) -> SentencePair {
        let ranges1 = try ranges(range1, sentence1, "range1")
        let ranges2 = try ranges(range2, sentence2, "range2")
        guard !word.isEmpty else { throw RowError(problem: "the word is empty") }
        var pair = SentencePair(
            sentence1, sentence2, word: word, word2: word2, id: id,
            occurrence1: try number(occurrence1, "occurrence1"),
            occurrence2: try number(occurrence2, "occurrence2"))
        pair.ranges1 = ranges1
        pair.ranges2 = ranges2
        pair.forms1 = forms1 ?? []
        pair.forms2 = forms2 ?? []
        return pair
    }

    /// Takes the forms of its words.
    mutating func take(_ forms: WordForms) {
        let (first, second) = (forms(word), forms(word2 ?? word))
        forms1 = first.isEmpty ? nil : first
        forms2 = second.isEmpty ? nil : second
    }

    private func number(_ text: String?, _ column: String) throws(RowError) -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), number >= 1 else {
            throw RowError(problem: "\(column): expected a number, 1 or more, found \"\(text)\"")
        }
        return number
    }

    private func ranges(
        _ text: String?, _ sentence: String, _ column: String
    ) throws(RowError) -> [Range<Int>] {
        guard let text else { return [] }
        return try WordPlace.ranges(text, in: sentence, column: column)
    }
}

/// Why a row cannot be worked on, whatever the model.
package struct RowError: Error, Equatable, CustomStringConvertible {
    let problem: String

    package init(problem: String) {
        self.problem = problem
    }
    package var description: String { problem }
}
