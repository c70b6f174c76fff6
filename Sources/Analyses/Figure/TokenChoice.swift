import Encoder

/// Which tokens of a long sentence a figure shows.
package enum TokenLimit: Hashable, Sendable, LosslessStringConvertible {
    /// As many as have room for a label each.
    case automatic
    case all
    /// So many, at least 1.
    case count(Int)

    package init?(_ text: String) {
        if text == "all" {
            self = .all
        } else if let count = Int(text), count >= 1 {
            self = .count(count)
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .automatic: "automatic"
        case .all: "all"
        case .count(let count): "\(count)"
        }
    }
}

extension TokenGroups {
    /// The groups that a figure shows where there are too many: the word, those with the largest weights,
    /// and the word's neighbours.
    ///
    /// - Parameters:
    ///   - count: Groups to show; with `countsGaps`, signs of gaps are among them.
    ///   - marked: Those of the word.
    ///   - weights: One for each group.
    /// - Returns: Indices of groups, ascending; all where there are no more than `count`.
    func choice(_ count: Int, countsGaps: Bool, marked: Set<Int>, weights: [Float]) -> [Int] {
        guard groups.count > count else { return Array(groups.indices) }
        let byWeight = weights.indices.filter { weights[$0].isFinite }
            .sorted { (weights[$1], $0) < (weights[$0], $1) }
        let reach = min(max(count / 8, 1), 3)
        let near = (1...reach).flatMap { distance in
            marked.sorted().flatMap { [$0 - distance, $0 + distance] }
        }
        var shown: Set<Int> = []
        let order = marked.sorted() + byWeight.prefix(3) + near + byWeight + Array(groups.indices)
        for index in order where groups.indices.contains(index) && !shown.contains(index) {
            let more = shown.union([index])
            let size = more.count + (countsGaps ? gaps(between: more) : 0)
            if size <= count { shown = more }
            if shown.count == count { break }
        }
        if countsGaps {
            // A sign for a single token takes as much room as the token.
            for index in groups.indices
            where !shown.contains(index) && (index == 0 || shown.contains(index - 1))
                && (index == groups.count - 1 || shown.contains(index + 1))
            {
                shown.insert(index)
            }
        }
        return shown.sorted()
    }

    /// The number of runs of groups that are not among some.
    private func gaps(between shown: Set<Int>) -> Int {
        groups.indices.count {
            !shown.contains($0) && ($0 == 0 || shown.contains($0 - 1))
        }
    }
}
