import Foundation

/// The sizes and switches of a model, from its `config.json`.
public struct ModelConfiguration: Sendable, Equatable {
    /// The architectures that can be run, by the name that `model_type` gives.
    public enum Family: String, Sendable, CaseIterable {
        case bert
        case distilBERT = "distilbert"

        var tensorNames: TensorNames {
            switch self {
            case .bert: .bert
            case .distilBERT: .distilBERT
            }
        }
    }

    public let family: Family
    /// The length of a hidden-state vector.
    public let hiddenSize: Int
    /// The number of transformer layers.
    public let layerCount: Int
    /// The number of attention heads in each layer.
    public let headCount: Int
    /// The width of the feed-forward block.
    public let intermediateSize: Int
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
    ///   that is not supported, or sizes that contradict each other.
    public init(contentsOf path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
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

/// Typed access to a `config.json`, with errors that name the key.
struct ConfigurationKeys {
    private let values: [String: Any]
    let path: String

    /// No real model has a larger dimension; products of a few of these still fit an `Int`.
    private static let largestSize = 1 << 20

    init(json data: Data, path: String) throws {
        self.path = path
        guard let values = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] else {
            throw ModelError.invalidConfiguration(
                path: path, problem: "expected a JSON object; the file is damaged: get it again")
        }
        self.values = values
    }

    func invalid(_ problem: String) -> ModelError {
        .invalidConfiguration(path: path, problem: problem)
    }

    func string(_ key: String, default fallback: String? = nil) throws -> String {
        switch values[key] {
        case let value as String: return value
        case nil:
            if let fallback { return fallback }
            throw invalid("\"\(key)\" is missing; expected a string")
        case let value?: throw invalid("\"\(key)\" is \(value); expected a string")
        }
    }

    func number(_ key: String, default fallback: Float) throws -> Float {
        guard let value = values[key] else { return fallback }
        guard let number = value as? NSNumber, number.floatValue.isFinite, number.floatValue >= 0
        else {
            throw invalid("\"\(key)\" is \(value); expected a number that is not negative")
        }
        return number.floatValue
    }

    func size(_ key: String, default fallback: Int) throws -> Int {
        guard let value = values[key] else { return fallback }
        guard let number = value as? NSNumber, let size = Int(exactly: number.doubleValue),
            1...Self.largestSize ~= size
        else {
            throw invalid(
                "\"\(key)\" is \(value); expected a whole number from 1 to \(Self.largestSize)")
        }
        return size
    }

    /// Throws for settings that change a model's numbers and that this library does not implement.
    func refuseUnhonoured() throws {
        let position = try string("position_embedding_type", default: "absolute")
        guard position == "absolute" else {
            throw invalid(
                "\"position_embedding_type\" is \"\(position)\"; only \"absolute\" is supported")
        }
        for key in ["is_decoder", "add_cross_attention", "is_encoder_decoder"] {
            if let value = values[key] as? Bool, value {
                throw invalid("\"\(key)\" is true; only encoders are supported")
            }
        }
        for key in ["pruned_heads", "quantization_config"] {
            if let value = values[key] as? [String: Any], !value.isEmpty {
                throw invalid("\"\(key)\" is set; such models are not supported")
            }
        }
    }
}
