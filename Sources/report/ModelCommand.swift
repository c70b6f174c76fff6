import ArgumentParser
import Encoder
import ReportKit

/// `report model`: what there is to know about models.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model", abstract: "Shows what a model is made of.",
        subcommands: [ModelInfoCommand.self])
}

/// `report model info M`: sizes, tensors and parameter counts.
struct ModelInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Prints a model's sizes, its tensors with their shapes, and parameter counts.")

    @Argument(help: "A model folder, or the name of a model in the Hugging Face cache.")
    var model: String?

    func run() throws {
        let loaded = try ModelOptions.load(model)
        Console.print(ModelDescription.text(for: loaded))
    }
}
