import Foundation

/// The sizes and switches of a model, from its `config.json`.
public struct ModelConfiguration: Sendable, Equatable {
    /// The architecture.
    public let family: ModelFamily
    /// The length of a hidden-state vector.
    public let hiddenSize: Int
    /// The number of transformer layers.
    public let layerCount: Int
    /// The number of attention heads in each layer.
    public let headCount: Int
    /// The width of the feed-forward block.
    public let intermediateSize: Int
    /// The function between the two linear layers of a feed-forward block.
    public let activation: Activation
    /// Added to the variance in layer normalisation.
    public let layerNormEpsilon: Float
    /// The largest number of tokens of a sentence, special tokens included.
    public let maximumTokenCount: Int
    /// The length of a token's embedding; ELECTRA's may be shorter than `hiddenSize`.
    public let embeddingSize: Int
    /// The id that RoBERTa and MPNet pad with. Their positions count from behind it, and a token of
    /// this id has no position of its own. `nil` where positions count from 0.
    let paddingID: Int?
    /// The number of distances that MPNet tells apart; 0 where positions are absolute alone.
    let relativePositionCount: Int
    /// The number of rows of the embedding table.
    public let vocabularySize: Int
    /// The number of token types ("segments"); 0 where the family has none.
    public let tokenTypeCount: Int
    /// Whether a masked-language-model head may read the word embeddings as its own matrix.
    let tiesWordEmbeddings: Bool

    /// The width of one attention head.
    public var headSize: Int { hiddenSize / headCount }

    /// Reads `config.json`.
    /// - Throws: `ModelError` for a file that is missing or malformed, a model type or a setting
    ///   that is not supported, or sizes that contradict each other; `SystemError` for a file that
    ///   cannot be read.
    public init(contentsOf path: String) throws {
        guard let data = try fileContents(at: path) else {
            throw ModelError.missingFile(path: path)
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
        try keys.refuseUnhonoured()
        let defaults = family.defaults
        let isDistilled = family == .distilBERT
        hiddenSize = try keys.size(
            isDistilled ? "dim" : "hidden_size", default: defaults.hiddenSize)
        layerCount = try keys.size(
            isDistilled ? "n_layers" : "num_hidden_layers", default: isDistilled ? 6 : 12)
        headCount = try keys.size(
            isDistilled ? "n_heads" : "num_attention_heads", default: defaults.headCount)
        intermediateSize = try keys.size(
            isDistilled ? "hidden_dim" : "intermediate_size", default: defaults.intermediateSize)
        // DistilBERT fixes it in code.
        layerNormEpsilon =
            isDistilled ? 1e-12 : try keys.number("layer_norm_eps", default: 1e-12)
        tokenTypeCount = family.hasTokenTypes ? try keys.size("type_vocab_size", default: 2) : 0
        embeddingSize =
            family == .electra ? try keys.size("embedding_size", default: 128) : hiddenSize
        switch family {
        case .bert, .distilBERT, .electra: paddingID = nil
        case .roberta: paddingID = try keys.index("pad_token_id", default: 1)
        // MPNet fixes it in code.
        case .mpnet: paddingID = 1
        }
        relativePositionCount =
            family == .mpnet ? try keys.size("relative_attention_num_buckets", default: 32) : 0
        tiesWordEmbeddings = try keys.flag("tie_word_embeddings", default: true)
        let positions = try keys.size("max_position_embeddings", default: 512)
        maximumTokenCount = positions - (paddingID.map { $0 + 1 } ?? 0)
        vocabularySize = try keys.size("vocab_size", default: defaults.vocabularySize)
        let activationKey = isDistilled ? "activation" : "hidden_act"
        let name = try keys.string(activationKey, default: "gelu")
        guard let activation = Activation(configurationName: name) else {
            throw keys.invalid(
                "\"\(activationKey)\" is \"\(name)\", an activation that is not supported")
        }
        self.activation = activation
        guard hiddenSize % headCount == 0 else {
            throw keys.invalid(
                "the hidden size \(hiddenSize) is not a multiple of the \(headCount) attention heads"
            )
        }
        guard maximumTokenCount > 2 else {
            throw keys.invalid(
                "\"max_position_embeddings\" is \(positions), which leaves room for "
                    + "\(max(maximumTokenCount, 0)) tokens; expected 3 or more")
        }
        guard relativePositionCount == 0 || relativePositionCount >= 4 else {
            throw keys.invalid(
                "\"relative_attention_num_buckets\" is \(relativePositionCount); expected 4 or more"
            )
        }
    }
}
