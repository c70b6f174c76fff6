import Foundation

/// How a family of checkpoints names the tensors that `BertModel` calls
/// `encoder.layer.0.attention.self.query.weight` and so on.
///
/// Every spelling is known here and nowhere else: the family's own names, the prefix of the model
/// within a model with a head, and the old TensorFlow names `gamma` and `beta`.
struct TensorNames {
    /// What stands before a tensor's name in a checkpoint of a model with a head.
    private let prefix: String
    /// Parts of names as BERT has them and as the family has them, applied in order.
    private let replacements: [(bert: String, own: String)]

    init(_ family: ModelFamily) {
        prefix = family.rawValue + "."
        switch family {
        case .bert, .electra:
            replacements = []
        case .roberta:
            replacements = Self.languageModelHead
        case .distilBERT:
            replacements = [
                ("encoder.layer.", "transformer.layer."),
                (".attention.self.query.", ".attention.q_lin."),
                (".attention.self.key.", ".attention.k_lin."),
                (".attention.self.value.", ".attention.v_lin."),
                (".attention.output.dense.", ".attention.out_lin."),
                (".attention.output.LayerNorm.", ".sa_layer_norm."),
                (".intermediate.dense.", ".ffn.lin1."),
                (".output.dense.", ".ffn.lin2."),
                (".output.LayerNorm.", ".output_layer_norm."),
                ("cls.predictions.transform.dense.", "vocab_transform."),
                ("cls.predictions.transform.LayerNorm.", "vocab_layer_norm."),
                ("cls.predictions.decoder.", "vocab_projector."),
                ("cls.predictions.bias", "vocab_projector.bias"),
            ]
        case .mpnet:
            replacements =
                [
                    (".attention.self.query.", ".attention.attn.q."),
                    (".attention.self.key.", ".attention.attn.k."),
                    (".attention.self.value.", ".attention.attn.v."),
                    (".attention.output.dense.", ".attention.attn.o."),
                    (".attention.output.LayerNorm.", ".attention.LayerNorm."),
                ] + Self.languageModelHead
        }
    }

    private static let languageModelHead: [(bert: String, own: String)] = [
        ("cls.predictions.transform.dense.", "lm_head.dense."),
        ("cls.predictions.transform.LayerNorm.", "lm_head.layer_norm."),
        ("cls.predictions.decoder.", "lm_head.decoder."),
        ("cls.predictions.bias", "lm_head.bias"),
    ]

    /// The names under which a file may hold a tensor, the commonest first.
    func candidates(for name: String) -> [String] {
        var name = name
        for (bert, own) in replacements {
            if let range = name.range(of: bert) { name.replaceSubrange(range, with: own) }
        }
        var spellings = [name]
        if name.hasSuffix("orm.weight") {
            spellings.append(name.dropLast("weight".count) + "gamma")
        } else if name.hasSuffix("orm.bias") {
            spellings.append(name.dropLast("bias".count) + "beta")
        }
        return spellings + spellings.map { prefix + $0 }
    }

    /// Whether a file's tensor belongs to the encoder, as opposed to a head on top of it.
    func isEncoderParameter(_ name: String) -> Bool {
        let bare = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
        return [
            "embeddings.", "embeddings_project.", "encoder.", "transformer.", "pooler.",
        ].contains { bare.hasPrefix($0) }
    }
}
