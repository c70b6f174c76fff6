import Foundation

/// The sizes and switches of a model, from its `config.json`.
public struct ModelConfiguration: Sendable, Equatable {
    /// The architectures that can be run, by the name that `model_type` gives.
    public enum Family: String, Sendable, CaseIterable {
        /// BERT: token types, `model_type` "bert" (Devlin et al. 2019).
        case bert
        /// DistilBERT: no token types (Sanh et al. 2019).
        case distilBERT = "distilbert"

        var tensorNames: TensorNames {
            switch self {
            case .bert: .bert
            case .distilBERT: .distilBERT
            }
        }
    }

    /// The architecture.
    public let family: Family
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
    /// The number of rows of the embedding table.
    public let vocabularySize: Int
    /// The number of token types ("segments"); 0 where the family has none.
    public let tokenTypeCount: Int

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
        guard let family = Family(rawValue: type) else {
            throw ModelError.unsupportedType(path: path, type: type)
        }
        self.family = family
        try keys.refuseUnhonoured()
        let activationKey: String
        switch family {
        case .bert:
            hiddenSize = try keys.size("hidden_size", default: 768)
            layerCount = try keys.size("num_hidden_layers", default: 12)
            headCount = try keys.size("num_attention_heads", default: 12)
            intermediateSize = try keys.size("intermediate_size", default: 3072)
            activationKey = "hidden_act"
            layerNormEpsilon = try keys.number("layer_norm_eps", default: 1e-12)
            tokenTypeCount = try keys.size("type_vocab_size", default: 2)
        case .distilBERT:
            hiddenSize = try keys.size("dim", default: 768)
            layerCount = try keys.size("n_layers", default: 6)
            headCount = try keys.size("n_heads", default: 12)
            intermediateSize = try keys.size("hidden_dim", default: 3072)
            activationKey = "activation"
            // DistilBERT fixes it in code.
            layerNormEpsilon = 1e-12
            tokenTypeCount = 0
        }
        maximumTokenCount = try keys.size("max_position_embeddings", default: 512)
        vocabularySize = try keys.size("vocab_size", default: 30522)
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
                "\"max_position_embeddings\" is \(maximumTokenCount); expected 3 or more")
        }
    }
}
