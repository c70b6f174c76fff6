import Foundation

/// How a family of checkpoints names the tensors that `BertModel` calls
/// `encoder.layer.0.attention.self.query.weight` and so on.
///
/// The family has its own names and the prefix of the model within a model with a head; the old TensorFlow
/// names `gamma` and `beta` are known here.
struct TensorNames {
    private let family: ModelFamily

    init(_ family: ModelFamily) { self.family = family }

    /// The names under which a file may hold a tensor, the commonest first.
    func candidates(for name: String) -> [String] {
        var name = name
        for (bert, own) in family.tensorNames {
            if let range = name.range(of: bert) { name.replaceSubrange(range, with: own) }
        }
        var spellings = [name]
        if name.hasSuffix("orm.weight") {
            spellings.append(name.dropLast("weight".count) + "gamma")
        } else if name.hasSuffix("orm.bias") {
            spellings.append(name.dropLast("bias".count) + "beta")
        }
        return spellings + spellings.map { family.prefix + $0 }
    }

    /// Whether a file's tensor belongs to the encoder, as opposed to a head on top of it.
    func isEncoderParameter(_ name: String) -> Bool {
        let bare =
            name.hasPrefix(family.prefix) ? String(name.dropFirst(family.prefix.count)) : name
        return family.encoderScopes.contains { bare.hasPrefix($0) }
    }
}
