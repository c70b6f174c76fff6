import Files

/// How a list is written, as far as the program has found it out.
package struct ListShape: Sendable, Equatable, Codable {
    /// A column of the list.
    package struct Column: Sendable, Equatable, Codable {
        /// As the list calls it.
        package var name: String
        /// As the program calls it; `nil` for one that means nothing.
        package var meaning: String?
    }

    /// What separates records and fields, in words.
    package var form: String
    /// The published data set whose layout it has, by the name that `--format` takes.
    package var dataSet: String?
    package var columns: [Column]

    /// - Parameters:
    ///   - meanings: what `take` was asked for, by the list's own names.
    ///   - layout: names of a data set by ours.
    init(_ table: any ListTable, layout: [String: String] = [:], dataSet: SentenceList.Format?) {
        form = table.form
        self.dataSet = dataSet.flatMap { $0.isDataSet ? $0.rawValue : nil }
        let meanings = table.meanings
        columns = table.names.map { name in
            let wanted = meanings[name]
            let ours = layout.filter { $0.value == wanted }.keys.min()
            return Column(name: name, meaning: ours ?? wanted)
        }
    }

    init(form: String, dataSet: SentenceList.Format? = nil, columns: [Column]) {
        self.form = form
        self.dataSet = dataSet?.rawValue
        self.columns = columns
    }
}

extension SentenceList.Format {
    /// Whether it is a data set as published, and no general way to write a table.
    var isDataSet: Bool { ![.csv, .tsv, .jsonl].contains(self) }
}
