import Files

/// Rows that have their word more than once and do not say which one is meant.
package struct RepeatedWords {
    package init() {}

    package private(set) var count = 0
    private var shown: [String] = []

    private static let mostShown = 5

    /// - Parameter name: what the row is called in the warning.
    package mutating func add(_ name: String, _ readings: [SentenceReading]) {
        guard readings.contains(where: { $0.count > 1 }) else { return }
        count += 1
        if shown.count < Self.mostShown { shown.append(name) }
    }

    /// - Parameter column: which says the occurrence that is meant.
    package func warning(column: String) -> String? {
        guard count > 0 else { return nil }
        let more = count > shown.count ? " and \(count - shown.count) more" : ""
        return
            "the word stands more than once in \(count == 1 ? "a row" : "\(count) rows"), and the first is taken: "
            + shown.joined(separator: ", ")
            + "\(more); the column \(column) or a place says which one is meant"
    }
}
