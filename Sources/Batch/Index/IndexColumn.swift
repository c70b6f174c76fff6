import Analyses
import Files
import Foundation
import Lists

/// A column of a batch's tables: what `summary.csv`, the pages of the index and the data of the index's
/// script say of every row.
///
/// A further column is one more entry of `list`; all three follow from it.
struct IndexColumn: Sendable {
    enum Content: Sendable {
        case text(@Sendable (JournalEntry) -> String?)
        /// Rounded to so many decimals on pages and for the script; in full in `summary.csv`.
        case number(decimals: Int, @Sendable (JournalEntry) -> Float?)
    }

    /// An order in which the rows can be read, as the reader chooses it from a list.
    enum Order: Sendable {
        case ascending(String)
        case descending(String)
    }

    /// Names the column in the script's data and in addresses.
    var key: String
    /// Its heading in `summary.csv`; `nil` for a column that is not there.
    var csvName: String?
    /// Its heading on the pages; `nil` for a column that has no cells of its own there.
    var heading: String?
    /// What the table's caption says of it.
    var note: String?
    var orders: [Order] = []
    /// From which numbers up, in ascending order, a cell has a colour, and below which negative ones the other
    /// colour: weak from the first, strong from the second. Without any, cells have none.
    var shades: [Float] = []
    /// What `datapackage.json` says of it; `nil` for the columns of the list and the similarities of layers.
    var meaning: String?
    var content: Content

    /// `nil` for text.
    var decimals: Int? {
        switch content {
        case .text: nil
        case .number(let decimals, _): decimals
        }
    }

    /// Whether the script needs it, to show it or to sort by it.
    var isInScript: Bool { heading != nil || !orders.isEmpty }
}

// MARK: - The columns

extension IndexColumn {
    /// All columns, in the order of `summary.csv` and of the pages.
    /// - Parameters:
    ///   - layers: the names of the states.
    ///   - corrected: `nil` for a batch without a baseline.
    ///   - verdicts: `nil` for a batch without a calibration.
    ///   - hasLabels: whether any row has a label; else the pages have no column for them.
    static func list(
        layers: [String], corrected: CorrectedRows?, verdicts: VerdictRows? = nil,
        hasLabels: Bool
    ) -> [IndexColumn] {
        // From the first similarity on, `summary.csv` has numbers alone.
        row(hasLabels: hasLabels) + [page] + (verdicts.map { [verdictLayer($0)] } ?? []) + [fall]
            + similarities(layers)
            + (corrected.map { corrections($0, layers) } ?? [])
            + (verdicts.map(judgments) ?? []) + [lowest, lowestLayer(layers)]
    }

    /// What the list itself says.
    private static func row(hasLabels: Bool) -> [IndexColumn] {
        [
            IndexColumn(
                key: "id", csvName: "id",
                orders: [.ascending("by name"), .descending("by name, backwards")],
                content: .text { $0.row.id }),
            IndexColumn(key: "word", csvName: "word", content: .text { $0.row.word }),
            IndexColumn(
                key: "word2", csvName: "word2", content: .text { $0.row.word2 ?? $0.row.word }),
            IndexColumn(
                key: "sentence1", csvName: "sentence1", content: .text { $0.row.sentence1 }),
            IndexColumn(
                key: "sentence2", csvName: "sentence2", content: .text { $0.row.sentence2 }),
            IndexColumn(
                key: "label", csvName: "label", heading: hasLabels ? "Label" : nil,
                orders: hasLabels
                    ? [.ascending("by label"), .descending("by label, backwards")] : [],
                content: .text { $0.row.label ?? "" }),
        ]
    }

    private static let page = IndexColumn(
        key: "page", csvName: "page",
        content: .text { $0.folder.map { "\($0)/index.html" } })

    /// As the pages show the similarities that it is the difference of.
    private static let fall = IndexColumn(
        key: "fall", orders: [.descending("largest fall"), .ascending("smallest fall, or rise")],
        content: .number(decimals: 4) { entry in
            guard let first = entry.cosine?.first, let last = entry.cosine?.last else { return nil }
            return ((first * 10_000).rounded() - (last * 10_000).rounded()) / 10_000
        })

    /// Of every layer; the pages show the first and the last.
    private static func similarities(_ layers: [String]) -> [IndexColumn] {
        layers.enumerated().map { index, layer in
            let isShown = index == 0 || index == layers.count - 1
            return IndexColumn(
                key: isShown ? (index == 0 ? "first" : "last") : layer, csvName: layer,
                heading: isShown ? layer : nil,
                orders: isShown
                    ? [.ascending("lowest at \(layer)"), .descending("highest at \(layer)")] : [],
                content: .number(decimals: 4) { entry in
                    entry.cosine.flatMap { $0.indices.contains(index) ? $0[index] : nil }
                })
        }
    }

    /// Of the first and the last layer; the pages show the last.
    private static func corrections(
        _ corrected: CorrectedRows, _ layers: [String]
    ) -> [IndexColumn] {
        guard let first = layers.first, let last = layers.last else { return [] }
        let meaning =
            "cosine similarity less that of unrelated words at the same place; empty where the pair was "
            + "made with another model or other options"
        return [
            IndexColumn(
                key: "correctedFirst", csvName: "corrected_\(first)", meaning: meaning,
                content: .number(decimals: 4) { corrected.similarity(of: $0)?.first }),
            IndexColumn(
                key: "corrected", csvName: "corrected_\(last)", heading: "\(last) corrected",
                note: "Corrected: minus that of unrelated words after that layer.",
                orders: [
                    .ascending("lowest corrected at \(last)"),
                    .descending("highest corrected at \(last)"),
                ], meaning: meaning,
                content: .number(decimals: 4) { corrected.similarity(of: $0)?.last }),
        ]
    }

