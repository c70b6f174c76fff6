/// How a published data set of pairs names what a list needs.
struct PairLayout: Sendable {
    var format: SentenceList.Format
    /// The columns by which it is known.
    var signature: [String]
    /// Its names by ours.
    var columns: [String: String]
    var marks: WordMarks?

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
            columns: ["label": "same"]),
        PairLayout(
            format: .mclwic, signature: ["lemma", "sentence1", "sentence2", "pos"],
            columns: ["word": "lemma", "range1": "ranges1", "range2": "ranges2"]),
        PairLayout(
            format: .wicita, signature: ["lemma", "sentence1", "sentence2", "start1", "end1"],
            columns: ["word": "lemma"]),
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
            columns: ["sentence1": "sent1", "sentence2": "sent2", "label": "mean"]),
    ]

    /// The layout of a list with these names; `nil` for a list of our own kind.
    static func found(in names: [String], _ format: SentenceList.Format?) -> PairLayout? {
        let plain = Set(names.map(ListNames.plain))
        if let layout = all.first(where: { $0.format == format }) { return layout }
        let isOwn = ListRow.requiredColumns.allSatisfy(plain.contains)
        return all.first { layout in
            layout.signature.allSatisfy(plain.contains)
                && (!isOwn || layout.columns.keys.allSatisfy { !plain.contains($0) })
        }
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

    func row(_ record: [String: String]) -> ListRow {
        var values = record
        for side in ["1", "2"] {
            for name in ["occurrence", "range", "start", "end", "token"] {
                if ["nan", "none", "null"].contains(ListNames.plain(values[name + side] ?? "")) {
                    values[name + side] = nil
                }
            }
            if let text = values["occurrence" + side], let number = WordPlace.number(text) {
                values["occurrence" + side] = "\(number)"
            }
            values["range" + side] = place(
                range: values["range" + side], start: values["start" + side],
                end: values["end" + side], token: values["token" + side], unit)
        }
        if usesMarks { takeMarks(&values) }
        return ListRow { values[$0] }
    }

    private func takeMarks(_ values: inout [String: String]) {
        for side in ["1", "2"] {
            let sentence = values["sentence" + side] ?? ""
            let marks = marks ?? WordMarks.found(in: sentence)
            guard let found = marks?.remove(from: sentence) else {
                // Fails when the place is looked at, with the sentence as it stands.
                values["range" + side] = "no marked word"
                continue
            }
            values["sentence" + side] = found.text
            values["range" + side] = WordPlace.text(found.ranges)
            let name = side == "1" ? "word" : "word2"
            if (values[name] ?? "").isEmpty { values[name] = found.word }
        }
        if values["word2"] == values["word"] { values["word2"] = nil }
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
    return given(token).map { "token \($0)" }
}
