import Analyses
import Encoder
import Files
import Lists

extension WordList.Row {
    /// Finds the word in the sentence.
    /// - Parameter word: what to look for where the row does not say.
    /// - Throws: `RowError` for what is no occurrence or no place, `TargetWordError` where the word is not found.
    func reading(
        word: String, forms: WordForms, tokenizer: Tokenizer
    ) throws -> SentenceReading {
        var occurrence: Int?
        if let text = self.occurrence {
            guard let number = WordPlace.number(text), number >= 1 else {
                throw RowError(
                    problem: "occurrence: expected a number, 1 or more, found \"\(text)\"")
            }
            occurrence = number
        }
        let word = self.word ?? word
        let ranges = try range.map { try WordPlace.ranges($0, in: sentence, column: "range") } ?? []
        do {
            return try SentenceReading(
                WordInSentence(
                    sentence, word: word, occurrence: occurrence, ranges: ranges,
                    forms: forms(word)),
                number: number, tokenizer: tokenizer)
        } catch {
            // The row's number is told beside the reason.
            throw error.problem
        }
    }
}
