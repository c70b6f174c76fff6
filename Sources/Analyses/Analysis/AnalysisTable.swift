import Files

/// A table of words and numbers with a name for every row.
package struct AnalysisTable {
    /// A text and what stands behind it in small print.
    package struct Part {
        package var text: String
        /// Text of the sentences or of the vocabulary.
        package var isToken = false
        package var isMarked = false
        package var note: String?

        static func token(_ text: String, isMarked: Bool = false, note: String? = nil) -> Part {
            Part(text: text, isToken: true, isMarked: isMarked, note: note)
        }
    }

    package struct Row {
        package var name: String
        package var isToken = false
        /// Whether it is the row of the word.
        package var isTarget = false
        /// Whether it stands out from the others.
        package var isEmphasised = false
        /// Any number of parts in each cell.
        package var cells: [[Part]]
    }

    /// What tells the table from the others of its analysis or section.
    package var name: String
    package var caption: String
    /// Classes of the style sheet: `values` for numbers, `words` for words, `kinds` for lists.
    package var style: String
    /// Above the rows' names.
    package var corner: String
    package var columns: [Part]
    package var rows: [Row]

    /// A number.
    static func number(_ value: Float) -> [Part] { [Part(text: Format.cell(Double(value)))] }
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
}

extension [AnalysisTable.Part] {
    /// The text of a cell that is one number, or one list of them.
    package var number: String? {
        guard count == 1, !self[0].isToken, self[0].note == nil else { return nil }
        return self[0].text
    }
}
