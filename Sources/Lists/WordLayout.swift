/// How a published data set of single sentences names what a list of a word needs.
struct WordLayout: Sendable {
    var format: SentenceList.Format
    /// The columns by which it is known.
    var signature: [String]
    /// Its names by ours.
    var columns: [String: String]

    /// The sources are in the guide to lists.
    static let all = [
        WordLayout(
            format: .dwug, signature: ["identifier", "context", "indexes_target_token"],
            columns: [
                "id": "identifier", "sentence": "context", "range": "indexes_target_token",
            ])
    ]

    static func found(in names: [String], _ format: SentenceList.Format?) -> WordLayout? {
        let plain = Set(names.map(ListNames.plain))
        return all.first { $0.format == format }
            ?? all.first { $0.signature.allSatisfy(plain.contains) }
    }
}
