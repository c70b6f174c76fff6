/// Chains of nearest neighbours (Murtagh 1983): from any group on to the nearest, until two are each other's
/// nearest. With every `Linkage`, joining such two never makes others nearer, so they can be joined at once.
struct NeighborChain {
    struct Join {
        /// The groups by their first things, the smaller one first.
        var first: Int
        var second: Int
        var height: Float
    }

    private(set) var joins: [Join] = []
    private let linkage: Linkage
    private var distances: SymmetricMatrix
    private var sizes: [Int]
    /// The groups that are left, by their first things, in order.
    private var groups: [Int]

    /// - Parameter distances: not a number counts as infinitely far.
    init(_ distances: SymmetricMatrix, _ linkage: Linkage) {
        self.linkage = linkage
        self.distances = distances
        sizes = Array(repeating: 1, count: distances.count)
        groups = Array(0..<distances.count)
        var chain: [Int] = []
        while groups.count > 1 {
            if chain.isEmpty { chain.append(groups[0]) }
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

    private func distance(_ a: Int, _ b: Int) -> Float {
        let distance = distances[a, b]
        return distance.isNaN ? .infinity : distance
    }

    /// The nearest other group, of several `preferred`, else the first.
    private func nearest(to group: Int, preferring preferred: Int?) -> Int {
        var best = preferred ?? -1
        var smallest = preferred.map { distance(group, $0) } ?? .infinity
        for other in groups where other != group {
            let distance = distance(group, other)
            if best < 0 || distance < smallest { (best, smallest) = (other, distance) }
        }
        return best
    }

    private mutating func join(_ first: Int, _ second: Int) {
        let height = distance(first, second)
        joins.append(Join(first: first, second: second, height: height))
        groups.removeAll { $0 == second }
        let (a, b) = (Double(sizes[first]), Double(sizes[second]))
        for other in groups where other != first {
            distances[first, other] = Float(
                linkage.distance(
                    Double(distance(first, other)), Double(distance(second, other)),
                    joined: Double(height), sizes: (a, b, Double(sizes[other]))))
        }
        sizes[first] += sizes[second]
    }
}
