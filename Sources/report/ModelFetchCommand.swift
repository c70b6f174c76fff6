import ArgumentParser
import Encoder
import Foundation

/// `report model fetch M`: a model from the hub into the cache.
struct ModelFetchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Downloads a model into the Hugging Face cache and prints its folder.",
        discussion: """
            Only what the cache does not have is downloaded, and an interrupted download continues \
            where it stopped. HF_ENDPOINT names the server (default: https://huggingface.co), \
            HF_TOKEN the key for private and gated models; with HF_HUB_OFFLINE=1, the network is \
            not used.

            Example: report model fetch distilbert-base-uncased
            """)

    @Argument(help: "The model's name: \"name\" or \"organisation/name\".")
    var model: String?

    @Option(help: "A branch, a tag or a commit.")
    var revision = "main"

    @Flag(name: .shortAndLong, help: "Do not show the progress.")
    var quiet = false

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let reference = ModelReference(model, environment: environment)
        if reference.hubID == nil, FileManager.default.fileExists(atPath: reference.name) {
            throw ValidationError(
                "\"\(reference.name)\" is here already; fetch takes the name of a model on the hub")
        }
        let display = DownloadDisplay(name: reference.name, quiet: quiet)
        defer { display.finish() }
        let download = HubDownload(
            cache: HubCache(environment: environment),
            settings: try HubSettings(environment: environment), onEvent: display.show)
        let folder = try download.fetch(reference.name, revision: revision)
        display.finish()
        try Console.print(folder)
    }
}
