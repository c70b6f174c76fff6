import Testing

@testable import Encoder

@Suite struct ClusteringTests {
    /// Distances of points on a line.
    private func distances(_ points: [Float]) -> SymmetricMatrix {
        SymmetricMatrix(points.map { a in points.map { abs(a - $0) } })
    }

    @Test func joinsTheNearestFirst() {
        let clustering = Clustering(distances: distances([0, 10, 1, 12, 30]), linkage: .average)
        #expect(
            clustering.merges == [
                .init(first: 0, second: 2, height: 1),
                .init(first: 1, second: 3, height: 2),
                // The mean of 10, 12, 9, 11.
                .init(first: 5, second: 6, height: 10.5),
                // The mean of 30, 20, 29, 18.
                .init(first: 7, second: 4, height: 24.25),
            ])
        #expect(clustering.leafOrder == [0, 2, 1, 3, 4])
        #expect(clustering.groups(1) == [0, 0, 0, 0, 0])
        #expect(clustering.groups(2) == [0, 0, 0, 0, 1])
        #expect(clustering.groups(3) == [0, 1, 0, 1, 2])
        #expect(clustering.groups(5) == [0, 1, 2, 3, 4])
        #expect(clustering.groups(0) == clustering.groups(1))
        #expect(clustering.groups(99) == clustering.groups(5))
    }

    /// What a linkage says of two groups, from the members' vectors at length 1.
    private func definition(
        _ linkage: Linkage, _ a: [[Double]], _ b: [[Double]]
    ) -> Double {
        func distance(_ x: [Double], _ y: [Double]) -> Double {
            1 - zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
        }
        func spread(_ group: [[Double]]) -> Double {
            var sum = 0.0
            for index in group[0].indices {
                let numbers: [Double] = group.map { $0[index] }
                let mean = numbers.reduce(0, +) / Double(numbers.count)
                for number in numbers { sum += (number - mean) * (number - mean) }
            }
            return sum
        }
        let all = a.flatMap { x in b.map { distance(x, $0) } }
        return switch linkage {
        case .average: all.reduce(0, +) / Double(all.count)
        case .complete: all.max() ?? 0
        case .ward: spread(a + b) - spread(a) - spread(b)
        }
    }

    /// One merge after another, all pairs of groups looked at each time.
    private func naive(_ vectors: [[Double]], _ linkage: Linkage) -> [(Set<Int>, Double)] {
        var groups = vectors.indices.map { [$0] }
        var merges: [(Set<Int>, Double)] = []
        while groups.count > 1 {
            var best = (a: 0, b: 1, distance: Double.infinity)
            for a in groups.indices {
                for b in groups.indices where b > a {
                    let distance = definition(
                        linkage, groups[a].map { vectors[$0] }, groups[b].map { vectors[$0] })
                    if distance < best.distance { best = (a, b, distance) }
                }
            }
            groups[best.a] += groups[best.b]
            merges.append((Set(groups[best.a]), best.distance))
            groups.remove(at: best.b)
        }
        return merges
    }

    /// Vectors at length 1.
    private func vectors(_ count: Int, seed: UInt64) -> [[Double]] {
        var random = SeededGenerator(seed)
        return (0..<count).map { _ in
            let vector = (0..<5).map { _ in Double.random(in: -1...1, using: &random) }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / length }
        }
    }

    private func distances(of vectors: [[Double]]) -> SymmetricMatrix {
        SymmetricMatrix(
            vectors.map { a in
                vectors.map { b in Float(1 - zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }) }
            })
    }

    @Test(arguments: Linkage.allCases, [2, 3, 8, 24])
    func equalsTheDefinition(_ linkage: Linkage, count: Int) throws {
        for seed in 0..<5 {
            let vectors = vectors(count, seed: UInt64(seed))
            let clustering = Clustering(distances: distances(of: vectors), linkage: linkage)
            let expected = naive(vectors, linkage)
            #expect(clustering.merges.count == count - 1)
            var members = (0..<count).map { Set([$0]) }
            for (merge, (group, height)) in try paired(clustering.merges, expected) {
                let joined = members[merge.first].union(members[merge.second])
                #expect(joined == group)
                #expect(abs(Double(merge.height) - height) < 1e-5)
                #expect((members[merge.first].min() ?? 0) < (members[merge.second].min() ?? 0))
                members.append(joined)
            }
            #expect(clustering.leafOrder.sorted() == Array(0..<count))
            #expect(clustering.leafOrder.first == 0)
            #expect(
                clustering.merges.map(\.height) == clustering.merges.map(\.height).sorted())
        }
    }

    /// Of 300 things no merge is nearer than those in it, in spite of rounding, and the order in which things
    /// come changes nothing but their numbers.
    @Test(arguments: Linkage.allCases) func theOrderOfThingsDoesNotMatter(_ linkage: Linkage) throws
    {
        let vectors = vectors(300, seed: 4)
        let clustering = Clustering(distances: distances(of: vectors), linkage: linkage)
        for merge in clustering.merges {
            for part in [merge.first, merge.second] where part >= 300 {
                #expect(clustering.merges[part - 300].height <= merge.height)
            }
        }
        let turned = Clustering(distances: distances(of: vectors.reversed()), linkage: linkage)
        let heights = (clustering.merges.map(\.height), turned.merges.map(\.height))
        for (a, b) in try paired(heights.0, heights.1) { #expect(abs(a - b) < 1e-4) }
        let groups = (clustering.groups(5), Array(turned.groups(5).reversed()))
        var partners: [Int: Set<Int>] = [:]
        for (a, b) in try paired(groups.0, groups.1) { partners[a, default: []].insert(b) }
        #expect(partners.values.allSatisfy { $0.count == 1 })
    }

    @Test func membersOfAGroupStandSideBySide() {
        let clustering = Clustering(distances: distances(of: vectors(30, seed: 11)), linkage: .ward)
        for count in 1...30 {
            let groups = clustering.groups(count)
            #expect(Set(groups) == Set(0..<count))
            let inOrder = clustering.leafOrder.map { groups[$0] }
            let changes = zip(inOrder, inOrder.dropFirst()).filter { $0 != $1 }.count
            #expect(changes == count - 1)
        }
    }

    @Test func equalDistancesKeepTheOrder() {
        let even = SymmetricMatrix([[Float]](repeating: [Float](repeating: 1, count: 6), count: 6))
        let clustering = Clustering(distances: even, linkage: .average)
        #expect(clustering.leafOrder == [0, 1, 2, 3, 4, 5])
        #expect(clustering.merges.allSatisfy { $0.height == 1 })
        #expect(clustering == Clustering(distances: even, linkage: .average))
    }

    @Test func fewThings() {
        #expect(Clustering(distances: SymmetricMatrix([]), linkage: .average).leafOrder == [])
        #expect(Clustering(distances: SymmetricMatrix([]), linkage: .average).groups(2) == [])
        #expect(Clustering(distances: SymmetricMatrix([[0]]), linkage: .average).leafOrder == [0])
        #expect(Clustering(distances: SymmetricMatrix([[0]]), linkage: .average).groups(1) == [0])
        #expect(
            Clustering(distances: SymmetricMatrix([[0]]), linkage: .average).bestGroups(
                distances: SymmetricMatrix([[0]])
            ).groups == [0])
        let pair = Clustering(distances: distances([3, 1]), linkage: .average)
        #expect(pair.leafOrder == [0, 1])
        #expect(pair.bestGroups(distances: distances([3, 1])).groups == [0, 0])
    }

    @Test func whatIsNotANumberIsFarAway() {
        var matrix = distances([0, 1, 2])
        matrix[0, 1] = .nan
        let clustering = Clustering(distances: matrix, linkage: .average)
        #expect(clustering.merges[0] == .init(first: 1, second: 2, height: 1))
        #expect(clustering.merges[1].height == .infinity)
        #expect(clustering.leafOrder == [0, 1, 2])
        for linkage in Linkage.allCases {
            #expect(
                Clustering(distances: matrix, linkage: linkage).merges.map(\.height)
                    == [1, .infinity])
        }
        let none = SymmetricMatrix([[Float]](repeating: [.nan, .nan, .nan], count: 3))
        #expect(Clustering(distances: none, linkage: .average).leafOrder.sorted() == [0, 1, 2])
    }

    @Test func theBestCutFindsTheHeaps() {
        let points: [Float] = [0, 50, 1, 100, 51, 0.5, 101, 49]
        let matrix = distances(points)
        let best = Clustering(distances: matrix, linkage: .average).bestGroups(distances: matrix)
        #expect(best.groups == [0, 1, 0, 2, 1, 0, 2, 1])
        #expect(best.silhouette > 0.9)
        #expect(
            Clustering(distances: matrix, linkage: .average).bestGroups(distances: matrix, limit: 2)
                .groups.max() == 1)
    }
}
