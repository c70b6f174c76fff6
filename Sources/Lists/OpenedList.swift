import Files

/// A list whose format has been found out.
enum OpenedList {
    /// With columns, and the data set that was named or that the lines look like.
    case table(any ListTable, SentenceList.Format?)
    /// The files of the Word-in-Context data set.
    case wic(LineReader)
    /// Neither a table nor JSON.
    case lines(LineReader)

    /// - Parameter path: its ending counts where the options name no format.
    init(_ head: ListHead, path: String, options: ListOptions) throws(InputError) {
        let named = options.format
        let first = head.line.trimmedSpace.first
        let lines = LineReader(head.source, head: head.bytes)
        func table(
            _ usual: Unicode.Scalar, _ exact: Unicode.Scalar? = nil
        ) throws(InputError) -> OpenedList {
            let declared = head.declaredDelimiter
            let delimiter =
                options.delimiter ?? declared ?? exact ?? head.delimiter(usual: usual)
            // The program's own list of failed rows quotes fields, whatever stands between them.
            let isQuoted =
                head.tabbed == ListRow.columns + [ListRow.reasonColumn]
                || PairLayout.found(in: head.tabbed, named)?.isQuoted ?? false
            let reader = DelimitedReader(
                head.source, delimiter: delimiter,
                hasQuotes: options.hasQuotes ?? (delimiter != "\t" || isQuoted), head: head.bytes)
            if declared != nil { _ = try reader.next() }
            return .table(try DelimitedTable(reader, given: options.columns), named)
        }
        func json() throws(InputError) -> OpenedList {
            let objects: any JSONObjectReader =
                first == "["
                ? JSONArray(head.source, head: head.bytes) : JSONLines(lines)
            return .table(try JSONTable(objects, given: options.columns), named)
        }
        // Lines without a header are known by themselves, whatever the file is called.
        let looks =
            named == nil && options.columns.isEmpty ? FieldLines.format(of: head.tabbed) : nil
        switch looks ?? named ?? SentenceList.Format(path: path) {
        case .csv?: self = try table(",")
        case .tsv?: self = try table("\t", named == .tsv ? "\t" : nil)
        case .jsonl?: self = try json()
        case .wic?: self = .wic(lines)
        case .xlwic?: self = .table(FieldLines(lines, names: FieldLines.xlwic, fewest: 8), .xlwic)
        case .wictsv?:
            self = .table(FieldLines(lines, names: FieldLines.wictsv, fewest: 3), .wictsv)
        case .coarsewsd?:
            self = .table(FieldLines(lines, names: FieldLines.coarseWSD, fewest: 2), .coarsewsd)
        case _? where first == "[" || first == "{": self = try json()
        case _?: self = try table("\t")
        case nil:
            let delimiter = head.delimiter(usual: "\t")
            let names = Set(
                head.line.split(separator: Character(delimiter)).map {
                    ListNames.plain(String($0))
                })
            if first == "{" && head.line.contains("\"") || first == "[" && head.line.count == 1
                || head.line.hasPrefix("[{")
            {
                self = try json()
            } else if names.contains("sentence") && names.count > 1
                || names.isSuperset(of: ["sentence1", "sentence2"])
                || options.delimiter != nil || !options.columns.isEmpty
            {
                self = try table(delimiter)
            } else {
                self = .lines(lines)
            }
        }
    }
}
