/// The analyses that a user wants: `all`, `none`, or names with commas between them.
package struct AnalysisChoice: Equatable, Sendable {
    private let chosen: Set<String>

    init(_ types: [any Analysis.Type]) { chosen = Set(types.map { $0.name }) }

    private init(known names: some Sequence<String>) {
        self.init(AnalysisRegistry.all.filter { names.contains($0.name) })
    }

    package static let all = AnalysisChoice(AnalysisRegistry.all)
    package static let none = AnalysisChoice([])
    /// What a batch makes of every pair where nothing else is asked for: what costs little beside the rest.
    package static let ofBatches = AnalysisChoice([Corrected.self, Verdict.self])

    /// Those that were chosen, in their usual order.
    var types: [any Analysis.Type] { AnalysisRegistry.all.filter { chosen.contains($0.name) } }

    package func contains(_ type: any Analysis.Type) -> Bool { chosen.contains(type.name) }

    /// The names in their usual order.
    package var names: [String] { types.map { $0.name } }

    /// What they need of a model.
    package var needs: Set<AnalysisNeed> {
        types.reduce(into: []) { $0.formUnion($1.needs) }
    }

    /// Each with what it is, for help.
    package var explanations: [(name: String, text: String)] {
        types.map { ($0.name, $0.explanation) }
    }

    /// Those of all analyses that need something of a model.
    package static func needing(_ need: AnalysisNeed) -> AnalysisChoice {
        AnalysisChoice(AnalysisRegistry.all.filter { $0.needs.contains(need) })
    }
}

extension AnalysisChoice: LosslessStringConvertible {
    package init?(_ text: String) {
        switch text {
        case "all": self = .all
        case "none": self = .none
        default:
            let names = text.split(separator: ",", omittingEmptySubsequences: false)
                .map(String.init)
            guard Set(names).isSubset(of: Self.all.names) else { return nil }
            self.init(known: names)
        }
    }

    package var description: String {
        self == .all ? "all" : self == .none ? "none" : names.joined(separator: ",")
    }
}

extension AnalysisChoice: Codable {
    /// A list of names; those that this version does not know are ignored.
    package init(from decoder: any Decoder) throws {
        self.init(known: try decoder.singleValueContainer().decode([String].self))
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.singleValueContainer()
        try values.encode(names)
    }
}
