/// Which pairs of a batch are drawn: the few that stand out.
package struct BatchTop: Codable, Equatable, Sendable {
    /// By what pairs stand out.
    package enum Order: String, Codable, CaseIterable, Sendable {
        /// The similarity falls most from the embeddings to the last layer.
        case drop
        /// It falls least, or rises most.
        case rise
        /// The lowest similarity of any layer.
        case min
        /// The highest similarity of any layer.
        case max
        /// The lowest similarity after the last layer.
        case last
        /// The largest distance between two layers.
        case range

        /// How much a pair stands out: of two the one with the higher score.
        /// - Parameter cosine: the similarity at every layer.
        func score(_ cosine: [Float]) -> Float {
            let first = cosine.first ?? 0
            let last = cosine.last ?? 0
            let lowest = cosine.min() ?? 0
            let highest = cosine.max() ?? 0
            return switch self {
            case .drop: first - last
            case .rise: last - first
            case .min: -lowest
            case .max: highest
            case .last: -last
            case .range: highest - lowest
            }
        }

        /// What the chosen pairs have, as a part of a sentence.
        var phrase: String {
            switch self {
            case .drop: "whose similarity falls most from the embeddings to the last layer"
            case .rise:
                "whose similarity falls least, or rises most, from the embeddings to the last layer"
            case .min: "with the lowest similarity of any layer"
            case .max: "with the highest similarity of any layer"
            case .last: "with the lowest similarity after the last layer"
            case .range: "whose similarity differs most between two layers"
            }
        }
    }

    /// How many pairs are drawn.
    var count: Int
    var by: Order

    package init(count: Int, by: Order = .drop) {
        self.count = count
        self.by = by
    }
}

/// Finds the best of any number of rows in memory for twice as many as are wanted.
struct TopRows {
    private let top: BatchTop
    private var best: [(score: Float, row: Int)] = []

    init(_ top: BatchTop) { self.top = top }

    /// - Parameter row: the row's place in the list; of equal rows the earlier one is better.
    mutating func add(_ cosine: [Float], row: Int) {
        best.append((top.by.score(cosine), row))
        // Not the double of a number that may be any.
        if best.count / 2 >= max(top.count, 500) { shorten() }
    }

    private mutating func shorten() {
        best.sort { ($1.score, $0.row) < ($0.score, $1.row) }
        best = Array(best.prefix(top.count))
    }

    /// The places of the best rows.
    mutating func finish() -> Set<Int> {
        shorten()
        return Set(best.map(\.row))
    }
}
