/// What was found out about a pair beyond raw attention and raw cosine: the `analyses` of `data.json`.
///
/// Each part is there if it was asked for and the model can give it; `unavailable` says why it cannot.
public struct PairAnalyses: Equatable, Sendable {
    public var corrected: Corrected?
    public var rollout: Rollout?
    public var norm: Norm?
    public var heads: Heads?
    public var substitutes: Substitutes?
    public var neighbours: Neighbours?
    public var geometry: Geometry?
    /// Why an analysis that was asked for is not there.
    public var unavailable: [AnalysisKind: String] = [:]

    public init() {}
}

extension PairAnalyses: Codable {
    private enum CodingKeys: String, CodingKey {
        case corrected, rollout, norm, heads, substitutes, neighbours, geometry, unavailable
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        corrected = try values.decodeIfPresent(Corrected.self, forKey: .corrected)
        rollout = try values.decodeIfPresent(Rollout.self, forKey: .rollout)
        norm = try values.decodeIfPresent(Norm.self, forKey: .norm)
        heads = try values.decodeIfPresent(Heads.self, forKey: .heads)
        substitutes = try values.decodeIfPresent(Substitutes.self, forKey: .substitutes)
        neighbours = try values.decodeIfPresent(Neighbours.self, forKey: .neighbours)
        geometry = try values.decodeIfPresent(Geometry.self, forKey: .geometry)
        let reasons = try values.decodeIfPresent([String: String].self, forKey: .unavailable) ?? [:]
        for (name, reason) in reasons {
            if let kind = AnalysisKind(rawValue: name) { unavailable[kind] = reason }
        }
    }

    /// Writes `null` for what is not there, so that every file has the same keys.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(corrected, forKey: .corrected)
        try values.encode(rollout, forKey: .rollout)
        try values.encode(norm, forKey: .norm)
        try values.encode(heads, forKey: .heads)
        try values.encode(substitutes, forKey: .substitutes)
        try values.encode(neighbours, forKey: .neighbours)
        try values.encode(geometry, forKey: .geometry)
        let reasons = unavailable.map { ($0.key.rawValue, $0.value) }
        try values.encode(
            Dictionary(uniqueKeysWithValues: reasons), forKey: .unavailable)
    }
}
