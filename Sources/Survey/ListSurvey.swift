import Analyses
import Batch
import Encoder
import Files
import Lists
import Words

/// Reads a whole list, runs no model, and says what the program understands of it.
package struct ListSurvey: Sendable {
    private let options: ListOptions
    private let word: String?
    private let limit: Int?
    private let tokenizer: Tokenizer
    private let reader: String

    /// - Parameters:
    ///   - word: what to look for in a list of sentences where a row does not say; of a list of pairs, its uses are
    ///     read.
    ///   - limit: how many rows to read; `nil` for all.
    ///   - model: a model's name and its tokenizer, by which words are searched for; without it, as BERT's
    ///     lower-casing models divide text.
    /// - Throws: `TokenizerError`.
    package init(
        options: ListOptions = ListOptions(), word: String? = nil, limit: Int? = nil,
        model: (name: String, tokenizer: Tokenizer)? = nil
    ) throws {
        var options = options
        options.word = word
        self.options = options
        self.word = word
        self.limit = limit
        tokenizer = try model?.tokenizer ?? Self.plainTokenizer()
        reader = model?.name ?? "an uncased model"
    }

    /// Words are compared as text, so that no token but these is needed.
    private static func plainTokenizer() throws -> Tokenizer {
        try Tokenizer(
            vocabulary: Vocabulary(tokens: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]),
            maximumTokenCount: 1 << 30)
    }

    /// - Parameters:
    ///   - path: the list, or `-` for standard input.
    ///   - conversion: where to write it as the program's own kind of list.
    /// - Throws: `InputError` for a list that cannot be read to its end, `OutputError`; nothing is then written.
    package func run(
        _ path: String, convertingTo conversion: String? = nil,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> ListDescription {
        let list = try AnyList(path: path, options: options, isCancelled: isCancelled)
        func goOn() throws(InputError) {
            if isCancelled() { throw .interrupted(name: list.name) }
        }
        func describe(_ table: ConvertedList?) throws -> ListDescription {
            let description = try self.describe(list, table, goOn)
            // The list ended where a wait for it was broken off.
            try goOn()
            return description
        }
        guard let conversion else { return try describe(nil) }
        var description: ListDescription?
        try GrowingFile.write(conversion) { file in
            let table = ConvertedList(file)
            description = try describe(table)
            try table.finish()
        }
        return try description ?? describe(nil)
    }

    /// - Parameter goOn: asked at every row; throws to break off.
    private func describe(
        _ list: AnyList, _ table: ConvertedList?, _ goOn: () throws(InputError) -> Void
    ) throws -> ListDescription {
        var failures: [ListDescription.Failure] = []
        var warnings: [String] = []
        func keep(_ row: Int, _ id: String, _ reason: String) {
            guard failures.count < ListDescription.mostShown else { return }
            failures.append(.init(row: row, id: id, reason: reason))
        }
        func warn(_ text: String) {
            if warnings.count < ListDescription.mostShown { warnings.append(text) }
        }
        let summary: ListSummary
        let (shape, encoding): (ListShape, String)
        switch list {
        case .pairs(let pairs):
            summary = try ListCheck(tokenizer: tokenizer).run(
                pairs, limit: limit,
                onRow: { row in
                    try goOn()
                    table?.add(row)
                }, onWarning: warn, onFailure: keep)
            (shape, encoding) = (pairs.shape, pairs.encoding)
        case .sentences(let sentences):
            summary = try WordListCheck(tokenizer: tokenizer).run(
                sentences, word: word, limit: limit,
                onRow: { row throws(InputError) in
                    try goOn()
                    table?.add(row)
                }, onWarning: warn, onFailure: keep)
            (shape, encoding) = (sentences.shape, sentences.encoding)
        }
        var description = ListDescription(
            name: FilePath.name(of: list.name), shape: shape, encoding: encoding, summary,
            reader: reader)
        if case .sentences = list { description.kind = .sentences }
        description.failures = failures
        description.warnings = warnings
        return description
    }
}
