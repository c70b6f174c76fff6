import Foundation

/// Runs BERT and its relatives on the CPU, and returns every layer's hidden states and attentions.
///
/// ```swift
/// let model = try EncoderModel(directory: "Models/all-MiniLM-L6-v2")
/// let encodings = try model.encode(["The bank of the river was calm."])
/// encodings[0].attentions.shape  // [6, 12, 10, 10]: layers, heads, tokens, tokens
/// ```
///
/// Numbers follow Hugging Face `transformers` in 32-bit floats with eager attention. They do not
/// depend on which other sentences are encoded in the same call, nor on the number of threads.
/// A model may be used from several threads at once.
public final class EncoderModel: Sendable {
    /// Sizes and switches, from `config.json`.
    public let configuration: ModelConfiguration
    /// The checkpoint's own tokenizer.
    public let tokenizer: Tokenizer
    /// The folder that the model was loaded from.
    public let directory: String
    /// The number of parameters of the encoder, heads on top of it left out.
    public let parameterCount: Int
    /// The numbers that the layers multiply.
    public let precision: Precision
    /// The largest number of threads that `encode` uses.
    public let threadCount: Int

    let weights: UncheckedSendable<WeightStore>
    private let embeddings: Embeddings
    let layers: UncheckedSendable<[TransformerLayer]>
    private let finalNorm: LayerNorm?
    private let engine: ComputeEngine
    let workspaces: WorkspacePool

    private static let largestThreadCount = 1024

    /// A thread takes sentences until it has about this many tokens: enough for efficient matrix
    /// products, few enough that their intermediate results stay in the cache. oneDNN's products, of
    /// bfloat16 numbers say, want more rows than this package's own.
    private var tokensPerBatch: Int { precision == .float32 ? 128 : 192 }

    /// Up to this many tokens, two threads go through the layers together: each reads a part of the
    /// weights, where alone it would read all. Measured with sentences of ten tokens: from 40 on, a
    /// part of the sentences for each thread is faster for small models, from 70 on for all.
    private static let tokensPerThreadPair = 40

    /// Loads a checkpoint folder: `config.json`, `model.safetensors`, and the tokenizer's files.
    /// - Parameters:
    ///   - directory: the folder.
    ///   - threadCount: how many threads `encode` may use; by default one for each processor.
    ///   - precision: the numbers that the layers multiply.
    /// - Throws: `ModelError.unsupportedPrecision` on a processor without it; `ModelError`, `TokenizerError`, `SafetensorsError` or `SystemError` for files that
    ///   are missing, damaged, or do not belong together.
    public convenience init(
        directory: String, threadCount: Int = ProcessInfo.processInfo.activeProcessorCount,
        precision: Precision = .float32
    ) throws {
        try self.init(
            directory: directory, threadCount: threadCount, precision: precision, kept: nil)
    }

    /// - Parameter kept: weights that an earlier process packed from this checkpoint.
    package init(
        directory: String, threadCount: Int, precision: Precision, kept: PackedWeights?
    ) throws {
        guard precision.isSupported else { throw ModelError.unsupportedPrecision(precision) }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory),
            isDirectory.boolValue
        else { throw ModelError.missingDirectory(path: directory) }
        self.directory = directory
        self.precision = precision
        self.threadCount = min(max(threadCount, 1), Self.largestThreadCount)
        let configuration = try ModelConfiguration(contentsOf: directory + "/config.json")
        self.configuration = configuration
        tokenizer = try Tokenizer(
            directory: directory, maximumTokenCount: configuration.maximumTokenCount)
        guard tokenizer.vocabulary.count <= configuration.vocabularySize else {
            throw ModelError.invalidConfiguration(
                path: directory + "/config.json",
                problem:
                    "\"vocab_size\" is \(configuration.vocabularySize), but the vocabulary has "
                    + "\(tokenizer.vocabulary.count) entries: do the two files belong together?")
        }

