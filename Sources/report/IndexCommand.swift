import ArgumentParser
import Batch

/// `report index`: the index and the tables of a batch, made anew from what is there.
struct IndexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Writes the index and the tables of a batch again.",
        discussion: "Everything comes from the batch's journal; no model is needed.")

    @Argument(help: "The folder of the batch.")
    var directory: String

    @OptionGroup var designOptions: DesignOptions

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    func validate() throws { try OutputOption.validate(folder: directory) }

    func run() throws {
        let counts = try BatchIndex(directory: directory, design: designOptions.design()).rebuild()
        guard !quiet else { return }
        if let missing = counts.missing { Console.warning("\(missing)") }
        try Console.print("\(counts.pairs) pairs, \(counts.failed) failed")
        try Console.print("\(directory)/index.html")
    }
}
