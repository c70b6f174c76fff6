import Analyses
import ArgumentParser
import Encoder
import Foundation

/// `report model`: what models there are, and what there is to know about them.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model", abstract: "Lists, shows, fetches and verifies models.",
        subcommands: [
            ModelListCommand.self, ModelInfoCommand.self, ModelFetchCommand.self,
            ModelVerifyCommand.self,
        ])
}

/// `report model info M`: sizes, tensors and parameter counts.
struct ModelInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Prints a model's sizes, its tensors with their shapes, and parameter counts.")

    @Argument(help: "A model folder, or the name of a model on the Hugging Face hub.")
    var model: String?

    @Option(help: "A branch, a tag or a commit of a model on the hub (default: main).")
    var revision: String?

    @Flag(name: .shortAndLong, help: "Do not show the progress of a download.")
    var quiet = false

    func run() throws {
        let reference = ModelReference(
            model, revision: revision, environment: ProcessInfo.processInfo.environment)
        let loaded = try ModelOptions.load(reference, quiet: quiet)
        try Console.print(ModelDescription.text(for: loaded))
    }
}
