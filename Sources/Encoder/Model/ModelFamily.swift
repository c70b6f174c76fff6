/// A family of models: what sets its checkpoints apart.
///
/// All of it stands in one value, in a file of its own below `Families/`. A family that is built of known parts
/// needs such a file and a place in `allCases`, nothing else.
public struct ModelFamily: RawRepresentable, Hashable, Sendable, CaseIterable {
    /// The name that `model_type` in a `config.json` gives.
    public let rawValue: String
    /// How the family spells the keys of a `config.json`.
    let keys: Keys
    /// What the family's configuration class assumes for keys that a `config.json` leaves out.
    let defaults: Defaults
    /// What stands before a tensor's name in a checkpoint of a model with a head.
    let prefix: String
    /// Parts of tensors' names as BERT has them and as the family has them, applied in order.
    let tensorNames: [TensorName]
    /// What the names of the encoder's own tensors begin with, those of a head left out.
    let encoderScopes: [String]
    /// Reads the keys that only this family has, and says how its models are built.
    let adapt: @Sendable (inout ModelConfiguration, ConfigurationKeys) throws -> Void

    typealias TensorName = (bert: String, own: String)

    /// The keys of sizes and of what every family has. `nil` for what a family fixes in code.
    struct Keys: Sendable {
        var hiddenSize = "hidden_size"
        var layerCount = "num_hidden_layers"
        var headCount = "num_attention_heads"
        var intermediateSize = "intermediate_size"
        var activation = "hidden_act"
        var layerNormEpsilon: String? = "layer_norm_eps"
    }

    struct Defaults: Sendable {
        var hiddenSize = 768
        var layerCount = 12
        var headCount = 12
        var intermediateSize = 3072
        var vocabularySize = 30522
        var positionCount = 512
        /// 0 where sentences have no token type ("segment").
        var tokenTypeCount = 2
        var activation = "gelu"
        var layerNormEpsilon: Float = 1e-12
    }

    init(
        _ rawValue: String, keys: Keys = Keys(), defaults: Defaults = Defaults(),
        prefix: String? = nil, tensorNames: [TensorName] = [],
        encoderScopes: [String] = ["embeddings.", "embeddings_project.", "encoder.", "pooler."],
        adapt: @escaping @Sendable (inout ModelConfiguration, ConfigurationKeys) throws -> Void = {
            _, _ in
        }
    ) {
        self.rawValue = rawValue
        self.keys = keys
        self.defaults = defaults
        self.prefix = prefix ?? rawValue + "."
        self.tensorNames = tensorNames
        self.encoderScopes = encoderScopes
        self.adapt = adapt
    }

    /// The families that can be run.
    public static let allCases: [ModelFamily] = [
        .bert, .distilBERT, .roberta, .xlmRoberta, .camembert, .xlmRobertaXL, .electra, .mpnet,
        .albert, .deberta, .debertaV2, .modernBERT, .roformer,
    ]

    /// The family of a `model_type`.
    /// - Returns: `nil` for one that cannot be run.
    public init?(rawValue: String) {
        guard let family = Self.allCases.first(where: { $0.rawValue == rawValue }) else {
            return nil
        }
        self = family
    }

    public static func == (a: ModelFamily, b: ModelFamily) -> Bool { a.rawValue == b.rawValue }

    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
