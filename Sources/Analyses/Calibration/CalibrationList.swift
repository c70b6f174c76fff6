import Encoder
import Files
import Foundation
import Lists

/// Pairs whose answer is known, from which a model is calibrated.
package struct CalibrationList: Sendable {
    package struct Entry: Equatable, Sendable {
        var pair: SentencePair
        var isSame: Bool

        package init(_ pair: SentencePair, isSame: Bool) {
            self.pair = pair
            self.isSame = isSame
        }
    }

    /// The name of the user's file, without its folders: reports do not tell where it was; `nil` for the
    /// list of this package.
    package let name: String?
    /// Of all that decides the numbers.
    package let hash: String
    /// What was odd.
    package let warnings: [String]
    private let read: @Sendable () throws -> [Entry]

    package init(_ entries: [Entry], name: String?, warnings: [String] = []) {
        self.name = name
        self.warnings = warnings
        hash = ContentHash.hex(
            entries.flatMap { entry in
                let pair = entry.pair
                let places = [
                    "\(pair.occurrence1 ?? 0)", "\(pair.occurrence2 ?? 0)", "\(pair.ranges1)",
                    "\(pair.ranges2)", "\(pair.forms1)", "\(pair.forms2)",
                ]
                return [
                    pair.sentence1, pair.sentence2, pair.word1, pair.word2,
                    entry.isSame ? "same" : "different",
                ] + places
            })
        read = { entries }
    }

    private init(shipped bytes: [UInt8]) {
        name = nil
        hash = ContentHash.hex(of: bytes)
        warnings = []
        // It is read only where a model is calibrated.
        read = {
            try Self.rows(SentenceList(name: "the calibration list", bytes: bytes)).entries
        }
    }

    /// The list of this package: `Examples/pairs.csv`.
    package static let shipped = CalibrationList(shipped: EmbeddedFile.bytes("pairs.csv"))

    /// Reads a labelled list of any format.
    ///
    /// - Throws: `InputError` for a file that cannot be read.
    package init(path: String, options: ListOptions = ListOptions()) throws(InputError) {
        let list = try SentenceList(path: path, options: options)
        let (entries, warnings) = try Self.rows(list)
        self.init(entries, name: FilePath.name(of: path), warnings: warnings)
    }

    package func entries() throws -> [Entry] { try read() }

    /// The rows that have a label; what is left out is told.
    private static func rows(
        _ list: SentenceList
    ) throws(InputError) -> (entries: [Entry], warnings: [String]) {
        list.tellsLabels = false
        var rows: [ListRow] = []
        var labels = LabelSurvey()
        while let row = try list.next() {
            labels.add(row.label)
            rows.append(row)
        }
        var entries: [Entry] = []
        var (unlabelled, unreadable) = (0, 0)
        for row in rows {
            guard let isSame = labels.isSame(row.label) else {
                unlabelled += 1
                continue
            }
            do throws(RowError) {
                entries.append(Entry(try row.pair(), isSame: isSame))
            } catch {
                unreadable += 1
            }
        }
        var warnings = list.takeWarnings()
        for (count, problem) in [
            (unlabelled, "without a label that says the same sense or another"),
            (unreadable, "that cannot be used as pairs"),
        ] where count > 0 {
            warnings.append(
                "\(list.name): \(count == 1 ? "a row" : "\(count) rows") \(problem) \(count == 1 ? "is" : "are") left out"
            )
        }
        return (entries, warnings)
    }
}
