import Files

/// A list of pairs or of sentences with one word, whichever the file is.
package enum AnyList {
    case pairs(SentenceList)
    case sentences(WordList)

    /// - Parameter isCancelled: asked while the file is read; it ends where that is so.
    /// - Throws: `InputError`.
    package init(
        path: String, options: ListOptions, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(InputError) {
        let source = try ByteSource(
            path: path, encoding: options.encoding, isCancelled: isCancelled)
        let opened = try OpenedList(try ListHead(source), path: path, options: options)
        // What is neither is refused as a list of pairs, which most lists are.
        if options.word == nil, try opened.kind(options) != .sentences {
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
}

extension OpenedList {
    /// What the rows of a list are.
    enum Kind { case pairs, sentences }

    /// - Returns: `nil` for a table that names neither.
    func kind(_ options: ListOptions) throws(InputError) -> Kind? {
        switch self {
        case .wic: return .pairs
        case .lines: return .sentences
        case .table(let table, let format):
            let names = Set(table.names.map(ListNames.plain))
            let isNamed = { options.columns[$0] != nil || names.contains($0) }
            let hasSentence =
                isNamed("sentence") || WordLayout.found(in: table.names, format) != nil
            let hasPair = isNamed("sentence1") || isNamed("sentence2")
            // Of a list with both, the commands for pairs read the pairs, and that for a word the sentences.
            if hasPair { return hasSentence && options.word != nil ? .sentences : .pairs }
            if let gold = options.gold, try UsagePairRows.areJudgments(gold) { return .pairs }
            if hasSentence { return .sentences }
            return PairLayout.found(in: table.names, format) == nil ? nil : .pairs
        }
    }
}
