import Files

/// The uses of one word in a list of pairs: each sentence whose word it is, with the place that the pair gives.
///
/// A use that several pairs have is taken once. What a pair's label says holds for two uses, so that none has a label.
final class PairUses {
    private let list: SentenceList
    private let word: SoughtWord
    private let isLemma: Bool
    private var waiting: [WordList.Row] = []
    private let seen = SeenHashes()
    private var count = 0
    private var others = OtherWords()
    private var ownWarnings: [String] = []

    /// - Throws: `InputError`.
    init(
        _ source: ByteSource, _ opened: OpenedList, word: String, options: ListOptions
    ) throws(InputError) {
        var options = options
        if let gold = options.gold, try !UsagePairRows.areJudgments(gold) {
            ownWarnings.append(
                "\(gold): passed over, as labels of pairs say nothing of a single use")
            options.gold = nil
        }
        self.word = SoughtWord(word, forms: options.forms(word))
        isLemma = options.isLemma
        list = try SentenceList(source, opened, options: options)
        guard list.namesWords || !isLemma else {
            throw .optionMismatch(
                name: list.name,
                problem:
                    "--lemma takes pairs with a column \"word\" or \"lemma\", and these have their words "
                    + "between marks alone; name the forms with --forms")
        }
        list.tellsLabels = false
        list.tellsPlaces = false
    }

    /// How the list is written; the labels of pairs mean nothing here.
    var shape: ListShape {
        var shape = list.shape
        shape.form += ", of pairs whose uses of the word are read"
        for index in shape.columns.indices where shape.columns[index].meaning == "label" {
            shape.columns[index].meaning = nil
        }
        return shape
    }

    func takeWarnings() -> [String] {
        defer { ownWarnings = [] }
        return ownWarnings + list.takeWarnings()
    }

    /// The next use; `nil` after the last.
    /// - Throws: `InputError`, also for a list of pairs none of which has the word.
    func next() throws(InputError) -> WordList.Row? {
        while waiting.isEmpty {
            guard let pair = try list.next() else {
                guard others.hasFound || count == 0 else { throw noUses() }
                return nil
            }
            count += 1
            for use in uses(of: pair) where try isNew(use) { waiting.append(use) }
        }
        return waiting.removeFirst()
    }

    private func uses(of pair: ListRow) -> [WordList.Row] {
        let sides = [
            (pair.word, pair.sentence1, pair.occurrence1, pair.range1),
            (pair.word2 ?? pair.word, pair.sentence2, pair.occurrence2, pair.range2),
        ]
        return sides.enumerated().compactMap { index, side in
            let (word, sentence, occurrence, range) = side
            guard isSought(word, lemma: list.lemma) else { return nil }
            return WordList.Row(
                number: count, id: "\(pair.id)-\(index + 1)", sentence: sentence,
                // Where the list has lemmas alone, the word says nothing of its form.
                word: isLemma && list.lemma == nil ? nil : word, occurrence: occurrence,
                range: range)
        }
    }

    private func isSought(_ word: String, lemma: String?) -> Bool {
        let isFound =
            isLemma
            ? self.word.isLemma(lemma ?? word)
            : self.word.isForm(word) || lemma.map(self.word.isLemma) ?? false
        others.add(isLemma ? lemma ?? word : word, isSought: isFound)
        return isFound
    }

    private func isNew(_ use: WordList.Row) throws(InputError) -> Bool {
        let ranges = use.range.flatMap {
            try? WordPlace.ranges($0, in: use.sentence, column: "range")
        }
        let place =
            ranges.map(WordPlace.text)
            ?? [use.range ?? "", use.word ?? "", use.occurrence ?? ""].joined(separator: "\0")
        do {
            return try seen.insert(ContentHash.short("\(use.sentence)\0\(place)"))
        } catch {
            throw .unreadable(name: list.name, reason: "\(error)")
        }
    }

    private func noUses() -> InputError {
        let problem = others.problem(
            word, of: count, "pair", kind: isLemma ? "lemma" : "word")
        let advice = isLemma ? "" : "; --forms names other forms of the word"
        return .wrongKind(name: list.name, problem: problem + advice)
    }
}
