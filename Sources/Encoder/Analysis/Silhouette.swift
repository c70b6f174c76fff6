/// How well things fit the groups that they are in (Rousseeuw 1987).
public enum Silhouette {
    /// The silhouette of each thing, (b − a) / max(a, b): a is its mean distance from the others of its
    /// group, b the smallest mean distance from another group.
    ///
    /// - Parameters:
    ///   - groups: the group of each thing, a number from 0.
    ///   - distances: of the same things.
    /// - Returns: for each thing a number in [−1, 1]; 0 for one that is alone in its group, where there is
    ///   no other group, or where all distances are 0; NaN for all where there are not as many groups as
    ///   things, or where a group is negative.
    /// - Complexity: O(n²).
    public static func values(groups: [Int], distances: SymmetricMatrix) -> [Float] {
        guard groups.count == distances.count, groups.allSatisfy({ $0 >= 0 }) else {
            return groups.map { _ in .nan }
        }
        // As many numbers as there are groups, however large those given are.
        let names = Set(groups).sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        let groups = groups.compactMap { places[$0] }
        var sizes = [Int](repeating: 0, count: (groups.max() ?? -1) + 1)
        for group in groups { sizes[group] += 1 }
        var sums = [Double](repeating: 0, count: sizes.count)
        return groups.indices.map { thing in
            for group in sums.indices { sums[group] = 0 }
            for other in groups.indices where other != thing {
                sums[groups[other]] += Double(distances[thing, other])
            }
            let own = groups[thing]
            guard sizes[own] > 1 else { return 0 }
            // In order: with distances that are not numbers, the smallest depends on it.
            var nearest: Double?
            for group in sums.indices where group != own && sizes[group] > 0 {
                let mean = sums[group] / Double(sizes[group])
                nearest = nearest.map { mean < $0 ? mean : $0 } ?? mean
            }
            guard let nearest else { return 0 }
            let inner = sums[own] / Double(sizes[own] - 1)
            let larger = max(inner, nearest)
            return larger == 0 ? 0 : Float((nearest - inner) / larger)
        }
    }

    /// The mean over all things; 0 for none.
    public static func mean(groups: [Int], distances: SymmetricMatrix) -> Float {
        guard !groups.isEmpty else { return 0 }
        let sum = values(groups: groups, distances: distances).reduce(0.0) { $0 + Double($1) }
        return Float(sum / Double(groups.count))
    }
}
