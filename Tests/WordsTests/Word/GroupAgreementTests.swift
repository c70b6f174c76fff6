import Testing

@testable import Words

@Suite struct GroupAgreementTests {
    @Test func theSameDivisionAgrees() throws {
        let same = try #require(
            GroupAgreement(groups: [2, 2, 0, 0, 1], labels: ["a", "a", "b", "b", "c"]))
        #expect(same.purity == 1 && same.adjustedRand == 1 && same.labelled == 5)
    }

    /// The example of Manning, Raghavan and Schütze, figure 16.4: purity 12/17; its adjusted Rand index is
    /// (20 − 40·44/136) / (42 − 40·44/136).
    @Test func aKnownExample() throws {
        let labels = Array("xxxxxoxoooodxxddd").map(String.init)
        let groups =
            Array(repeating: 0, count: 6) + Array(repeating: 1, count: 6)
            + Array(repeating: 2, count: 5)
        let found = try #require(GroupAgreement(groups: groups, labels: labels))
        #expect(abs(found.purity - 12.0 / 17) < 1e-12)
        // Eight of the seventeen are x.
        #expect(abs(found.majority - 8.0 / 17) < 1e-12)
        let expected = 40.0 * 44 / 136
        #expect(abs(found.adjustedRand - (20 - expected) / (42 - expected)) < 1e-12)
    }

    @Test func onlyLabelledThingsCount() throws {
        let some = GroupAgreement(groups: [0, 0, 1, 1], labels: ["a", nil, nil, "b"])
        #expect(some?.labelled == 2 && some?.adjustedRand == 1)
        #expect(GroupAgreement(groups: [0, 1], labels: ["a", nil]) == nil)
        #expect(GroupAgreement(groups: [], labels: []) == nil)
    }

    @Test func oneGroupTellsNothing() throws {
        let one = try #require(
            GroupAgreement(groups: [0, 0, 0, 0], labels: ["a", "a", "b", "b"]))
        #expect(one.purity == 0.5 && one.majority == 0.5 && one.adjustedRand == 0)
        // Names of groups do not matter.
        let other = GroupAgreement(groups: [5, 5, 9, 9], labels: ["b", "b", "a", "a"])
        #expect(other?.adjustedRand == 1)
    }
}
