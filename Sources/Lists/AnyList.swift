import Files

/// A list of pairs or of sentences with one word, whichever the file is.
package enum AnyList {
    case pairs(SentenceList)
    case sentences(WordList)

    /// - Throws: `InputError`.
    package init(path: String, options: ListOptions) throws(InputError) {
        let source = try ByteSource(path: path, encoding: options.encoding)
        let opened = try OpenedList(try ListHead(source), path: path, options: options)
        if try Self.hasPairs(opened, options) {
            self = .pairs(try SentenceList(source, opened, options: options))
        } else {
            self = .sentences(try WordList(source, opened, options: options))
        }
    }

    package var name: String {
        switch self {
        case .pairs(let list): list.name
        case .sentences(let list): list.name
        }
    }

    private static func hasPairs(
        _ opened: OpenedList, _ options: ListOptions
    ) throws(InputError) -> Bool {
        switch opened {
        case .wic: return true
        case .lines: return false
        case .table(let table, let format):
            let names = Set(table.names.map(ListNames.plain))
            let given = Set(options.columns.keys)
            let isNamed = { given.contains($0) || names.contains($0) }
            if isNamed("sentence1") || isNamed("sentence2") { return true }
            if let gold = options.gold, try UsagePairRows.areJudgments(gold) { return true }
            if isNamed("sentence") || WordLayout.found(in: table.names, format) != nil {
                return false
            }
            // What is neither is refused as a list of pairs, which most lists are.
            return true
        }
    }
}
