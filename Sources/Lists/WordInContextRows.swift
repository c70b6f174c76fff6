import Files

/// The rows of the Word-in-Context data (Pilehvar and Camacho-Collados 2019): word, part of speech,
/// the places of the word in both sentences as `i-j`, the sentences; labels in a file of their own.
///
/// Places count the tokens between white space, from 0.
final class WordInContextRows: RowReader {
    private let reader: LineReader
    private let gold: LineReader?
    private var count = 0
    private(set) var lemma: String?
    var fractionRead: Double? { reader.fractionRead }
    func takeWarnings() -> [String] { [] }

    var shape: ListShape {
        let columns = ["word", "part of speech", "places", "sentence1", "sentence2"]
        return ListShape(
            form: "lines of fields between tabs, without a header", dataSet: .wic,
            columns: columns.map {
                let meaning = $0 == "places" ? "token1 and token2" : $0
                return .init(name: $0, meaning: $0 == "part of speech" ? nil : meaning)
            })
    }

    init(_ reader: LineReader, gold: LineReader?) {
        self.reader = reader
        self.gold = gold
    }

    func next() throws(InputError) -> ListRow? {
        guard let line = try Self.next(reader) else {
            if let gold, try Self.next(gold) != nil {
                throw .badLine(
                    name: gold.name, line: gold.lineNumber,
                    problem: "there are more labels than pairs (\(count))")
            }
            return nil
        }
        count += 1
        let number = reader.lineNumber
        let text = try UTF8Text.string(
            line, at: TextPlace(line: number, column: 1), name: reader.name)
        let fields = text.utf8.split(
            separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false
        ).map { String(Substring($0)) }
        guard fields.count == 5 else {
            throw fail(
                "expected 5 fields between tabs (word, part of speech, places, two sentences), "
                    + "found \(fields.count)")
        }
        let places = fields[2].split(separator: "-", omittingEmptySubsequences: false)
        guard places.count == 2, let first = Int(places[0]), let second = Int(places[1]) else {
            throw fail("expected the places of the word such as 2-6, found \"\(fields[2])\"")
        }
        let label = try label()
        lemma = fields[0]
        let (form1, range1) = try word(first, in: fields[3], sentence: 1)
        let (form2, range2) = try word(second, in: fields[4], sentence: 2)
        let values = [
            "id": "\(fields[0]).\(number)", "word": form1, "word2": form1 == form2 ? "" : form2,
            "sentence1": fields[3], "sentence2": fields[4], "range1": range1, "range2": range2,
            "label": label ?? "",
        ]
        return ListRow { values[$0] }
    }

    /// The next line that is not blank.
    private static func next(_ lines: LineReader) throws(InputError) -> [UInt8]? {
        while let line = try lines.next() {
            if line.contains(where: { $0 != UInt8(ascii: " ") }) { return line }
        }
        return nil
    }

    private func label() throws(InputError) -> String? {
        guard let gold else { return nil }
        guard let line = try Self.next(gold) else {
            throw .badLine(
                name: gold.name, line: gold.lineNumber + 1,
                problem: "there are fewer labels than pairs")
        }
        switch String(decoding: line, as: UTF8.self).trimmedSpace {
        case "T": return "same"
        case "F": return "different"
        case let other:
            throw .badLine(
                name: gold.name, line: gold.lineNumber,
                problem: "expected T or F, found \"\(other)\"")
        }
    }

    /// The token at a place without the punctuation around it, and where it stands in the text.
    private func word(
        _ place: Int, in text: String, sentence: Int
    ) throws(InputError) -> (String, String) {
        let tokens = SpacedTokens(text)
        guard let token = tokens.trimmed(place) else {
            throw fail(
                "sentence \(sentence) has \(tokens.count) words between white space; there is no "
                    + "word \(place) (they count from 0)")
        }
        return (tokens.text(token), WordPlace.text([token]))
    }

    private func fail(_ problem: String) -> InputError {
        .badLine(name: reader.name, line: reader.lineNumber, problem: problem)
    }
}
