import Testing

@testable import Analyses

struct FindingTests {
    @Test func keepsWordsApartFromProse() {
        let inner: Finding = "of \(word: "bank")"
        let finding: Finding = "Two vectors \(inner) in \(String(2)) sentences."
        #expect(
            finding.parts == [.text("Two vectors of "), .word("bank"), .text(" in 2 sentences.")])
        #expect(finding.description == "Two vectors of “bank” in 2 sentences.")
    }
}
