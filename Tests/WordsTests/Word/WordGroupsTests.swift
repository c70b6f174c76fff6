import Encoder
import Testing

@testable import Words

@Suite struct WordGroupsTests {
    @Test func theRepresentativeIsMostLikeTheOthers() {
        let cosines = SymmetricMatrix([
            [1], [0.8, 1], [0.7, 0.9, 1], [0, 0, 0, 1],
        ])
        let groups = WordGroups(cosines, linkage: .average, clusters: 2)
        #expect(groups.numbers == [0, 0, 0, 1])
        let shown = groups.representatives(cosines)
        #expect(shown.map(\.representative) == [1, 3])
        #expect(shown.map(\.size) == [3, 1] && shown.map(\.number) == [1, 2])
    }

    /// One odd sentence apart from two senses: average linkage makes it a group of its own, Ward's divides the
    /// senses.
    @Test func theLinkageDecidesWhatIsAGroup() throws {
        func vector(_ degrees: Double, _ height: Double) -> [Double] {
            [degrees * 0.02, 1 - degrees * 0.01, height]
        }
        let vectors =
            (0..<6).map { vector(Double($0), 0) } + (0..<6).map { vector(28 + Double($0), 0) }
            + [[0.3, 0.8, 0.75]]
        let cosines = try CosineSimilarity.matrix(
            of: vectors.map { $0.map { Float($0) } }, threadCount: 1)
        let ward = WordGroups(cosines, linkage: .ward, clusters: 2).numbers
        #expect(ward.prefix(12) == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
        let average = WordGroups(cosines, linkage: .average, clusters: 2).numbers
        #expect(average == Array(repeating: 0, count: 12) + [1])
    }

    @Test func oneGroupNeedsNoEvidence() {
        let cosines = SymmetricMatrix([[1], [0.5, 1], [0.2, 0.3, 1]])
        #expect(WordGroups(cosines, linkage: .ward, clusters: 1).evidence == nil)
        #expect(WordGroups(cosines, linkage: .ward, clusters: 2).evidence != nil)
    }
}
