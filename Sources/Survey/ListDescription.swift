import Analyses
import Batch
import Files
import Foundation
import Lists
import Words

/// What the program understands of a list: the object that `report list --json` prints.
package struct ListDescription: Sendable, Equatable, Codable {
    package static let schema = "attention-report/list/1"
    /// How many rows and warnings are named; all are counted.
    static let mostShown = 100

    package enum Kind: String, Sendable, Codable { case pairs, sentences }

    /// A row that cannot be used, numbered from 1.
    package struct Failure: Sendable, Equatable, Codable {
        package var row: Int
        package var id: String
        package var reason: String
    }

    /// How many rows say what.
    package struct Labels: Sendable, Equatable, Codable {
        package var same: Int
        package var different: Int
        package var graded: Int
        package var other: Int
        package var missing: Int
        /// The lowest and the highest grade.
        package var grades: [Double]?
        /// The first of the other labels.
        package var names: [String]

        init(_ survey: LabelSurvey) {
            (same, different, graded) = (survey.same, survey.different, 0)
            (other, missing) = (survey.otherCount, survey.missing)
            names = survey.others
            guard let found = survey.grades else { return }
            // Among grades, 1 and 0 are grades as well.
            let numbers = survey.numbers ?? (0, 0, found.low, found.high)
            same -= numbers.same
            different -= numbers.different
            graded = found.count + numbers.same + numbers.different
            grades = [min(found.low, numbers.low), max(found.high, numbers.high)]
        }
    }

    /// How many rows say where their word is, by what.
    package struct Words: Sendable, Equatable, Codable {
        package var byPlace: Int
        package var byOccurrence: Int
        package var bySearch: Int
        /// Of those by search, rows that have the word more than once.
        package var repeated: Int
        /// Of those by place, rows whose place and word have nothing in common.
        package var misplaced: Int
        /// Sentences for which neither the list nor the survey names a word.
        package var unnamed: Int
    }

    package var schema = Self.schema
    package var name: String
    package var kind = Kind.pairs
    package var shape: ListShape
    package var encoding: String
    package var rows: Int
    package var failed: Int
    package var words: Words
    package var labels: Labels
    /// Whose way of dividing text the words were searched for by.
    package var reader: String
    package var failures: [Failure] = []
    package var warnings: [String] = []

    init(
        name: String, shape: ListShape, encoding: String, _ summary: ListSummary, reader: String
    ) {
        self.name = name
        self.shape = shape
        self.encoding = encoding
        self.reader = reader
        rows = summary.rows
        failed = summary.failed
        words = Words(
            byPlace: summary.withPlace, byOccurrence: summary.withOccurrence,
            bySearch: summary.rows - summary.withPlace - summary.withOccurrence
                - summary.withoutWord,
            repeated: summary.repeated, misplaced: summary.misplaced,
            unnamed: summary.withoutWord)
        labels = Labels(summary.labels)
    }

    /// With sorted keys and a final newline.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try [UInt8](encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}

extension ListDescription {
    /// What `report list` prints, without a final line break.
    package var text: String {
        var lines = ["\(name.printable): \(rows) \(Self.noun(kind, rows))"]
        func add(_ name: String, _ text: String) {
            lines.append(name.padded(to: 10) + text.printable)
        }
        add("format", (shape.dataSet.map { "\($0): " } ?? "") + shape.form)
        add("encoding", encoding)
        add("columns", columnText)
        add("words", wordText)
        add("labels", labelText)
        add("trouble", failed == 0 ? "none" : "\(failed) of \(rows) rows cannot be used:")
        lines += failures.map { "  row \($0.row), \($0.id): \($0.reason)".printable }
        if failed > failures.count { lines.append("  … and \(failed - failures.count) more") }
        return lines.joined(separator: "\n")
    }

    private static func noun(_ kind: Kind, _ count: Int) -> String {
        switch kind {
        case .pairs: count == 1 ? "pair" : "pairs"
        case .sentences: count == 1 ? "sentence" : "sentences"
        }
    }

    private var columnText: String {
        let used = shape.columns.compactMap { column in
            column.meaning.map { $0 == column.name ? $0 : "\(column.name) (as \($0))" }
        }
        // What pandas writes as the first column has no name.
        let ignored = shape.columns.filter { $0.meaning == nil && !$0.name.isEmpty }.prefix(20)
            .map(\.name)
        return used.joined(separator: ", ")
            + (ignored.isEmpty ? "" : "; passed over: \(ignored.joined(separator: ", "))")
    }

    private var wordText: String {
        let parts = [
            (words.byPlace, "by place"), (words.byOccurrence, "by occurrence"),
            (words.bySearch, "by searching, as \(reader) divides text"),
            (words.unnamed, "without a word: --word names it"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let odd = [
            (words.repeated, "of these have the word more than once; the first is taken"),
            (words.misplaced, "of these have another word at the place"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return (parts.isEmpty ? ["none"] : [parts.joined(separator: ", ")] + odd)
            .joined(separator: "; ")
    }

    private var labelText: String {
        var parts = [(labels.same, "same"), (labels.different, "different")]
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        if let grades = labels.grades {
            let noun = labels.graded == 1 ? "grade" : "grades"
            parts.append("\(labels.graded) \(noun) from \(grades[0]) to \(grades[1])")
        }
        if labels.other > 0 {
            let names =
                labels.names.prefix(LabelSurvey.shown).map { "\"\($0)\"" }
                + (labels.names.count > LabelSurvey.shown ? ["…"] : [])
            // Those of sentences name groups, and are all of one kind.
            let noun =
                switch (kind, labels.other) {
                case (.pairs, 1): "1 other"
                case (.pairs, let count): "\(count) others"
                case (.sentences, 1): "1 name of a group"
                case (.sentences, let count): "\(count) names of groups"
                }
            parts.append("\(noun) (\(names.joined(separator: ", ")))")
        }
        guard !parts.isEmpty else { return "none" }
        if labels.missing > 0 { parts.append("\(labels.missing) without") }
        return parts.joined(separator: ", ")
    }
}
