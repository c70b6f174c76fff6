/// Two sentences that share a word: a row of a sentence list, or the arguments of `report pair`.
package struct SentencePair: Equatable, Sendable {
    /// Names the pair and, made safe, its folder; by default the word.
    package var id: String
    package var sentence1: String
    package var sentence2: String
    /// The word in the first sentence.
    package var word1: String
    /// The word in the second sentence, usually the same.
    package var word2: String
    /// Which of several occurrences is meant, from 1; `nil` for the first.
    package var occurrence1: Int?
    package var occurrence2: Int?
    /// The word's place in its sentence, in Unicode scalars, where a list gives it: one range for each piece of
    /// the word. It counts before the word and the occurrence.
    package var ranges1: [Range<Int>] = []
    package var ranges2: [Range<Int>] = []
    /// Other forms in which each word may stand in its sentence, such as *banks* for *bank*.
    package var forms1: [String] = []
    package var forms2: [String] = []

    package init(
        _ sentence1: String, _ sentence2: String, word: String, word2: String? = nil,
        id: String? = nil, occurrence1: Int? = nil, occurrence2: Int? = nil
    ) {
        self.sentence1 = sentence1
        self.sentence2 = sentence2
        self.word1 = word
        self.word2 = word2 ?? word
        self.id = id ?? (word2 == nil || word2 == word ? word : "\(word)-\(word2 ?? "")")
        self.occurrence1 = occurrence1
        self.occurrence2 = occurrence2
    }
}
