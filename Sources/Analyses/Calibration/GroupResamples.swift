import Encoder

/// Groups of pairs drawn again and again, as many as there are, with replacement (the bootstrap, Efron 1979): the
/// same draws for whatever is measured, so that differences are paired.
///
/// Each element says how often every group was drawn. Draws are made as they are needed: of long lists all
/// together would take much memory.
struct GroupResamples: Sequence, Sendable {
    /// The number of groups.
    let groups: Int

    static let count = 2000

    func makeIterator() -> Iterator { Iterator(groups: groups) }

    struct Iterator: IteratorProtocol {
        let groups: Int
        private var random = SeededRandom(seed: 1)
        private var rest = GroupResamples.count

        init(groups: Int) { self.groups = groups }

        /// - Complexity: O(groups)
        mutating func next() -> [Int]? {
            guard rest > 0 else { return nil }
            rest -= 1
            var times = [Int](repeating: 0, count: groups)
            for _ in 0..<groups { times[random.index(below: groups)] += 1 }
            return times
        }
    }
}

/// Right and all answers of each group, by label.
struct GroupAnswers: Sendable {
    private struct Tally {
        var right = 0
        var all = 0
    }

    /// `[groups][labels]`, different senses first.
    private var tallies: [[Tally]]

    init(groups: Int) { tallies = Array(repeating: [Tally(), Tally()], count: groups) }

    mutating func add(isSame: Bool, isRight: Bool, group: Int) {
        let label = isSame ? 1 : 0
        tallies[group][label].all += 1
        if isRight { tallies[group][label].right += 1 }
    }

    /// The mean of the shares of both labels that were judged correctly; a label without pairs counts as a
    /// coin.
    /// - Parameter times: how often each group counts; `nil` for once.
    func accuracy(drawing times: [Int]? = nil) -> Double {
        let shares = [0, 1].map { label in
            var (right, all) = (0, 0)
            for (group, tally) in tallies.enumerated() {
                let times = times?[group] ?? 1
                right += times * tally[label].right
                all += times * tally[label].all
            }
            return all == 0 ? 0.5 : Double(right) / Double(all)
        }
        return (shares[0] + shares[1]) / 2
    }
}
