import ArgumentParser
import Encoder
import Files
import Lists

/// The texts of `report tokenize` and `report encode`.
struct TextOptions: ParsableArguments {
    @Argument(help: "Texts; give them here or in a file.")
    var texts: [SentenceArgument] = []

    @Option(help: "A file with a {\"text\": \"…\"} on each line, or - for standard input.")
    var jsonl: String?

    func validate() throws {
        guard texts.isEmpty != (jsonl == nil) else {
            throw ValidationError("give either texts or --jsonl FILE")
        }
    }

    /// What is read.
    var files: [String] { jsonl.map { [$0 == "-" ? "/dev/stdin" : $0] } ?? [] }

    /// - Parameter isCancelled: as for a `ByteSource`.
    func list(
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(InputError) -> TextList {
        if let jsonl { return try TextList(jsonl: jsonl, isCancelled: isCancelled) }
        return TextList(texts: texts.map(\.text))
    }

    /// Warns of a text that the model cannot read whole.
    static func warn(of sequence: TokenSequence, number: Int) {
        guard sequence.truncatedTokenCount > 0 else { return }
        let count = sequence.tokens.count + sequence.truncatedTokenCount
        Console.warning(
            "text \(number) has \(count) tokens; the model reads \(sequence.tokens.count)")
    }
}
