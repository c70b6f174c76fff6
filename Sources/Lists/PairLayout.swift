/// How a published data set of pairs names what a list needs.
struct PairLayout: Sendable {
    var format: SentenceList.Format
    /// The columns by which it is known.
    var signature: [String]
    /// Its names by ours.
    var columns: [String: String]
    /// Those that some of its files have, and which are better there.
    var better: [String: String] = [:]
    /// The column of the lemma where `word` is a form.
    var lemma: String?
    var marks: WordMarks?
    /// Whether every occurrence of the word is marked, so that several marks are no word in pieces; the first is
    /// taken.
    var marksEveryOccurrence = false
    /// Whether fields are quoted although tabs stand between them.
    var isQuoted = false

    /// The sources are in the guide to lists.
    static let all = [
        PairLayout(
            format: .superglue,
            signature: [
                "word", "sentence1", "sentence2", "idx", "start1", "start2", "end1", "end2",
            ],
            columns: ["id": "idx"]),
        PairLayout(
            format: .rawc, signature: ["word", "sentence1", "sentence2", "same"],
            columns: ["label": "same"], better: ["word": "string"], lemma: "word"),
        PairLayout(
            format: .mclwic, signature: ["lemma", "sentence1", "sentence2", "pos"],
            columns: ["word": "lemma", "range1": "ranges1", "range2": "ranges2"]),
        PairLayout(
            format: .wicita, signature: ["lemma", "sentence1", "sentence2", "start1", "end1"],
            columns: ["word": "lemma"], better: ["label": "score"]),
        PairLayout(
            format: .wicita,
            signature: ["lemma1", "lemma2", "sentence1", "sentence2", "start1", "end1"],
            columns: ["word": "lemma1", "word2": "lemma2"], better: ["label": "score"]),
        PairLayout(
            format: .tempowic, signature: ["word", "tweet1.text", "tweet2.text"],
            columns: [
                "sentence1": "tweet1.text", "sentence2": "tweet2.text",
                "start1": "tweet1.text_start", "end1": "tweet1.text_end",
                "start2": "tweet2.text_start", "end2": "tweet2.text_end",
            ]),
        PairLayout(
            format: .cosimlex,
            signature: ["word1", "word2", "context1", "context2", "sim1", "sim2"],
            columns: ["word": "word1", "sentence1": "context1", "sentence2": "context2"],
            marks: WordMarks(before: "<strong>", after: "</strong>")),
        PairLayout(
            format: .am2ico, signature: ["context1", "context2"],
            columns: ["sentence1": "context1", "sentence2": "context2"],
            marks: WordMarks(before: "<word>", after: "</word>")),
        PairLayout(
            format: .rushifteval, signature: ["word", "sent1", "sent2"],
            columns: ["sentence1": "sent1", "sentence2": "sent2", "label": "mean"],
            marks: WordMarks(before: "<b><i>", after: "</i></b>"), marksEveryOccurrence: true,
            isQuoted: true),
    ]

    /// The layout of a list with these names; `nil` for a list of our own kind.
    static func found(in names: [String], _ format: SentenceList.Format?) -> PairLayout? {
        let plain = Set(names.map(ListNames.plain))
        let isOwn = ListRow.requiredColumns.allSatisfy(plain.contains)
        let named = all.filter { $0.format == format }
        var layout =
            named.first { $0.signature.allSatisfy(plain.contains) } ?? named.first
            ?? all.first { layout in
                layout.signature.allSatisfy(plain.contains)
                    && (!isOwn || layout.columns.keys.allSatisfy { !plain.contains($0) })
            }
        for (ours, theirs) in layout?.better ?? [:] where plain.contains(theirs) {
            layout?.columns[ours] = theirs
        }
        return layout
    }
}

/// The columns of a pair, and how a record becomes a row.
struct PairColumns {
    /// Ours, and those that say places in other ways.
    static let names =
        ListRow.columns + ["start1", "end1", "start2", "end2", "token1", "token2"]

    var unit: PlaceUnit
    var marks: WordMarks?
    /// Whether the word is the one between marks.
    var usesMarks: Bool
    /// Whether of several marks the first counts, and no other.
    var takesFirstMark: Bool

    func row(_ record: [String: String]) -> ListRow {
        var values = record
        for side in ["1", "2"] {
            for name in ["occurrence", "range", "start", "end", "token"] {
                if ListNames.isNoValue(values[name + side] ?? "") {
                    values[name + side] = nil
                }
            }
            if let text = values["occurrence" + side], let number = WordPlace.number(text) {
                values["occurrence" + side] = "\(number)"
            }
            // One of the columns alone says nothing, as the user has been told.
            let hasBoth = record["start" + side] != nil && record["end" + side] != nil
            values["range" + side] = place(
                range: values["range" + side], start: hasBoth ? values["start" + side] : nil,
                end: hasBoth ? values["end" + side] : nil, token: values["token" + side], unit)
        }
        if usesMarks { takeMarks(&values) }
        return ListRow { values[$0] }
    }

    private func takeMarks(_ values: inout [String: String]) {
        let hasWord = !(values["word"] ?? "").isEmpty
        for side in ["1", "2"] {
            let sentence = values["sentence" + side] ?? ""
            let marks = marks ?? WordMarks.found(in: sentence)
            guard let found = marks?.remove(from: sentence) else {
                // Without a word to search for it fails when the place is looked at, with the sentence as it
                // stands.
                if !hasWord { values["range" + side] = WordPlace.unmarked }
                continue
            }
            values["sentence" + side] = found.text
            values["range" + side] = WordPlace.text(
                takesFirstMark ? Array(found.ranges.prefix(1)) : found.ranges)
            let name = side == "1" ? "word" : "word2"
            if !hasWord, (values[name] ?? "").isEmpty { values[name] = found.word }
        }
        if values["word2"] == values["word"] { values["word2"] = nil }
    }
}

/// What is to be said of columns that say a place only together, where one of two is there.
/// - Parameters:
///   - sides: what stands behind the names of the columns.
///   - isThere: whether the list has a column, by our name.
func loneEnds(_ sides: [String], isThere: (String) -> Bool) -> [String] {
    sides.compactMap { side in
        let names = ["start\(side)", "end\(side)"]
        let there = names.filter(isThere)
        guard there.count == 1, let missing = names.first(where: { $0 != there[0] }) else {
            return nil
        }
        return "the column \"\(there[0])\" says no place without \"\(missing)\""
    }
}

/// The text of a place, from the columns that may say it; `nil` where none does.
func place(
    range: String?, start: String?, end: String?, token: String?, _ unit: PlaceUnit
) -> String? {
    func given(_ text: String?) -> String? {
        text.flatMap { $0.trimmedSpace.isEmpty ? nil : $0.trimmedSpace }
    }
    let prefix = unit == .characters ? "" : "\(unit.rawValue) "
    if let range = given(range) {
        let isNamed = range.first?.isLetter ?? false
        return (isNamed ? "" : prefix) + range.replacing(":", with: "-")
    }
    if let start = given(start), let end = given(end) {
        func whole(_ text: String) -> String { WordPlace.number(text).map { "\($0)" } ?? text }
        return "\(prefix)\(whole(start))-\(whole(end))"
    }
    if let token = given(token) { return "token \(token)" }
    // Half a place is none, and makes its row fail.
    guard given(start) != nil || given(end) != nil else { return nil }
    return "\(prefix)\(given(start) ?? "")-\(given(end) ?? "")"
}
