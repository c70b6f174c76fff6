import Analyses
import ArgumentParser
import Encoder
import Files
import Foundation

/// How a model is run, whichever it is.
struct RunOptions: ParsableArguments {
    @Option(help: "The maximum number of threads; by default one for each processor.")
    var threads: Int?

    @Option(
        help:
            "The precision of matrix products: fp32, or bf16, which is twice as fast on AMD's Zen 4 but changes cosines in the third decimal place (needs AVX512-BF16)."
    )
    var precision: Precision = .float32

    @Flag(name: .shortAndLong, help: "Print nothing but results and errors.")
    var quiet = false

    func validate() throws {
        if let threads, threads < 1 {
            throw ValidationError("--threads takes a number of at least 1, not \(threads)")
        }
    }

    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    /// Lets warnings be printed unless the user wants none.
    func warn(_ body: () -> Void) {
        if !quiet { body() }
    }

    /// A model's calibration; tells what takes a while and what cannot be kept.
    /// - Parameter name: in front of what is told, where there are several models.
    func calibration(
        of model: LoadedModel, _ list: CalibrationList, name: String? = nil
    ) throws -> Calibration {
        let start = name.map { "\($0): " } ?? ""
        return try CalibrationCache(
            beside: BaselineCache(environment: ProcessInfo.processInfo.environment)
        ).calibration(
            of: model.encoder, weights: model.summary.sha256, list: list,
            onMeasuring: { warn { Console.note("\(start)\(Self.calibrating(on: list))") } },
            onUnwritten: { path in warn { Console.unkept(path) } })
    }

    static func calibrating(on list: CalibrationList) -> String {
        "calibrating this model on \(list.name ?? "the pairs that come with the program"), once"
    }
}

/// The options of every command that runs one model.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A model folder, or the name of a model on the Hugging Face hub.",
            discussion: """
                Without it, the environment's REPORT_MODEL, else \(ModelReference.defaultName); \
                page takes the batch's rather than that one, figures what the list names before \
                either, and list needs none. A model that is not in the Hugging Face cache is \
                downloaded, unless HF_HUB_OFFLINE=1.
                """,
            valueName: "model"))
    var model: String?

    @Option(help: "A branch, a tag or a commit of a model on the hub (default: main).")
    var revision: String?

    @OptionGroup var run: RunOptions

    /// The model that was asked for.
    var reference: ModelReference { reference(to: model) }

    /// A model at the revision that was asked for.
    func reference(to model: String?) -> ModelReference {
        ModelReference(
            model, revision: revision, environment: ProcessInfo.processInfo.environment)
    }

    /// The model's folder as a report's command names it; `nil` for a model of the hub.
    ///
    /// As it was given, but for a place that says something of this machine alone: reports do not tell
    /// where on a disk they were made, and the command is for the place where the model's folder is.
    var reportedFolder: String? { Self.reportedFolder(of: reference) }

    static func reportedFolder(of reference: ModelReference) -> String? {
        guard reference.hubID == nil else { return nil }
        let parts = reference.name.split(separator: "/")
        let isRelative = !reference.name.hasPrefix("/") && !parts.contains("..")
        return isRelative ? reference.name : parts.last.map { "./\($0)" }
    }

    /// What tells the model apart from others in reports.
    var identity: ReportIdentity.Model { Self.identity(of: reference) }

    static func identity(of reference: ModelReference) -> ReportIdentity.Model {
        .init(
            name: reference.displayName, folder: reference.hubID == nil ? reference.name : nil)
    }

    /// The files in the folder of a model that has one of its own.
    var files: [String] {
        let reference = reference
        guard reference.hubID == nil else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: reference.name)) ?? []
        return names.map { FilePath.join(reference.name, $0) }
    }

    /// Loads the model that was asked for.
    /// - Parameter isForFew: as for the loading of any model.
    func load(isForFew: Bool = false) throws -> LoadedModel {
        try Self.load(
            reference, threadCount: threadCount, precision: precision, isForFew: isForFew,
            quiet: quiet)
    }

    /// Loads the model for so many threads.
    func load(threadCount: Int) throws -> LoadedModel {
        try Self.load(reference, threadCount: threadCount, precision: precision, quiet: quiet)
    }

    /// Loads a model.
    /// - Parameter isForFew: whether it is to encode a few sentences, for which packed weights are kept from run
    ///   to run.
    static func load(
        _ reference: ModelReference,
        threadCount: Int = ProcessInfo.processInfo.activeProcessorCount,
        precision: Precision = .float32, isForFew: Bool = false, quiet: Bool
    ) throws -> LoadedModel {
        let environment = ProcessInfo.processInfo.environment
        _ = try directory(of: reference, quiet: quiet)
        let model = try LoadedModel(
            reference, cache: HubCache(environment: environment), threadCount: threadCount,
            precision: precision, hashes: WeightsHashCache(environment: environment),
            packed: isForFew ? PackedWeightsCache(environment: environment) : nil)
        warn(of: model.encoder.tokenizer, quiet: quiet)
        return model
    }

    /// Loads the encoder alone, without what a report says of it.
    /// - Parameter isForFew: as for `load`.
    func loadEncoder(isForFew: Bool = false) throws -> EncoderModel {
        let packed =
            isForFew
            ? PackedWeightsCache(environment: ProcessInfo.processInfo.environment) : nil
        let encoder = try EncoderModel(
            directory: try Self.directory(of: reference, quiet: quiet), threadCount: threadCount,
            precision: precision, packed: packed)
        Self.warn(of: encoder.tokenizer, quiet: quiet)
        return encoder
    }

    /// Tells what a user should know of how a tokenizer was read.
    private static func warn(of tokenizer: Tokenizer, quiet: Bool) {
        if !quiet { tokenizer.warnings.forEach(Console.warning) }
    }

    /// A model's folder, after a download if the cache does not have the model.
    static func directory(of reference: ModelReference, quiet: Bool) throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let display = DownloadDisplay(name: reference.name, quiet: quiet)
        defer { display.finish() }
        return try reference.directory(
            cache: HubCache(environment: environment),
            download: HubDownload(
                cache: HubCache(environment: environment),
                settings: HubSettings(environment: environment), onEvent: display.show))
    }

    /// Loads the tokenizer of the model that was asked for, without its weights.
    func loadTokenizer() throws -> Tokenizer {
        let environment = ProcessInfo.processInfo.environment
        let reference = reference
        func tokenizer(in directory: String) throws -> Tokenizer {
            let configuration = try ModelConfiguration(contentsOf: directory + "/config.json")
            let tokenizer = try Tokenizer(
                directory: directory, maximumTokenCount: configuration.maximumTokenCount)
            Self.warn(of: tokenizer, quiet: quiet)
            return tokenizer
        }
        // The cache may hold the tokenizer's files alone, and that is enough.
        func cached() throws -> Tokenizer {
            try tokenizer(in: reference.directory(cache: HubCache(environment: environment)))
        }
        func fetched() throws -> Tokenizer {
            try tokenizer(in: Self.directory(of: reference, quiet: quiet))
        }
        do {
            return try cached()
        } catch ModelError.notInCache {
            return try fetched()
        } catch is TokenizerError where reference.hubID != nil {
            // A download may have been cut, or the cache cleared of a file that a link leads to.
            return try fetched()
        }
    }

    var quiet: Bool { run.quiet }
    var precision: Precision { run.precision }
    var threadCount: Int { run.threadCount }

    /// Lets warnings be printed unless the user wants none.
    func warn(_ body: () -> Void) { run.warn(body) }
}

extension Precision: ExpressibleByArgument {}
