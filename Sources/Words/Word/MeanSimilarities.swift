/// The mean similarities of pairs of sentences by what the two have in common.
struct MeanSimilarities {
    /// The group of each sentence.
    let groups: [Int]
    let labels: [String?]

    /// - Parameter matrix: makes a layer's matrix; one is held at a time.
    func byLayer(
        _ layers: Range<Int>, baseline: [Float], matrix: (Int) throws -> [[Float]]
    ) rethrows -> AnalyzedWord.Similarity {
        // By number: comparing texts for every pair takes as long as the cosines.
        var numbers: [String: Int] = [:]
        let labels = labels.map { label in
            label.map { label in
                let number = numbers[label] ?? numbers.count
                numbers[label] = number
                return number
            }
        }
        let kinds: [(Int, Int) -> Bool] = [
            { _, _ in true }, { groups[$0] == groups[$1] }, { groups[$0] != groups[$1] },
            { labels[$0] != nil && labels[$0] == labels[$1] },
            { labels[$0] != nil && labels[$1] != nil && labels[$0] != labels[$1] },
        ]
        let means = try layers.map { layer in
            let matrix = try matrix(layer)
            return kinds.map {
                (
                    mean: SimilarityMatrix.mean(matrix, where: $0),
                    spread: SimilarityMatrix.spread(matrix, where: $0)
                )
            }
        }
        func all(_ kind: Int) -> [Float]? {
            let values = means.compactMap { $0[kind].mean }
            return values.count == means.count ? values : nil
        }
        func spread(_ kind: Int) -> [Float]? {
            let values = means.compactMap { $0[kind].spread }
            return values.count == means.count ? values : nil
        }
        return AnalyzedWord.Similarity(
            all: means.map { $0[0].mean ?? 0 }, sameGroup: all(1), differentGroup: all(2),
            sameLabel: all(3), differentLabel: all(4), baseline: baseline,
            spread: .init(
                all: spread(0), sameGroup: spread(1), differentGroup: spread(2),
                sameLabel: spread(3), differentLabel: spread(4)))
    }
}
