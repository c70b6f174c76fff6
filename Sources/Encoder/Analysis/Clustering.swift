/// Groups of things that are alike, from their distances: agglomerative clustering with average linkage
/// (Sokal and Michener 1958), as a tree whose leaves are in a useful order.
///
/// Each thing starts as a group of its own; the two groups with the smallest mean distance between their
/// members are joined until one is left. Of equally near groups, those with the first members are joined
/// first, so that the result does not depend on chance.
public struct Clustering: Sendable, Equatable, Codable {
    /// Two groups that became one.
    public struct Merge: Sendable, Equatable, Codable {
        /// The groups: a thing by its index, or n + k for the result of merge k among n things. The group
        /// with the first thing comes first.
        public let first: Int
        public let second: Int
        /// The mean distance between their members.
        public let height: Float
    }

    /// The number of things.
    public let count: Int
    /// count − 1 merges, the nearest first.
    public let merges: [Merge]

    /// - Parameter distances: `[n][n]`, symmetric; what stands above the diagonal is read. A distance that is
    ///   missing or not a number counts as infinitely far.
    /// - Complexity: O(n²) time and memory, by chains of nearest neighbours (Murtagh 1983).
    public init(distances: [[Float]]) {
        count = distances.count
        var joins = Chain(distances).joins
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
                    height: Float(join.height)))
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
        distances: [[Float]], limit: Int = 8
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

/// How well things fit the groups that they are in (Rousseeuw 1987).
public enum Silhouette {
    /// The silhouette of each thing, (b − a) / max(a, b): a is its mean distance from the others of its
    /// group, b the smallest mean distance from another group.
    ///
    /// - Returns: for each thing a number in [−1, 1]; 0 for one that is alone in its group, where there is
    ///   no other group, or where all distances are 0. NaN where a distance is missing.
    public static func values(groups: [Int], distances: [[Float]]) -> [Float] {
        let members = Dictionary(grouping: groups.indices) { groups[$0] }
        // In order: with distances that are not numbers, the smallest depends on it.
        let numbers = members.keys.sorted()
        func others(_ group: Int) -> [[Int]] {
            numbers.filter { $0 != group }.compactMap { members[$0] }
        }
        return groups.indices.map { thing in
            func meanDistance(_ things: [Int]) -> Double {
                let others = things.filter { $0 != thing }
                return others.reduce(0.0) { $0 + Double(entry(thing, $1, of: distances)) }
                    / Double(others.count)
            }
            guard let own = members[groups[thing]], own.count > 1 else { return 0 }
            let nearest = others(groups[thing]).map(meanDistance).min()
            guard let nearest else { return 0 }
            let inner = meanDistance(own)
            let larger = max(inner, nearest)
            return larger == 0 ? 0 : Float((nearest - inner) / larger)
        }
    }

    /// The mean over all things; 0 for none.
    public static func mean(groups: [Int], distances: [[Float]]) -> Float {
        guard !groups.isEmpty else { return 0 }
        let sum = values(groups: groups, distances: distances).reduce(0.0) { $0 + Double($1) }
        return Float(sum / Double(groups.count))
    }
}

/// An entry of a matrix; NaN where it has none.
private func entry(_ row: Int, _ column: Int, of matrix: [[Float]]) -> Float {
    guard matrix.indices.contains(row), matrix[row].indices.contains(column) else { return .nan }
    return matrix[row][column]
}

/// Chains of nearest neighbours: from any group on to the nearest, until two are each other's nearest.
/// With average linkage, joining such two never makes others nearer, so they can be joined at once.
private struct Chain {
    struct Join {
        /// The groups by their first things, the smaller one first.
        var first: Int
        var second: Int
        var height: Double
    }

    private(set) var joins: [Join] = []
    private var distances: [[Double]]
    private var sizes: [Int]
    private var isActive: [Bool]

    init(_ distances: [[Float]]) {
        self.distances = distances.indices.map { row in
            distances.indices.map { column in
                // Of one half, so that it is as far there as back: chains would run in circles else.
                let distance = entry(min(row, column), max(row, column), of: distances)
                return distance.isNaN ? .infinity : Double(distance)
            }
        }
        sizes = distances.map { _ in 1 }
        isActive = distances.map { _ in true }
        var chain: [Int] = []
        while joins.count + 1 < distances.count {
            if chain.isEmpty { chain.append(isActive.firstIndex(of: true) ?? 0) }
            let tip = chain[chain.count - 1]
            let previous = chain.count > 1 ? chain[chain.count - 2] : nil
            let nearest = nearest(to: tip, preferring: previous)
            if nearest == previous {
                chain.removeLast(2)
                join(min(tip, nearest), max(tip, nearest))
            } else {
                chain.append(nearest)
            }
        }
    }

    /// The nearest active group, of several `preferred`, else the first.
    private func nearest(to group: Int, preferring preferred: Int?) -> Int {
        var best = preferred ?? -1
        for other in distances.indices where isActive[other] && other != group {
            if best < 0 || distances[group][other] < distances[group][best] { best = other }
        }
        return best
    }

    private mutating func join(_ first: Int, _ second: Int) {
        joins.append(Join(first: first, second: second, height: distances[first][second]))
        let (a, b) = (Double(sizes[first]), Double(sizes[second]))
        isActive[second] = false
        for other in distances.indices where isActive[other] && other != first {
            // The mean over the members of both.
            let (x, y) = (distances[first][other], distances[second][other])
            // Rounding must not take it out from between the two: no join is nearer than those in it.
            let mean = min(max((a * x + b * y) / (a + b), min(x, y)), max(x, y))
            distances[first][other] = mean
            distances[other][first] = mean
        }
        sizes[first] += sizes[second]
    }
}
