import Encoder

/// Whether a word's groups are to be trusted: how often vectors that are one cloud, with the same mean and spread,
/// are divided less clearly.
struct GroupEvidence: Sendable, Equatable, Codable {
    /// The share of a hundred such clouds whose mean silhouette is lower, from 0 to 1.
    let lowerShare: Float
    /// How many of the sentences were looked at.
    let sentences: Int
    /// Whether the share is at least `trustedShare`.
    let isTrusted: Bool

    /// Chosen on the lists of Examples/Senses and their parts of one label, in which there is nothing to find.
    static let trustedShare: Float = 0.8

    init(lowerShare: Float, sentences: Int) {
        self.lowerShare = lowerShare
        self.sentences = sentences
        isTrusted = lowerShare >= Self.trustedShare
    }

    /// - Parameter clusters: how many groups were asked for; `nil` for the number with the best silhouette.
    init(_ cosines: SymmetricMatrix, linkage: Linkage, clusters: Int?) {
        let test = HeapTest(cosines: cosines, linkage: linkage, groupCount: clusters)
        self.init(lowerShare: test.share, sentences: test.sampleCount)
    }
}