    private static func verdictLayer(_ verdicts: VerdictRows) -> IndexColumn {
        IndexColumn(
            key: "verdictLayer", csvName: "best_layer",
            meaning: "the layer that tells labelled pairs apart best, at which the pair is judged",
            content: .text { verdicts.layer(of: $0) })
    }

    /// What labelled pairs say of the similarity.
    private static func judgments(_ verdicts: VerdictRows) -> [IndexColumn] {
        [
            IndexColumn(
                key: "shareOfSame", csvName: "percentile_same",
                meaning:
                    "the share of labelled pairs with the same sense that are at most as similar there",
                content: .number(decimals: 4) {
                    verdicts.opinion(of: $0).map { Float($0.shareOfSame) }
                }),
            IndexColumn(
                key: "shareOfDifferent", csvName: "percentile_different",
                meaning:
                    "the share of labelled pairs with different senses that are at most as similar there",
                content: .number(decimals: 4) {
                    verdicts.opinion(of: $0).map { Float($0.shareOfDifferent) }
                }),
            IndexColumn(
                key: "logOdds", csvName: "log_odds", heading: "Log-odds",
                note:
                    "Log-odds: above 0, the similarity is likelier for the same sense; below, for different senses; "
                    + "coloured where it is \(Int(Verdict.leastRatio)) times as likely, strongly from 10 times.",
                orders: [
                    .descending("likeliest the same sense"),
                    .ascending("likeliest different senses"),
                ],
                shades: [Float(log(Verdict.leastRatio)), Float(log(10.0))],
                meaning:
                    "the natural logarithm of how many times as likely the similarity is for labelled pairs with the "
                    + "same sense as for those with different senses; empty where the model does not tell them apart",
                content: .number(decimals: 4) { verdicts.logOdds(of: $0) }),
        ]
    }

    private static let lowest = IndexColumn(
        key: "lowest", orders: [.ascending("lowest at any layer")],
        content: .number(decimals: 4) { $0.cosine?.min() })

    /// The first layer with the lowest similarity.
    private static func lowestLayer(_ layers: [String]) -> IndexColumn {
        IndexColumn(
            key: "lowestLayer", heading: "Lowest at",
            orders: [
                .ascending("lowest in an early layer"), .descending("lowest in a late layer"),
            ],
            content: .text { entry in
                let cosine = (entry.cosine ?? []).prefix(layers.count)
                return cosine.indices.min { cosine[$0] < cosine[$1] }.map { layers[$0] }
            })
    }
}

// MARK: - What they say of a row

extension IndexColumn {
    /// For `summary.csv`; empty where there is nothing.
    func csvField(_ entry: JournalEntry) -> String {
        switch content {
        case .text(let value): value(entry) ?? ""
        case .number(let decimals, let value):
            value(entry).map { decimals > 0 ? "\($0)" : String(format: "%.0f", $0) } ?? ""
        }
    }

    /// For `summary.sqlite`: the number that `summary.csv` says, and nothing where that has an empty field.
    func value(_ entry: JournalEntry) -> SQLiteFile.Value {
        let field = csvField(entry)
        if field.isEmpty { return .null }
        return decimals == nil ? .text(field) : Double(field).map { .real($0) } ?? .null
    }

    /// For a page.
    func text(_ entry: JournalEntry) -> String {
        let text =
            switch content {
            case .text(let value): value(entry)
            case .number(let decimals, let value):
                value(entry).map { Format.fixed(Double($0), decimals: decimals) }
            }
        return text ?? "–"
    }

    /// How a cell is coloured: −2 and −1 below, 1 and 2 above; 0 for not at all. It goes by the number that the
    /// page shows.
    func shade(_ entry: JournalEntry) -> Int {
        guard case .number(let number) = scriptValue(entry) else { return 0 }
        let level = shadeSteps.count { abs(number) >= $0 }
        return number < 0 ? -level : level
    }

    /// `shades` in units of the last decimal.
    private var shadeSteps: [Int] { shades.map { Int(($0 * Float(unit)).rounded()) } }

    private var unit: Double { (0..<(decimals ?? 0)).reduce(1) { unit, _ in unit * 10 } }

    /// For the script: a text, or the number in units of its last decimal, as the page shows it.
    func scriptValue(_ entry: JournalEntry) -> ScriptValue? {
        switch content {
        case .text(let value): value(entry).map(ScriptValue.text)
        case .number(_, let value):
            value(entry).map { .number(Int((Double($0) * unit).rounded())) }
        }
    }

    enum ScriptValue: Equatable {
        case text(String)
        case number(Int)
    }

    /// What the script is told of the columns, as JSON.
    static func scriptDescription(_ columns: [IndexColumn]) throws -> String {
        let described = columns.filter(\.isInScript).map(Description.init)
        return String(decoding: try CompactJSON.encode(described), as: UTF8.self)
    }

    private struct Description: Encodable {
        let key: String
        let isCell: Bool
        /// Missing for text.
        let decimals: Int?
        /// As in addresses, with a hyphen for descending ones, and what the reader sees.
        let orders: [[String]]
        /// From which numbers up cells are coloured; missing where none are.
        let shades: [Int]?

        init(_ column: IndexColumn) {
            key = column.key
            isCell = column.heading != nil
            decimals = column.decimals
            shades = column.shades.isEmpty ? nil : column.shadeSteps
            orders = column.orders.map { order in
                switch order {
                case .ascending(let text): [column.key, text]
                case .descending(let text): ["-\(column.key)", text]
                }
            }
        }
    }
}
