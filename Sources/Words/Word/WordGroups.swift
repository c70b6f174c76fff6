import Encoder

/// The sentences of a word, divided into groups by the cosines of the word's vectors.
struct WordGroups {
    /// The group of each sentence, from 0 by the first sentence of each.
    let numbers: [Int]
    /// The sentences in the order of the tree's leaves.
    let order: [Int]
    /// How well each sentence fits its group.
    let silhouettes: [Float]
    /// `nil` for one group.
    let evidence: GroupEvidence?

    /// - Parameter clusters: how many groups; `nil` for the number with the best silhouette.
    init(_ cosines: SymmetricMatrix, linkage: Linkage, clusters: Int?) {
        let distances = cosines.distances
        let clustering = Clustering(distances: distances, linkage: linkage)
        numbers =
            clusters.map(clustering.groups) ?? clustering.bestGroups(distances: distances).groups
        order = clustering.leafOrder
        silhouettes = Silhouette.values(groups: numbers, distances: distances)
        evidence =
            numbers.contains { $0 > 0 }
            ? GroupEvidence(cosines, linkage: linkage, clusters: clusters) : nil
    }

    /// Each group with the sentence that is most like the others of its group, the first of several.
    func representatives(_ cosines: SymmetricMatrix) -> [AnalyzedWord.Group] {
        let members = Dictionary(grouping: numbers.indices) { numbers[$0] }
        return members.keys.sorted().map { number in
            let members = members[number] ?? []
            var best = (index: members.first ?? 0, sum: -Double.infinity)
            for member in members {
                let sum = members.reduce(0.0) { $0 + Double(cosines[member, $1]) }
                if sum > best.sum { best = (member, sum) }
            }
            return AnalyzedWord.Group(
                number: number + 1, size: members.count, representative: best.index)
        }
    }
}
