/// Groups of things that are alike, from their distances: agglomerative clustering, as a tree whose leaves are
/// in a useful order.
///
/// Each thing starts as a group of its own; the two groups that are nearest, as a `Linkage` measures it, are
/// joined until one is left. Of equally near groups, those with the first members are joined first, so that
/// the result does not depend on chance.
public struct Clustering: Sendable, Equatable, Codable {
    /// Two groups that became one.
    public struct Merge: Sendable, Equatable, Codable {
        /// The groups: a thing by its index, or n + k for the result of merge k among n things. The group
        /// with the first thing comes first.
        public let first: Int
        public let second: Int
        /// How far apart they were, as the linkage measures it.
        public let height: Float
    }

    /// The largest number of groups that is tried where none is given.
    public static let groupLimit = 8

    /// The number of things.
    public let count: Int
    /// count − 1 merges, the nearest first.
    public let merges: [Merge]

    /// - Parameters:
    ///   - distances: of every two things; the diagonal is not read. A distance that is not a number counts as
    ///     infinitely far.
    ///   - linkage: what counts as the distance of two groups.
    /// - Complexity: O(n²) time and memory, by chains of nearest neighbours (Murtagh 1983).
    public init(distances: SymmetricMatrix, linkage: Linkage) {
        count = distances.count
        var joins = NeighborChain(distances, linkage).joins
        // Chains find merges out of order. Of equal height, those found first depend on no later one.
        let order = joins.indices.sorted {
            (joins[$0].height, $0) < (joins[$1].height, $1)
        }
        joins = order.map { joins[$0] }
        // A group is known by its first thing until here.
        var groups = Array(0..<count)
        var merges: [Merge] = []
        for (index, join) in joins.enumerated() {
            merges.append(
                Merge(
                    first: groups[join.first], second: groups[join.second],
                    height: join.height))
            groups[join.first] = count + index
        }
        self.merges = merges
    }

    /// All things in the order of the tree's leaves: members of a group stand side by side, and of two
    /// groups that are joined the one with the first thing comes first.
    public var leafOrder: [Int] {
        guard let last = merges.indices.last else { return Array(0..<count) }
        var order: [Int] = []
        var pending = [count + last]
        while let group = pending.popLast() {
            if group < count {
                order.append(group)
            } else {
                pending.append(merges[group - count].second)
                pending.append(merges[group - count].first)
            }
        }
        return order
    }

    /// The group of each thing when the tree is cut into some number of groups.
    ///
    /// - Parameter groupCount: from 1 to `count`; other numbers count as the nearest of these.
    /// - Returns: for each thing a number from 0; groups are numbered by their first things.
    public func groups(_ groupCount: Int) -> [Int] {
        let wanted = min(max(groupCount, 1), max(count, 1))
        var parents = Array(0..<count + merges.count)
        for (index, merge) in merges.prefix(max(count - wanted, 0)).enumerated() {
            parents[merge.first] = count + index
            parents[merge.second] = count + index
        }
        var numbers: [Int: Int] = [:]
        return (0..<count).map { thing in
            var root = thing
            while parents[root] != root { root = parents[root] }
            if numbers[root] == nil { numbers[root] = numbers.count }
            return numbers[root] ?? 0
        }
    }

    /// The cut whose groups are most clearly apart: the one with the largest mean silhouette, of several
    /// the one with the fewest groups.
    ///
    /// - Parameters:
    ///   - distances: those that the clustering was made from.
    ///   - limit: the largest number of groups to try, 2 being the smallest.
    /// - Returns: the groups, and their mean silhouette; one group and 0 for fewer than three things, or
    ///   where no cut has a positive one.
    public func bestGroups(
        distances: SymmetricMatrix, limit: Int = Self.groupLimit
    ) -> (groups: [Int], silhouette: Float) {
        var best = (groups: groups(1), silhouette: Float(0))
        for groupCount in 2..<max(min(limit, count - 1) + 1, 2) {
            let groups = groups(groupCount)
            let silhouette = Silhouette.mean(groups: groups, distances: distances)
            if silhouette > best.silhouette { best = (groups, silhouette) }
        }
        return best
    }
}

extension Clustering {
    private enum CodingKeys: String, CodingKey { case count, merges }

    /// - Throws: `DecodingError` where the merges do not join all things into one group.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        count = try container.decode(Int.self, forKey: .count)
        merges = try container.decode([Merge].self, forKey: .merges)
        func fail(_ problem: String) -> DecodingError {
            .dataCorruptedError(forKey: .merges, in: container, debugDescription: problem)
        }
        guard count >= 0, merges.count == max(count - 1, 0) else {
            throw fail("there are \(merges.count) merges of \(count) things; expected one less")
        }
        var isJoined = [Bool](repeating: false, count: count + merges.count)
        for (index, merge) in merges.enumerated() {
            for group in [merge.first, merge.second] {
                guard 0..<count + index ~= group, !isJoined[group] else {
                    throw fail("merge \(index) joins group \(group), which is not free then")
                }
                isJoined[group] = true
            }
        }
    }
}
