/// An analysis of a pair that goes beyond raw attention and raw cosine.
public enum AnalysisKind: String, CaseIterable, Hashable, Sendable {
    case corrected, rollout, norm, heads, substitutes, neighbours, geometry

    /// What it is, in one line.
    public var explanation: String {
        switch self {
        case .corrected: "the similarity less what unrelated words have at the same layer"
        case .rollout: "where the word’s vector comes from, through all layers below"
        case .norm: "how much each token gives to the word, by the length of what flows"
        case .heads: "what each head looks at, and which heads tell the contexts apart"
        case .substitutes: "words that the model would put in the word’s place"
        case .neighbours: "which tokens of the other sentence the word is nearest to"
        case .geometry: "the word’s path through the layers, on a plane"
        }
    }
}

/// The analyses that a user wants: `all`, `none`, or names with commas between them.
public struct AnalysisChoice: Equatable, Sendable {
    public let kinds: Set<AnalysisKind>

    public init(_ kinds: Set<AnalysisKind>) { self.kinds = kinds }

    public static let all = AnalysisChoice(Set(AnalysisKind.allCases))
    public static let none = AnalysisChoice([])

    public func contains(_ kind: AnalysisKind) -> Bool { kinds.contains(kind) }

    /// The names in their usual order.
    public var names: [String] { AnalysisKind.allCases.filter(contains).map(\.rawValue) }
}

extension AnalysisChoice: LosslessStringConvertible {
    public init?(_ text: String) {
        switch text {
        case "all": self = .all
        case "none": self = .none
        default:
            let names = text.split(separator: ",", omittingEmptySubsequences: false)
            let kinds = names.compactMap { AnalysisKind(rawValue: String($0)) }
            guard kinds.count == names.count else { return nil }
            self.init(Set(kinds))
        }
    }

    public var description: String {
        self == .all ? "all" : self == .none ? "none" : names.joined(separator: ",")
    }
}

extension AnalysisChoice: Codable {
    /// A list of names; those that this version does not know are ignored.
    public init(from decoder: any Decoder) throws {
        let names = try decoder.singleValueContainer().decode([String].self)
        self.init(Set(names.compactMap(AnalysisKind.init(rawValue:))))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.singleValueContainer()
        try values.encode(names)
    }
}
