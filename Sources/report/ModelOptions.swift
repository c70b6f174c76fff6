import ArgumentParser
import Encoder
import Foundation
import ReportKit

/// The options of every command that runs a model.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A model folder, or the name of a model in the Hugging Face cache.",
            discussion:
                "Without it, the environment's REPORT_MODEL, else \(ModelReference.defaultName).",
            valueName: "model"))
    var model: String?

    @Option(help: "The largest number of threads; by default one for each processor.")
    var threads: Int?

    @Flag(name: .shortAndLong, help: "Print nothing but results and errors.")
    var quiet = false

    func validate() throws {
        if let threads, threads < 1 {
            throw ValidationError("--threads takes a number from 1 up, not \(threads)")
        }
    }

    /// Loads the model that was asked for.
    func load() throws -> LoadedModel {
        try Self.load(model, threadCount: threadCount)
    }

    /// Loads a model by its folder or name; `nil` for the default.
    static func load(
        _ name: String?, threadCount: Int = ProcessInfo.processInfo.activeProcessorCount
    ) throws -> LoadedModel {
        let environment = ProcessInfo.processInfo.environment
        return try LoadedModel(
            ModelReference(name, environment: environment),
            cache: HubCache(environment: environment), threadCount: threadCount)
    }

    /// Loads the tokenizer of the model that was asked for, without its weights.
    func loadTokenizer() throws -> Tokenizer {
        let environment = ProcessInfo.processInfo.environment
        let directory = try ModelReference(model, environment: environment)
            .directory(cache: HubCache(environment: environment))
        let configuration = try ModelConfiguration(contentsOf: directory + "/config.json")
        return try Tokenizer(
            directory: directory, maximumTokenCount: configuration.maximumTokenCount)
    }

    /// Lets warnings be printed unless the user wants none.
    func warn(_ body: () -> Void) {
        if !quiet { body() }
    }

    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }
}
