/// A list divided into shares with nearly the same number of tokens, by which the time of a share goes.
///
/// The shares of `--shard 1/8` to `8/8` are chosen by chance, which is even for long lists. Where it is not, the list is
/// divided into more, and some of those put together are a share.
package struct ShardPlan: Equatable, Sendable {
    package struct Share: Equatable, Sendable {
        package var shard: Shard
        package var rows = 0
        package var tokens = 0
    }

    package let shares: [Share]

    /// The largest difference of a share from the mean, as a fraction of it; 0 for a list without tokens.
    package var imbalance: Double {
        let mean = Double(shares.reduce(0) { $0 + $1.tokens }) / Double(shares.count)
        guard mean > 0 else { return 0 }
        return shares.map { abs(Double($0.tokens) - mean) / mean }.max() ?? 0
    }

    /// A difference up to this is even.
    package static let tolerance = 0.05

    /// More shares than these are not divided further, so that an index stays able to count each one's rows.
    package static let mostShares = BatchPart.mostShares

    /// Counts the rows of a list by their shares of the finest division.
    package struct Count: Sendable {
        let count: Int
        private let finest: Int
        private var rows: [Int]
        private var tokens: [Int]

        /// - Parameter count: the number of shares, from 1 to `mostShares`.
        package init(shares count: Int) {
            self.count = count
            var finest = count
            while finest < count << 6, finest * 2 <= ShardPlan.mostShares { finest *= 2 }
            self.finest = finest
            rows = [Int](repeating: 0, count: finest)
            tokens = rows
        }

        /// - Parameters:
        ///   - idHash: of the row's id as the list has it.
        ///   - tokens: of both sentences; 0 for a row that cannot be used.
        package mutating func add(idHash: UInt64, tokens count: Int) {
            let index = Shard.index(idHash: idHash, count: finest) - 1
            rows[index] += 1
            tokens[index] += count
        }

        /// The coarsest division that is even, else the most even one.
        package func plan() -> ShardPlan {
            var best = plan(division: count)
            var division = count
            while best.imbalance > ShardPlan.tolerance, division < finest {
                division *= 2
                let plan = plan(division: division)
                if plan.imbalance < best.imbalance { best = plan }
            }
            return best
        }

        /// Puts the largest shares of a division first, each to those that have least (Graham 1969).
        ///
        /// - Parameter division: `count` times a power of two, by which `finest` can be divided.
        private func plan(division: Int) -> ShardPlan {
            var parts = (0..<division).map { (index: $0 + 1, rows: 0, tokens: 0) }
            for index in rows.indices {
                parts[index % division].rows += rows[index]
                parts[index % division].tokens += tokens[index]
            }
            var bins = (0..<count).map { _ in (indices: [Int](), rows: 0, tokens: 0) }
            if division == count {
                bins = parts.map { ([$0.index], $0.rows, $0.tokens) }
            } else {
                parts.sort { ($1.tokens, $0.index) < ($0.tokens, $1.index) }
                for part in parts {
                    // Of equal ones that with fewest parts: every share gets one.
                    let place =
                        bins.indices.min {
                            (bins[$0].tokens, bins[$0].indices.count, $0)
                                < (bins[$1].tokens, bins[$1].indices.count, $1)
                        } ?? 0
                    bins[place].indices.append(part.index)
                    bins[place].rows += part.rows
                    bins[place].tokens += part.tokens
                }
            }
            return ShardPlan(
                shares: bins.compactMap { bin in
                    Shard(indices: bin.indices, count: division).map {
                        Share(shard: $0, rows: bin.rows, tokens: bin.tokens)
                    }
                })
        }
    }
}
