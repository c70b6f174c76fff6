import Foundation

/// The sizes and switches of a model, from its `config.json`.
public struct ModelConfiguration: Sendable, Equatable {
    /// The family.
    public let family: ModelFamily
    /// The length of a hidden-state vector.
    public let hiddenSize: Int
    /// The number of transformer layers.
    public internal(set) var layerCount: Int
    /// The number of attention heads in each layer.
    public let headCount: Int
    /// The width of the feed-forward block.
    public let intermediateSize: Int
    /// The function between the two linear layers of a feed-forward block.
    public let activation: Activation
    /// Added to the variance in layer normalisation.
    public let layerNormEpsilon: Float
    /// The largest number of tokens of a sentence, special tokens included.
    public private(set) var maximumTokenCount: Int
    /// The length of a token's embedding, in some families shorter than `hiddenSize`.
    public internal(set) var embeddingSize: Int
    /// The number of rows of the embedding table.
    public let vocabularySize: Int
    /// The number of token types ("segments"); 0 where there are none.
    public internal(set) var tokenTypeCount: Int
    /// Whether the masked-language-model head is to use the table of word embeddings.
    let tiesWordEmbeddings: Bool
    /// How the model is built.
    var architecture = Architecture()

    /// The width of one attention head.
    public var headSize: Int { hiddenSize / headCount }

    /// Reads `config.json`.
    /// - Throws: `ModelError` for a file that is missing or malformed, a model type or a setting
    ///   that is not supported, or sizes that contradict each other; `SystemError` for a file that
    ///   cannot be read.
    public init(contentsOf path: String) throws {
        guard let data = try fileContents(at: path) else {
            let folder = FilePath.parent(of: path)
            if let problem = FolderContents.problem(missing: FilePath.name(of: path), in: folder) {
                throw ModelError.misplaced(path: folder, problem: problem)
            }
            throw ModelError.missingFile(path: path)
        }
        if let problem = ForeignContent.problem(data) {
            throw ModelError.misplaced(path: path, problem: problem)
        }
        try self.init(json: data, path: path)
    }

    init(json data: Data, path: String) throws {
        let keys = try ConfigurationKeys(json: data, path: path)
        let type = try keys.string("model_type")
        guard let family = ModelFamily(rawValue: type) else {
            throw ModelError.unsupportedType(path: path, type: type)
        }
        self.family = family
        try keys.rejectUnsupportedSettings()
        let (names, defaults) = (family.keys, family.defaults)
        hiddenSize = try keys.size(names.hiddenSize, default: defaults.hiddenSize)
        layerCount = try keys.size(names.layerCount, default: defaults.layerCount)
        headCount = try keys.size(names.headCount, default: defaults.headCount)
        intermediateSize = try keys.size(
            names.intermediateSize, default: defaults.intermediateSize)
        layerNormEpsilon =
            try names.layerNormEpsilon.map {
                try keys.number($0, default: defaults.layerNormEpsilon)
            } ?? defaults.layerNormEpsilon
        tokenTypeCount =
            defaults.tokenTypeCount > 0
            ? try keys.size("type_vocab_size", default: defaults.tokenTypeCount) : 0
        embeddingSize = hiddenSize
        let positions = try keys.size("max_position_embeddings", default: defaults.positionCount)
        maximumTokenCount = positions
        vocabularySize = try keys.size("vocab_size", default: defaults.vocabularySize)
        activation = try keys.activation(names.activation, default: defaults.activation)
        tiesWordEmbeddings = try keys.bool("tie_word_embeddings", default: true)
        guard hiddenSize % headCount == 0 else {
            throw keys.invalid(
                "the hidden size \(hiddenSize) is not a multiple of the \(headCount) attention heads"
            )
        }
        try family.adapt(&self, keys)
        maximumTokenCount = positions - architecture.positions.start
        if architecture.layers.isEmpty {
            architecture.layers = (0..<layerCount).map { .init(scope: "encoder.layer.\($0)") }
        }
        guard maximumTokenCount > 2 else {
            throw keys.invalid(
                "\"max_position_embeddings\" is \(positions), which leaves room for "
                    + "\(max(maximumTokenCount, 0)) tokens; expected 3 or more")
        }
    }

    /// Puts a linear layer between embeddings and hidden states of another size.
    mutating func projectEmbeddings(hasBias: Bool, precedesNorm: Bool) {
        guard embeddingSize != hiddenSize else { return }
        architecture.embeddingProjection = .init(hasBias: hasBias, precedesNorm: precedesNorm)
    }
}
