/// Tells of the rows whose places have nothing in common with their words: of the first hundred what is wrong, of the
/// others how many there are.
struct MisplacedRows {
    private(set) var count = 0
    private var hasEnded = false

    /// How many rows are named.
    static let mostNamed = 100

    /// - Parameter problems: what is said of the row's places; none for one that fits.
    /// - Returns: warnings.
    mutating func add(row number: Int, id: String, _ problems: [String]) -> [String] {
        guard !problems.isEmpty else { return [] }
        count += 1
        guard count <= Self.mostNamed else { return [] }
        return problems.map { "row \(number), \(id): \($0)" }
    }

    /// At the list's end.
    /// - Returns: a warning of the rows that were not named, once.
    mutating func end() -> [String] {
        let others = count - Self.mostNamed
        guard others > 0, !hasEnded else { return [] }
        hasEnded = true
        return [
            others == 1
                ? "1 further row has a place that has nothing in common with its word"
                : "\(others) further rows have a place that has nothing in common with their word"
        ]
    }
}
