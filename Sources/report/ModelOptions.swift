import ArgumentParser
import Encoder
import Foundation
import ReportKit

/// The options of every command that runs a model.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A model folder, or the name of a model in the Hugging Face cache.",
            discussion: "Without it, the environment's REPORT_MODEL, else \(ModelReference.defaultName).",
            valueName: "model"))
    var model: String?

    @Option(help: "The largest number of threads; by default one for each processor.")
    var threads: Int?

    func validate() throws {
        if let threads, threads < 1 {
            throw ValidationError("--threads takes a number from 1 up, not \(threads)")
        }
    }

    var reference: ModelReference {
        ModelReference(model, environment: ProcessInfo.processInfo.environment)
    }

    var cache: HubCache { HubCache(environment: ProcessInfo.processInfo.environment) }

    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }
}
