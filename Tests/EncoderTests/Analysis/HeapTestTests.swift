import Testing

@testable import Encoder

@Suite struct HeapTestTests {
    /// Vectors around the centres, so many each.
    private func cosines(
        _ centres: [[Float]], _ count: Int, width: Int = 12, seed: UInt64
    ) throws -> SymmetricMatrix {
        var random = NormalNumbers(seed: 1000 + seed)
        let vectors = centres.flatMap { centre in
            (0..<count).map { _ in
                (0..<width).map { $0 < centre.count ? centre[$0] + random.next() : random.next() }
            }
        }
        return try CosineSimilarity.matrix(of: vectors, threadCount: 1)
    }

    @Test(arguments: Linkage.allCases) func heapsThatAreApartAreFound(_ linkage: Linkage) throws {
        let cosines = try cosines([[12, 6, 0], [12, -6, 0]], 12, seed: 1)
        let test = HeapTest(cosines: cosines, linkage: linkage)
        #expect(test.share > 0.95 && test.sampleCount == 24)
        #expect(HeapTest(cosines: cosines, linkage: linkage, groupCount: 2).share > 0.95)
        #expect(test == HeapTest(cosines: cosines, linkage: linkage))
    }

    /// Of heaps without groups, at most half have a lower silhouette than one of them, and few pass a bound:
    /// few vectors make it cautious.
    @Test func aHeapIsLikeOtherHeaps() throws {
        let shares = try (0..<24).map { seed in
            try HeapTest(cosines: cosines([[4, 0]], 16, seed: UInt64(seed)), linkage: .ward).share
        }
        let mean = shares.reduce(0, +) / Float(shares.count)
        #expect(0.05...0.65 ~= mean)
        #expect(shares.count { $0 >= 0.8 } <= 5)
    }

    /// Along a line, the best division has a high silhouette although there is no gap.
    @Test func aLineWithoutAGapIsNoEvidence() throws {
        let vectors: [[Float]] = (0..<30).map { [5, Float($0) / 10 - 1.5] }
        let cosines = try CosineSimilarity.matrix(of: vectors, threadCount: 1)
        let distances = cosines.distances
        let best = Clustering(distances: distances, linkage: .ward)
            .bestGroups(distances: distances)
        #expect(best.silhouette > 0.6)
        #expect(HeapTest(cosines: cosines, linkage: .ward).share < 0.8)
    }

    @Test func ofManyThingsSomeAreLookedAt() throws {
        let cosines = try cosines([[12, 6, 0], [12, -6, 0]], 70, seed: 2)
        let test = HeapTest(cosines: cosines, linkage: .ward)
        #expect(test.sampleCount == HeapTest.sampleLimit && test.share > 0.95)
    }

    @Test func whereNothingDiffersNothingIsFound() throws {
        let same = try CosineSimilarity.matrix(
            of: Array(repeating: [1, 2], count: 5), threadCount: 1)
        #expect(HeapTest(cosines: same, linkage: .ward).share == 0)
        for count in 0...2 {
            let few = try CosineSimilarity.matrix(
                of: Array([[1, 2], [2, 1]].prefix(count)), threadCount: 1)
            #expect(HeapTest(cosines: few, linkage: .average).share == 0)
        }
        let nothing = SymmetricMatrix([[.nan], [.nan, .nan], [.nan, .nan, .nan]])
        #expect(HeapTest(cosines: nothing, linkage: .complete).share == 0)
        let zero = try CosineSimilarity.matrix(
            of: [[0, 0], [0, 0], [1, 0], [0, 1]], threadCount: 1)
        #expect(0...1 ~= HeapTest(cosines: zero, linkage: .ward, groupCount: 3).share)
    }
}
