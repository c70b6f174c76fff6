/// The first stage of a tokenizer: what happens to a text before it is split into words.
public indirect enum Normalizer: Sendable, Equatable {
    case bert(BertNormalizer)
    case form(NormalForm)
    case lowercase
    /// Removes marks; meant to follow a decomposition.
    case stripAccents
    /// Removes white space at the start or the end.
    case strip(left: Bool, right: Bool)
    /// Replaces every occurrence of some scalars, at least one.
    case replace([Unicode.Scalar], with: [Unicode.Scalar])
    /// One after the other; of none, the text stays as it is.
    case sequence([Normalizer])

    /// Whether upper and lower case are the same to the model.
    public var lowercases: Bool {
        switch self {
        case .bert(let normalizer): normalizer.lowercases
        case .lowercase: true
        case .form, .stripAccents, .strip, .replace: false
        case .sequence(let steps): steps.contains(where: \.lowercases)
        }
    }

    func callAsFunction(_ text: NormalizedText) -> NormalizedText {
        var text = text
        switch self {
        case .bert(let normalizer): return normalizer(text)
        case .form(let form): form(&text)
        case .lowercase: text.lowercase()
        case .stripAccents: text.removeAll(where: \.isCombiningMark)
        case .strip(let left, let right): text.strip(left: left, right: right)
        case .replace(let pattern, let content): text.replace(pattern, with: content)
        case .sequence(let steps): text = steps.reduce(text) { $1($0) }
        }
        return text
    }
}

extension NormalizedText {
    fileprivate mutating func strip(left: Bool, right: Bool) {
        var kept = scalars[...]
        if left { kept = kept.drop { $0.scalar.isBertWhitespace } }
        if right { while kept.last?.scalar.isBertWhitespace == true { kept.removeLast() } }
        scalars = Array(kept)
    }

    /// What replaces an occurrence comes from the place of the occurrence's last scalar.
    fileprivate mutating func replace(_ pattern: [Unicode.Scalar], with content: [Unicode.Scalar]) {
        guard let first = pattern.first else { return }
        var result: [AlignedScalar] = []
        result.reserveCapacity(scalars.count)
        var index = 0
        while index < scalars.count {
            if scalars[index].scalar == first,
                scalars[index...].lazy.map(\.scalar).starts(with: pattern)
            {
                index += pattern.count
                let origin = scalars[index - 1].origin
                result += content.lazy.map { AlignedScalar(scalar: $0, origin: origin) }
            } else {
                result.append(scalars[index])
                index += 1
            }
        }
        scalars = result
    }
}