        let engine = try ComputeEngine(kept: kept)
        let weights = try WeightStore(
            directory: directory, names: TensorNames(configuration.family))
        embeddings = try withOpenMPThreads(1) {
            try Embeddings(weights, configuration, engine: engine)
        }
        let store = UncheckedSendable(weights)
        layers = try Self.layers(
            store, configuration, threadCount: self.threadCount, precision, engine)
        finalNorm = try configuration.architecture.finalNorm.map {
            try LayerNorm(weights.scoped($0), configuration)
        }
        self.engine = engine
        workspaces = WorkspacePool(engine: engine)
        self.weights = store
        parameterCount = weights.parameters.reduce(0) { $0 + $1.elementCount }
    }

    /// Loads the layers; those that have the same tensors are loaded once.
    private static func layers(
        _ weights: UncheckedSendable<WeightStore>, _ configuration: ModelConfiguration,
        threadCount: Int, _ precision: Precision, _ engine: ComputeEngine
    ) throws -> UncheckedSendable<[TransformerLayer]> {
        let plans = configuration.architecture.layers
        var places: [Architecture.Layer: Int] = [:]
        var distinct: [Architecture.Layer] = []
        for plan in plans where places[plan] == nil {
            places[plan] = distinct.count
            distinct.append(plan)
        }
        let positions = try RelativeTerms(weights.value, configuration, engine: engine)
        let loaded = try mapConcurrently(count: distinct.count, threadCount: threadCount) {
            [distinct] index in
            try withOpenMPThreads(1) {
                try TransformerLayer(
                    weights.value, configuration, distinct[index], positions: positions,
                    precision: precision, engine: engine)
            }
        }
        return UncheckedSendable(plans.compactMap { places[$0].map { loaded[$0] } })
    }

    /// The encoder's tensors in the order of the file: their names, number types and shapes.
    public var parameters: [SafetensorsHeader.Entry] { weights.value.parameters.map(\.entry) }

    /// The panels that were packed by this process, in the order of their names.
    var packedPanels: [(name: String, buffer: AlignedBuffer)] {
        engine.packed.withLock { panels in
            panels.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
    }

    /// Throws when a file that is mapped changed its size.
    func checkUnchanged() throws {
        try weights.value.checkUnchanged()
        try engine.kept?.checkUnchanged()
    }

    /// Loads the checkpoint's masked-language-model head, which takes as much memory as the table
    /// of word embeddings.
    ///
    /// - Returns: `nil` when the checkpoint has none, as most that were trained further for another
    ///   task.
    /// - Throws: `ModelError` when a part of it is missing or has the wrong shape.
    public func maskedLMHead() throws -> MaskedLMHead? {
        try checkUnchanged()
        return try withOpenMPThreads(1) {
            try MaskedLMHead(
                weights.value, configuration, finalNorm: finalNorm, engine: engine,
                workspaces: workspaces)
        }
    }

    /// Tokenizes and encodes sentences.
    /// - Returns: one encoding for each text, in order; none for no text. A text that is longer than
    ///   the model allows is cut; `TokenSequence.truncatedTokenCount` tells.
    public func encode(_ texts: [String]) throws -> [ModelOutput] {
        try encode(texts.map { tokenizer.encode($0) })
    }

    /// Encodes sentences that are tokenized already. All attention of a long one takes much memory;
    /// `encode(_:attentionFrom:)` keeps only a part of it.
    ///
    /// - Parameter sequences: sentences of at least one token and at most
    ///   `configuration.maximumTokenCount`, with ids of this model's vocabulary.
    /// - Returns: one encoding for each sequence, in order.
    /// - Throws: `ModelError.invalidInput` for a sequence that is empty, too long, or has an id
    ///   outside the vocabulary; `ModelError.invalidWeights` for a result that is not finite;
    ///   `SafetensorsError` when the weight file was changed meanwhile.
    /// - Complexity: linear in the number of tokens, but for attention, which is quadratic in the
    ///   length of each sentence.
    public func encode(_ sequences: [TokenSequence]) throws -> [ModelOutput] {
        try encode(sequences, statesOf: nil)
    }

    /// As `encode(_:)`, but with less to compute and to keep.
    /// - Parameter tokens: for each sequence, those whose hidden states are kept, ascending, and no attention;
    ///   `nil` for everything.
    func encode(
        _ sequences: [TokenSequence], statesOf tokens: [[Int]]?
    ) throws -> [ModelOutput] {
        for (index, sequence) in sequences.enumerated() { try validate(sequence, index: index) }
        try checkUnchanged()
        guard !sequences.isEmpty else { return [] }
        let total = sequences.reduce(0) { $0 + $1.ids.count }
        // More threads are better used on a sentence each.
        let suitsPair =
            total <= Self.tokensPerThreadPair && (threadCount == 2 || sequences.count == 2)
        if threadCount > 1, suitsPair || sequences.count == 1 {
            return try workspaces.withWorkspace { leader in
                try workspaces.withWorkspace {
                    try forward(sequences[...], tokens?[...], leader, $0)
                }
            }
        }
        let batches = partition(sequences, total: total)
        return try mapConcurrently(count: batches.count, threadCount: threadCount) { index in
            try self.workspaces.withWorkspace {
                try self.forward(sequences[batches[index]], tokens?[batches[index]], $0)
            }
        }.flatMap { $0 }
    }

    func validate(_ sequence: TokenSequence, index: Int) throws {
        guard !sequence.ids.isEmpty,
            sequence.firstPosition + sequence.ids.count <= configuration.maximumTokenCount
        else {
            throw ModelError.invalidInput(
                problem: "sequence \(index) has \(sequence.ids.count) tokens; expected 1 to "
                    + "\(configuration.maximumTokenCount)")
        }
        if let id = sequence.ids.first(where: { !(0..<configuration.vocabularySize ~= $0) }) {
            throw ModelError.invalidInput(
                problem: "sequence \(index) has the token id \(id); the vocabulary ends at "
                    + "\(configuration.vocabularySize - 1)")
        }
    }

    /// Cuts the list into runs for one thread each, of about the same size, as many for one thread
    /// as for the others.
    private func partition(_ sequences: [TokenSequence], total: Int) -> [Range<Int>] {
        let rounds = (total - 1) / (tokensPerBatch * threadCount) + 1
        let share = (total - 1) / (rounds * threadCount) + 1
        var batches: [Range<Int>] = []
        var start = 0
        var tokens = 0
        for index in sequences.indices {
            tokens += sequences[index].ids.count
            let next = index + 1 < sequences.count ? sequences[index + 1].ids.count : 0
            // Stop where the sum is nearest to the share.
            if tokens + next / 2 > share || index + 1 == sequences.count {
                batches.append(start..<index + 1)
                start = index + 1
                tokens = 0
            }
        }
        return batches
    }

    /// - Parameters:
    ///   - kept: as for `encode(_:statesOf:)`.
    ///   - helper: a second workspace, for a second thread.
    private func forward(
        _ sequences: ArraySlice<TokenSequence>, _ kept: ArraySlice<[Int]>?, _ workspace: Workspace,
        _ helper: Workspace? = nil
    ) throws -> [ModelOutput] {
        let attending: [Int]? = kept == nil ? nil : []
        let shapes = sequences.indices.flatMap { index in
            let tokens = sequences[index].ids.count
            return [
                [
                    configuration.layerCount + 1, kept?[index].count ?? tokens,
                    configuration.hiddenSize,
                ],
                [
                    configuration.layerCount, configuration.headCount, attending?.count ?? tokens,
                    tokens,
                ],
            ]
        }
        let tensors = try Tensor.filled(shapes) { starts in
            let results = sequences.indices.enumerated().map { place, index in
                ForwardPass.Results(
                    hiddenStates: KeptRows(start: starts[2 * place], tokens: kept?[index]),
                    attentions: KeptRows(start: starts[2 * place + 1], tokens: attending))
            }
            try run(sequences, results, workspace, helper)
        }
        return sequences.enumerated().map { place, sequence in
            ModelOutput(
                sequence: sequence, hiddenStates: tensors[2 * place],
                attentions: tensors[2 * place + 1], attendingTokens: attending)
        }
    }

    /// Fills the results of some sentences.
    func run(
        _ sequences: ArraySlice<TokenSequence>, _ results: [ForwardPass.Results],
        _ workspace: Workspace, _ helper: Workspace?
    ) throws {
        let pass = try ForwardPass(
            PackedBatch(sequences), results, configuration, embeddings, layers.value, finalNorm,
            workspace)
        if let helper {
            try ThreadPair.run(workspace, helper) { try pass.run($0) }
        } else {
            try pass.run(workspace)
        }
        for (sequence, result) in zip(sequences, results) { try checkFinite(sequence, result) }
    }

    /// Looks at the last layer alone: each layer adds to what it reads, so that a NaN or an infinity in any
    /// layer is still there.
    private func checkFinite(_ sequence: TokenSequence, _ result: ForwardPass.Results) throws {
        let states = result.hiddenStates
        let count = (states.tokens?.count ?? sequence.ids.count) * configuration.hiddenSize
        let last = states.start + configuration.layerCount * count
        var largest: UInt32 = 0
        for index in 0..<count { largest = max(largest, last[index].magnitude.bitPattern) }
        guard largest >= Float.infinity.bitPattern else { return }
        let start = sequence.text.prefix(60)
        let text = start.count < sequence.text.count ? "\(start)…" : "\(start)"
        throw ModelError.invalidWeights(
            path: directory,
            problem: "the model's result for \"\(text)\" is not finite; the weights may be "
                + "damaged: download the model again")
    }
}
