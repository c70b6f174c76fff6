import ArgumentParser
import Encoder
import Files
import Lists

/// `report tokenize`: one JSON object for each text.
struct TokenizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokenize",
        abstract: "Prints the tokens of texts, one JSON object per line.",
        discussion: "Each object has text, tokens, ids, and offsets in Unicode scalars.")

    @OptionGroup var textOptions: TextOptions

    @OptionGroup var modelOptions: ModelOptions

    func run() throws {
        let tokenizer = try modelOptions.loadTokenizer()
        var list = try textOptions.list()
        while case let items = try list.next(256), !items.isEmpty {
            var lines: [UInt8] = []
            for item in items {
                let sequence = tokenizer.encode(item.text)
                modelOptions.warn { TextOptions.warn(of: sequence, number: item.number) }
                lines += try TokenLine.json(sequence)
            }
            guard try Console.print(bytes: lines) else { return }
        }
    }
}
