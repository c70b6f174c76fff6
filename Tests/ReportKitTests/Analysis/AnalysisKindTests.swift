import Testing

@testable import ReportKit

@Suite struct AnalysisKindTests {
    @Test func choicesAreWrittenAsTheyAreRead() {
        for text in ["all", "none", "corrected", "rollout,norm", "corrected,heads,geometry"] {
            #expect(AnalysisChoice(text)?.description == text)
        }
        #expect(AnalysisChoice("norm,rollout")?.description == "rollout,norm")
        #expect(AnalysisChoice("norm,norm") == AnalysisChoice([.norm]))
        let every = AnalysisKind.allCases.map(\.rawValue).joined(separator: ",")
        #expect(AnalysisChoice(every)?.description == "all")
    }

    @Test(arguments: ["", "All", "norm,", ",norm", "norm rollout", "all,norm", "attention"])
    func refusesWhatIsNoChoice(_ text: String) {
        #expect(AnalysisChoice(text) == nil)
    }

    @Test func everyKindIsExplainedInALine() {
        let lines = AnalysisKind.allCases.map(\.explanation)
        #expect(Set(lines).count == AnalysisKind.allCases.count)
        #expect(lines.allSatisfy { 20...90 ~= $0.count && !$0.contains("\n") })
    }
}
