import ArgumentParser
import Encoder
import Files
import Lists

/// `report encode`: hidden states and attentions of texts as arrays.
struct EncodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode",
        abstract: "Writes the hidden states and attentions of texts to a safetensors file.",
        discussion: """
            For text K, counted from 0 (of a file: the line), the arrays are K.input_ids I64 [T], \
            K.hidden_states F32 [layers+1,T,hidden] and K.attentions F32 [layers,heads,T,T]. Lists too \
            long for one file's table of contents give several files and an index.
            """)

    @OptionGroup var textOptions: TextOptions

    @OptionGroup var modelOptions: ModelOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to write.", valueName: "file.safetensors"))
    var output: String

    func validate() throws { try OutputOption.validate(output) }

    func run() throws { try Interruption.run(encode) }

    private func encode() throws {
        try OutputTarget.check(output, isNot: textOptions.files + modelOptions.files)
        let writer = try SafetensorsWriter(path: output)
        do {
            try write(to: writer)
            try writer.finish()
        } catch {
            writer.discard()
            throw error
        }
    }

    private func write(to writer: SafetensorsWriter) throws {
        var list = try textOptions.list { Interruption.hasCome }
        let model = try modelOptions.loadEncoder()
        while case let items = try list.next(64), !items.isEmpty {
            if Interruption.hasCome { throw CancellationError() }
            let encodings = try model.encode(items.map(\.text))
            for (item, encoding) in zip(items, encodings) {
                modelOptions.warn { TextOptions.warn(of: encoding.sequence, number: item.number) }
                try writer.append("\(item.number).input_ids", encoding.sequence.ids)
                try writer.append("\(item.number).hidden_states", encoding.hiddenStates)
                try writer.append("\(item.number).attentions", encoding.attentions)
            }
        }
    }
}
