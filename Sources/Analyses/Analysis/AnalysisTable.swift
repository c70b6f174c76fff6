import Files

/// A table of words and numbers with a name for every row.
package struct AnalysisTable {
    /// A text and what stands behind it in small print.
    struct Part {
        var text: String
        /// Text of the sentences or of the vocabulary.
        var isToken = false
        var isMarked = false
        var note: String?

        static func token(_ text: String, isMarked: Bool = false, note: String? = nil) -> Part {
            Part(text: text, isToken: true, isMarked: isMarked, note: note)
        }
    }

    struct Row {
        var name: String
        var isToken = false
        /// Whether it is the row of the word.
        var isTarget = false
        /// Whether it stands out from the others.
        var isEmphasised = false
        /// Any number of parts in each cell.
        var cells: [[Part]]
    }

    /// What tells the table from the others of its analysis or section.
    package var name: String
    var caption: String
    /// Classes of the style sheet: `values` for numbers, `words` for words, `kinds` for lists.
    var style: String
    /// Above the rows' names.
    var corner: String
    var columns: [Part]
    var rows: [Row]

    /// A number with four decimals, as all tables have them; figures have three significant digits.
    static func number(_ value: Float) -> [Part] {
        [Part(text: Format.fixed(Double(value), decimals: 4))]
    }
}

extension AnalysisTable {
    /// A table whose cells are numbers, written already.
    /// - Parameters:
    ///   - corner: above the rows' names.
    ///   - columns: the names of the columns.
    ///   - columnsAreData: whether these names come from a list, in a language of its own.
    package init(
        numbers name: String, caption: String, corner: String, columns: [String],
        columnsAreData: Bool = false,
        rows: [(name: String, cells: [String], isEmphasised: Bool)]
    ) {
        self.name = name
        self.caption = caption
        style = "values"
        self.corner = corner
        self.columns = columns.map { Part(text: $0, isToken: columnsAreData) }
        self.rows = rows.map { name, cells, isEmphasised in
            Row(name: name, isEmphasised: isEmphasised, cells: cells.map { [Part(text: $0)] })
        }
    }

    /// The rows of a table whose cells are numbers, for other kinds of tables.
    package var numbers: [(name: String, cells: [String])] {
        rows.map { ($0.name, $0.cells.compactMap(\.number)) }
    }

    /// - Parameter anchor: that of what the table belongs to.
    package func values(_ anchor: String) -> [String: Any] {
        func values(_ part: Part) -> [String: Any] {
            [
                "text": part.text, "token": part.isToken, "marked": part.isMarked,
                "hasNote": part.note != nil, "note": part.note ?? "",
            ]
        }
        func values(_ row: Row) -> [String: Any] {
            // Most rows are numbers, which render in less time than parts.
            let numbers = row.cells.compactMap(\.number)
            let isNumbers = numbers.count == row.cells.count
            return [
                "name": row.name, "token": row.isToken, "target": row.isTarget,
                "emphasised": row.isEmphasised,
                "numbers": isNumbers ? numbers : [],
                "cells": isNumbers ? [] : row.cells.map { ["parts": $0.map(values)] },
            ]
        }
        return [
            "anchor": "\(anchor)-\(name)", "caption": caption, "class": style, "corner": corner,
            "columns": columns.map { ["text": $0.text, "token": $0.isToken] as [String: Any] },
            "tokenColumns": columns.contains(where: \.isToken),
            "tokenRows": rows.contains { row in
                row.isToken || row.cells.contains { $0.contains(where: \.isToken) }
            },
            "rows": rows.map(values),
        ]
    }
}

extension [AnalysisTable.Part] {
    /// The text of a cell that is one number, or one list of them.
    fileprivate var number: String? {
        guard count == 1, !self[0].isToken, self[0].note == nil else { return nil }
        return self[0].text
    }
}
