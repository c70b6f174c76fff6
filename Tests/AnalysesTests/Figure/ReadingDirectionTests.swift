import Encoder
import Testing

@testable import Analyses

@Suite struct ReadingDirectionTests {
    @Test(arguments: [
        ("The bank of the river was calm.", false), ("ذهبت إلى البنك", true),
        ("הבנק סגור היום", true),
        ("彼は銀行に行った。", false), ("", false), ("123 …", false),
        ("البنك (bank) مغلق اليوم", true), ("The word בנק means bank.", false),
    ])
    func mostLettersDecide(_ text: String, _ expected: Bool) {
        #expect(text.runsRightToLeft == expected)
    }

    @Test func groupsTurnAround() {
        let groups = TokenGroups(groups: [[0], [1, 2], []], labels: ["a", "b", "⋯"], others: [3])
        let reversed = groups.reversed()
        #expect(reversed.groups == [[], [1, 2], [0]] && reversed.labels == ["⋯", "b", "a"])
        #expect(reversed.others == [3] && reversed.reversed() == groups)
    }
}
