import Encoder
import Files

/// Other forms in which words are looked for, such as *banks* and *banking* for *bank*.
///
/// As text, `banks,banking` are forms of the only word, and `bank=banks,banking;river=rivers` names the words; in a
/// file, each line is such a part.
package struct WordForms: Sendable, Equatable {
    /// Those of the only word, by the empty name, and of words by their names in lower case.
    private var byWord: [String: [String]] = [:]

    package init() {}

    /// - Returns: `nil` for a text that has an empty word or form.
    package init?(_ text: String) {
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            guard add(String(part)) else { return nil }
        }
    }

    /// - Parameter path: a file with a word and its forms on each line; empty lines do not count.
    /// - Throws: `InputError`.
    package init(path: String) throws(InputError) {
        let lines = try LineReader(path: path)
        while let line = try lines.next() {
            let place = TextPlace(line: lines.lineNumber, column: 1)
            let text = try UTF8Text.string(line, at: place, name: lines.name, isList: false)
            guard text.trimmedSpace.isEmpty || text.contains("=") && add(text) else {
                throw .badLine(
                    name: lines.name, line: lines.lineNumber,
                    problem: "expected a word and its forms such as bank=banks,banking, found "
                        + "\"\(text)\"")
            }
        }
    }

    /// Whether forms are given without a word that they belong to.
    package var hasNameless: Bool { byWord[""] != nil }

    /// The other forms of a word.
    package func callAsFunction(_ word: String) -> [String] {
        (byWord[""] ?? []) + (byWord[word.lowercased()] ?? [])
    }

    private mutating func add(_ part: String) -> Bool {
        let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let word = sides.count == 2 ? String(sides[0]).trimmedSpace.lowercased() : ""
        guard sides.count < 2 || !word.isEmpty, let last = sides.last else { return false }
        let forms = last.split(separator: ",", omittingEmptySubsequences: false)
            .map { String($0).trimmedSpace }
        guard !forms.contains("") else { return false }
        byWord[word, default: []] += forms
        return true
    }
}
