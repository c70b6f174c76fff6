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
    /// Replaces every match of a pattern.
    case replacePattern(Pattern, with: [Unicode.Scalar])
    /// Puts some scalars before a text that is not empty.
    case prepend([Unicode.Scalar])
    /// SentencePiece's own.
    case map(CharacterMap)
    /// One after the other; of none, the text stays as it is.
    case sequence([Normalizer])

    /// The regular expressions that tokenizers' files have, as they are written there.
    public enum Pattern: String, Sendable, CaseIterable {
        case spaces = " {2,}"
        case whiteSpaces = "\\s+"
        case whiteSpacesOrLineBreak = "\\s{2,}|[\\n\\r\\t]"

        /// The length of the match at the start of a text, or 0.
        fileprivate func length(in text: ArraySlice<AlignedScalar>) -> Int {
            switch self {
            case .spaces:
                let count = text.prefix { $0.scalar == " " }.count
                return count > 1 ? count : 0
            case .whiteSpaces: return text.prefix { $0.scalar.isBertWhitespace }.count
            case .whiteSpacesOrLineBreak:
                let count = text.prefix { $0.scalar.isBertWhitespace }.count
                if count > 1 { return count }
                return count == 1 && ["\n", "\r", "\t"].contains(text.first?.scalar) ? 1 : 0
            }
        }
    }

    /// Whether upper and lower case are the same to the model.
    public var lowercases: Bool {
        switch self {
        case .bert(let normalizer): normalizer.lowercases
        case .lowercase: true
        case .form, .stripAccents, .strip, .replace, .replacePattern, .prepend, .map: false
        case .sequence(let steps): steps.contains(where: \.lowercases)
        }
    }

    /// SentencePiece's map, where it is the stage or one of its steps.
    var characterMap: CharacterMap? {
        switch self {
        case .map(let map): return map
        case .sequence(let steps):
            return steps.lazy.compactMap { if case .map(let map) = $0 { map } else { nil } }.first
        default: return nil
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
        case .replacePattern(let pattern, let content):
            text.replace(with: content) { pattern.length(in: $0) }
        case .prepend(let scalars):
            if let origin = text.scalars.first?.origin {
                text.scalars.insert(
                    contentsOf: scalars.map { AlignedScalar(scalar: $0, origin: origin) }, at: 0)
            }
        case .map(let map): map(&text)
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

    fileprivate mutating func replace(_ pattern: [Unicode.Scalar], with content: [Unicode.Scalar]) {
        guard let first = pattern.first else { return }
        replace(with: content) { rest in
            rest.first?.scalar == first && rest.lazy.map(\.scalar).starts(with: pattern)
                ? pattern.count : 0
        }
    }

    /// What replaces an occurrence comes from the place of the occurrence's last scalar.
    /// - Parameter length: the length of the occurrence at the start of a text, or 0.
    fileprivate mutating func replace(
        with content: [Unicode.Scalar], _ length: (ArraySlice<AlignedScalar>) -> Int
    ) {
        var result: [AlignedScalar] = []
        result.reserveCapacity(scalars.count)
        var index = 0
        while index < scalars.count {
            let count = length(scalars[index...])
            if count > 0 {
                index += count
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
