import Encoder
import Files
import Lists

/// The pairs that models are compared on: one, or those of a list.
package struct ComparedPairs: Sendable {
    package struct Entry: Equatable, Sendable {
        /// In the list, from 1.
        package var row: Int
        package var pair: SentencePair
        /// Whether the word has the same sense in both sentences; `nil` where nothing says so.
        package var isSame: Bool?

        package init(row: Int = 1, _ pair: SentencePair, isSame: Bool? = nil) {
            self.row = row
            self.pair = pair
            self.isSame = isSame
        }
    }

    /// A row that is no pair, or whose word a model does not find.
    package struct Failure: Codable, Equatable, Sendable {
        package var row: Int
        package var id: String
        package var reason: String
    }

    package let entries: [Entry]
    /// The name of the list's file, without its folders; `nil` for one pair.
    package let list: String?
    package let failures: [Failure]
    /// What was odd.
    package let warnings: [String]

    package init(
        _ entries: [Entry], list: String?, failures: [Failure] = [], warnings: [String] = []
    ) {
        self.entries = entries
        self.list = list
        self.failures = failures
        self.warnings = warnings
    }

    /// One pair.
    package init(_ pair: SentencePair) { self.init([Entry(pair)], list: nil) }

    /// Reads a list of any format, with labels or without.
    ///
    /// - Throws: `InputError` for a file that cannot be read; `ComparisonError.noPairs`.
    package init(path: String, options: ListOptions = ListOptions()) throws {
        let rows = try SentenceList(path: path, options: options)
        var read: [(entry: Entry, label: String?)] = []
        var labels = LabelSurvey()
        var failures: [Failure] = []
        var number = 0
        while let row = try rows.next() {
            number += 1
            labels.add(row.label)
            do throws(RowError) {
                read.append((Entry(row: number, try row.pair()), row.label))
            } catch {
                failures.append(Failure(row: number, id: row.id, reason: "\(error)"))
            }
        }
        let entries = read.map { item in
            Entry(row: item.entry.row, item.entry.pair, isSame: labels.isSame(item.label))
        }
        guard !entries.isEmpty else {
            throw ComparisonError.noPairs(list: rows.name, failed: failures.count)
        }
        self.init(
            entries, list: FilePath.name(of: path), failures: failures,
            warnings: rows.takeWarnings())
    }

    /// Whether there is one pair, of which everything is shown.
    package var isOnePair: Bool { list == nil }
}

/// Why models cannot be compared.
package enum ComparisonError: Error, Equatable, CustomStringConvertible {
    case noPairs(list: String, failed: Int)
    /// A model reads none of the pairs.
    case nothingRead(model: String, reason: String)
    /// Every model reads some, but no pair is read by all.
    case nothingInCommon

    package var description: String {
        switch self {
        case .noPairs(let list, let failed):
            "\(list): expected pairs of sentences, found none"
                + (failed > 0 ? " among \(failed) rows" : "")
        case .nothingRead(let model, let reason):
            "\(model) can be compared on none of the pairs: \(reason)"
        case .nothingInCommon:
            "expected a pair in which all models find the word, found none; leave out the model that finds "
                + "fewest"
        }
    }
}
