/// What was found out about a pair beyond raw attention and raw cosine: the `analyses` of `data.json`.
///
/// Each analysis is there if it was asked for and the model can give it; `unavailable` says why it cannot.
///
/// ```swift
/// pair.analyses[Rollout.self]?.layers
/// ```
package struct AnalysisResults: Sendable {
    /// By the names of their types.
    private var results: [String: any Analysis] = [:]
    /// Why an analysis that was asked for is not there, by its name.
    var unavailable: [String: String] = [:]

    init() {}

    subscript<Result: Analysis>(_ type: Result.Type) -> Result? {
        get { results[type.name] as? Result }
        set { results[type.name] = newValue }
    }

    /// Those that are there, in the order of the page.
    package var present: [any Analysis] { AnalysisRegistry.all.compactMap { results[$0.name] } }

    /// Those that are not there, in the order of the page, each with the reason.
    package var missing: [(type: any Analysis.Type, reason: String)] {
        AnalysisRegistry.all.compactMap { type in unavailable[type.name].map { (type, $0) } }
    }
}

extension AnalysisResults: Equatable {
    package static func == (a: Self, b: Self) -> Bool {
        func isEqual<Result: Analysis>(_ type: Result.Type) -> Bool { a[type] == b[type] }
        return a.unavailable == b.unavailable && AnalysisRegistry.all.allSatisfy { isEqual($0) }
    }
}

extension AnalysisResults: Codable {
    /// The name of an analysis, or `unavailable`.
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }

        static let unavailable = Key(stringValue: "unavailable")
    }

    /// A file of an older version lacks the analyses that came later.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        func decode<Result: Analysis>(_ type: Result.Type) throws -> Result? {
            try values.decodeIfPresent(type, forKey: Key(stringValue: type.name))
        }
        for type in AnalysisRegistry.all { results[type.name] = try decode(type) }
        let reasons = try values.decodeIfPresent([String: String].self, forKey: .unavailable) ?? [:]
        let known = AnalysisChoice.all.names
        unavailable = reasons.filter { known.contains($0.key) }
    }

    /// Writes `null` for what is not there, so that every file has the same keys.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        for type in AnalysisRegistry.all {
            let key = Key(stringValue: type.name)
            if let result = results[type.name] {
                try values.encode(result, forKey: key)
            } else {
                try values.encodeNil(forKey: key)
            }
        }
        try values.encode(unavailable, forKey: .unavailable)
    }
}
