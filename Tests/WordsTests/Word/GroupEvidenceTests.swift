import Testing

@testable import Words

@Suite struct GroupEvidenceTests {
    @Test func fourOfFiveHeapsHaveToBeLower() {
        #expect(GroupEvidence(lowerShare: 0.8, sentences: 30).isTrusted)
        #expect(!GroupEvidence(lowerShare: 0.79, sentences: 30).isTrusted)
    }

    @Test func itSaysWhatWasFoundAndWhatIsNeeded() {
        #expect(
            GroupEvidence(lowerShare: 0.97, sentences: 30).finding(of: 30)
                == "There is evidence for these groups: of 100 random samples with the same spread "
                + "and no groups, 97 are divided less clearly.")
        #expect(
            GroupEvidence(lowerShare: 0.29, sentences: 100).finding(of: 240)
                == "Do not trust these groups: of 100 random samples with the same spread, of 100 "
                + "sentences each, and no groups, 29 are divided less clearly; 80 would be evidence."
        )
    }
}
