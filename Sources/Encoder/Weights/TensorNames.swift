import Foundation

/// How a family of checkpoints names the tensors that `BertModel` calls
/// `encoder.layer.0.attention.self.query.weight` and so on.
///
/// Every spelling is known here and nowhere else: the family's own names, the prefix of the model
/// within a model with a head, and the old TensorFlow names `gamma` and `beta`.
enum TensorNames {
    case bert
    case distilBERT

    private static let distilBERTNames = [
        ("encoder.layer.", "transformer.layer."),
        (".attention.self.query.", ".attention.q_lin."),
        (".attention.self.key.", ".attention.k_lin."),
        (".attention.self.value.", ".attention.v_lin."),
        (".attention.output.dense.", ".attention.out_lin."),
        (".attention.output.LayerNorm.", ".sa_layer_norm."),
        (".intermediate.dense.", ".ffn.lin1."),
        (".output.dense.", ".ffn.lin2."),
        (".output.LayerNorm.", ".output_layer_norm."),
    ]

    private var prefix: String {
        switch self {
        case .bert: "bert."
        case .distilBERT: "distilbert."
        }
    }

    /// The names under which a file may hold a tensor, the commonest first.
    func candidates(for name: String) -> [String] {
        var name = name
        if self == .distilBERT {
            for (bert, distilBERT) in Self.distilBERTNames {
                if let range = name.range(of: bert) {
                    name.replaceSubrange(range, with: distilBERT)
                }
            }
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
        return ["embeddings.", "encoder.", "transformer.", "pooler."].contains {
            bare.hasPrefix($0)
        }
    }
}
