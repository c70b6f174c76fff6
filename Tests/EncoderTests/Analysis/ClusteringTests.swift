import Testing

@testable import Encoder

@Suite struct ClusteringTests {
    /// Distances of points on a line.
    private func distances(_ points: [Float]) -> [[Float]] {
        points.map { a in points.map { abs(a - $0) } }
    }

    @Test func joinsTheNearestFirst() {
        let clustering = Clustering(distances: distances([0, 10, 1, 12, 30]))
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

    /// Average linkage as it is defined, one merge after another.
    private func naive(_ distances: [[Float]]) -> [(Set<Int>, Double)] {
        var groups = distances.indices.map { [$0] }
        var merges: [(Set<Int>, Double)] = []
        while groups.count > 1 {
            var best = (a: 0, b: 1, distance: Double.infinity)
            for a in groups.indices {
                for b in groups.indices where b > a {
                    let all = groups[a].flatMap { x in
                        groups[b].map { Double(distances[x][$0]) }
                    }
                    let mean = all.reduce(0, +) / Double(all.count)
                    if mean < best.distance { best = (a, b, mean) }
                }
            }
            groups[best.a] += groups[best.b]
            merges.append((Set(groups[best.a]), best.distance))
            groups.remove(at: best.b)
        }
        return merges
    }

    private func random(_ count: Int, seed: UInt64) -> [[Float]] {
        var random = SeededGenerator(seed)
        var matrix = [[Float]](repeating: [Float](repeating: 0, count: count), count: count)
        for a in 0..<count {
            for b in 0..<a {
                matrix[a][b] = .random(in: 0...2, using: &random)
                matrix[b][a] = matrix[a][b]
            }
        }
        return matrix
    }

    @Test(arguments: [2, 3, 8, 40]) func equalsTheDefinition(_ count: Int) throws {
        for seed in 0..<5 {
            let distances = random(count, seed: UInt64(seed))
            let clustering = Clustering(distances: distances)
            let expected = naive(distances)
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

    @Test func membersOfAGroupStandSideBySide() {
        let clustering = Clustering(distances: random(30, seed: 11))
        for count in 1...30 {
            let groups = clustering.groups(count)
            #expect(Set(groups) == Set(0..<count))
            let inOrder = clustering.leafOrder.map { groups[$0] }
            let changes = zip(inOrder, inOrder.dropFirst()).filter { $0 != $1 }.count
            #expect(changes == count - 1)
        }
    }

    @Test func equalDistancesKeepTheOrder() {
        let even = [[Float]](repeating: [Float](repeating: 1, count: 6), count: 6)
        let clustering = Clustering(distances: even)
        #expect(clustering.leafOrder == [0, 1, 2, 3, 4, 5])
        #expect(clustering.merges.allSatisfy { $0.height == 1 })
        #expect(clustering == Clustering(distances: even))
    }

    @Test func fewThings() {
        #expect(Clustering(distances: []).leafOrder == [])
        #expect(Clustering(distances: []).groups(2) == [])
        #expect(Clustering(distances: [[0]]).leafOrder == [0])
        #expect(Clustering(distances: [[0]]).groups(1) == [0])
        #expect(Clustering(distances: [[0]]).bestGroups(distances: [[0]]).groups == [0])
        let pair = Clustering(distances: distances([3, 1]))
        #expect(pair.leafOrder == [0, 1])
        #expect(pair.bestGroups(distances: distances([3, 1])).groups == [0, 0])
    }

    @Test func whatIsNotANumberIsFarAway() {
        var matrix = distances([0, 1, 2])
        matrix[0][1] = .nan
        matrix[1][0] = .nan
        let clustering = Clustering(distances: matrix)
        #expect(clustering.merges[0] == .init(first: 1, second: 2, height: 1))
        #expect(clustering.merges[1].height == .infinity)
        #expect(clustering.leafOrder == [0, 1, 2])
        let none = [[Float]](repeating: [.nan, .nan, .nan], count: 3)
        #expect(Clustering(distances: none).leafOrder.sorted() == [0, 1, 2])
    }

    @Test func theBestCutFindsTheHeaps() {
        let points: [Float] = [0, 50, 1, 100, 51, 0.5, 101, 49]
        let matrix = distances(points)
        let best = Clustering(distances: matrix).bestGroups(distances: matrix)
        #expect(best.groups == [0, 1, 0, 2, 1, 0, 2, 1])
        #expect(best.silhouette > 0.9)
        #expect(
            Clustering(distances: matrix).bestGroups(distances: matrix, limit: 2).groups.max() == 1)
    }
}

@Suite struct SilhouetteTests {
    private let line: [[Float]] = [0, 1, 4, 6].map { a in [0, 1, 4, 6].map { abs(a - $0) } }

    @Test func byHand() throws {
        let values = Silhouette.values(groups: [0, 0, 1, 1], distances: line)
        let expected: [Float] = [
            (5 - 1) / 5, (4 - 1) / 4, (3.5 - 2) / 3.5, (5.5 - 2) / 5.5,
        ]
        for (a, b) in try paired(values, expected) { #expect(abs(a - b) < 1e-6) }
        #expect(
            abs(
                Silhouette.mean(groups: [0, 0, 1, 1], distances: line) - expected.reduce(0, +) / 4)
                < 1e-6)
    }

    @Test func isBoundedAndZeroWhereThereIsNothingToCompare() {
        #expect(Silhouette.values(groups: [0, 0, 0, 0], distances: line) == [0, 0, 0, 0])
        #expect(Silhouette.values(groups: [0, 1, 2, 3], distances: line) == [0, 0, 0, 0])
        for value in Silhouette.values(groups: [0, 1, 0, 1], distances: line) {
            #expect(-1...1 ~= value)
        }
        let same = [[Float]](repeating: [0, 0, 0, 0], count: 4)
        #expect(Silhouette.values(groups: [0, 0, 1, 1], distances: same) == [0, 0, 0, 0])
        #expect(Silhouette.mean(groups: [], distances: []) == 0)
    }
}
