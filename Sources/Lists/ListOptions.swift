import Files

/// How to read a list, where its name and its first line do not tell.
package struct ListOptions: Sendable {
    /// `nil` to find it out.
    package var format: SentenceList.Format?
    /// The file with the labels, where they are apart.
    package var gold: String?
    /// What stands between fields; `nil` to go by the first line.
    package var delimiter: Unicode.Scalar?
    /// `nil` for UTF-8, or UTF-16 with a byte-order mark.
    package var encoding: TextEncoding?
    /// The list's names of columns by ours.
    package var columns: [String: String] = [:]
    /// Whether a quotation mark at the start of a field opens a quoted one; `nil` for yes, but in tables with tabs.
    package var hasQuotes: Bool?
    /// What stands before and after the word in a sentence; `nil` to find the usual ones in lists without a column
    /// `word`.
    package var marks: WordMarks?
    /// What the places of words count.
    package var unit = PlaceUnit.characters
    /// Whether to join what a tokenizer has split at white space (`do n't`), with ranges adjusted.
    package var joinsTokens = false
    /// The word that a list of sentences is read for; of a list of pairs, those are its uses.
    package var word: String?
    /// Whether that word is a lemma: the list says whose rows are its, and where its forms stand.
    package var isLemma = false
    /// Other forms in which the words of the list may stand.
    package var forms = WordForms()

    package init() {}

    /// The names that `columns` may give another name to, in a list of pairs and in one of sentences.
    package static let pairColumns = PairColumns.names
    package static let sentenceColumns = WordList.columns
    /// Those of both, for commands that read either.
    package static let anyColumns =
        pairColumns + sentenceColumns.filter { !pairColumns.contains($0) }
}

/// What the numbers of a place count.
package enum PlaceUnit: String, CaseIterable, Sendable {
    /// Unicode scalars, as Python counts.
    case characters
    /// As JavaScript, Java and C# count.
    case utf16
    /// Bytes of UTF-8, as C and Rust count.
    case bytes
}
