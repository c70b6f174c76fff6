/// The place of a word in its sentence as lists write it.
///
/// `4-8` (or `4:8`) is a start and an end in Unicode scalars, from 0, the end not included; `4-8,12-15` a word in
/// pieces; `utf16 4-8` and `bytes 4-8` count other units; `token 3` is the fourth of the words between white
/// space, without the punctuation around it.
package enum WordPlace {
    /// - Parameter column: what to call the place in errors.
    /// - Throws: `RowError` for what is no place, or none of the sentence.
    package static func ranges(
        _ text: String, in sentence: String, column: String
    ) throws(RowError) -> [Range<Int>] {
        guard text != unmarked else {
            throw RowError(
                problem: "\(column): no word is marked in the sentence, or a mark has no other half"
            )
        }
        guard text != unplaced else {
            throw RowError(
                problem:
                    "\(column): no place and no mark says which word is a form of the lemma; give "
                    + "the forms with --forms, or look for the word itself without --lemma")
        }
        let words = text.split(separator: " ").map(String.init)
        if words.first == "token" {
            guard words.count == 2, let number = number(words[1]), number >= 0 else {
                throw RowError(
                    problem: "\(column): expected the number of a word such as token 3, found "
                        + "\"\(text)\"")
            }
            return [try token(number, in: sentence, column: column)]
        }
        let unit = words.first.flatMap(PlaceUnit.init(rawValue:))
        let numbers = unit == nil ? text : words.dropFirst().joined()
        let ranges = numbers.split(separator: ",", omittingEmptySubsequences: false).map(range)
        let pieces = ranges.compactMap(\.self)
        guard !pieces.isEmpty, pieces.count == ranges.count else {
            throw RowError(
                problem: "\(column): expected a start and an end such as 4-8, found \"\(text)\"")
        }
        guard let unit, unit != .characters else { return pieces }
        return try pieces.map { piece throws(RowError) in
            try scalars(piece, unit, in: sentence, column: column)
        }
    }

    /// What stands for the place of a word that should be marked and is not.
    static let unmarked = "no marked word"

    /// What stands for the place of a form of a lemma that nothing tells.
    static let unplaced = "no place"

    /// What stands at a place, its pieces with a blank between them; `nil` where it is no place of the sentence.
    static func words(at place: String, in sentence: String) -> String? {
        guard let ranges = try? ranges(place, in: sentence, column: "range") else { return nil }
        let scalars = Array(sentence.unicodeScalars)
        guard ranges.allSatisfy({ $0.upperBound <= scalars.count }) else { return nil }
        return ranges.map { String(String.UnicodeScalarView(scalars[$0])) }
            .joined(separator: " ")
    }

    /// The text of a place.
    static func text(_ ranges: [Range<Int>]) -> String {
        ranges.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
    }

    /// A whole number as spreadsheets and pandas write it: `2`, `2.0`, `2,0`; `nil` for any other.
    package static func number(_ text: some StringProtocol) -> Int? {
        let plain = String(text).trimmedSpace
        if let number = Int(plain) { return number }
        guard let value = Double(plain.replacing(",", with: ".")), value == value.rounded() else {
            return nil
        }
        return Int(exactly: value)
    }

    private static func range(_ text: Substring) -> Range<Int>? {
        let ends = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == ":" }
        guard ends.count == 2, let start = number(ends[0]), let end = number(ends[1]), 0 <= start,
            start < end
        else { return nil }
        return start..<end
    }

    /// The token without the punctuation around it.
    private static func token(
        _ number: Int, in sentence: String, column: String
    ) throws(RowError) -> Range<Int> {
        guard let token = SpacedTokens(sentence).trimmed(number) else {
            throw RowError(
                problem: "\(column): the sentence has \(SpacedTokens(sentence).count) words "
                    + "between white space; there is no word \(number) (they count from 0)")
        }
        return token
    }

    private static func scalars(
        _ range: Range<Int>, _ unit: PlaceUnit, in sentence: String, column: String
    ) throws(RowError) -> Range<Int> {
        var start: Int?
        var end: Int?
        var position = 0
        var count = 0
        for scalar in sentence.unicodeScalars {
            if position == range.lowerBound { start = count }
            if position == range.upperBound { end = count }
            position += unit == .bytes ? UTF8.width(scalar) : UTF16.width(scalar)
            count += 1
        }
        if position == range.upperBound { end = count }
        guard let start, let end else {
            throw RowError(
                problem: "\(column): \(range.lowerBound) to \(range.upperBound) is not a place "
                    + "between characters of the sentence, which has \(position) "
                    + (unit == .bytes ? "bytes" : "UTF-16 units"))
        }
        return start..<end
    }
}

/// The tokens of a text between white space.
struct SpacedTokens {
    private let scalars: [Unicode.Scalar]
    private let tokens: [Range<Int>]

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        self.scalars = scalars
        tokens = scalars.indices.split { scalars[$0].properties.isWhitespace }
            .map { $0.startIndex..<$0.endIndex }
    }

    var count: Int { tokens.count }

    /// The place of a token in Unicode scalars, without the punctuation around it; `nil` where there is none.
    func trimmed(_ number: Int) -> Range<Int>? {
        guard tokens.indices.contains(number) else { return nil }
        var (start, end) = (tokens[number].lowerBound, tokens[number].upperBound)
        while end - start > 1, !scalars[start].isWordLike { start += 1 }
        while end - start > 1, !scalars[end - 1].isWordLike { end -= 1 }
        return start..<end
    }

    func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
}

extension Unicode.Scalar {
    fileprivate var isWordLike: Bool {
        properties.isAlphabetic || properties.numericType != nil
    }
}

extension String {
    /// Without white space at both ends.
    var trimmedSpace: String {
        // Most texts have none there, and many columns are empty.
        if isEmpty { return self }
        if let first = utf8.first, let last = utf8.last, 0x21..<0x80 ~= first, 0x21..<0x80 ~= last {
            return self
        }
        return String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
