import Testing

@testable import Analyses

@Suite struct AnalysisChoiceTests {
    @Test func choicesAreWrittenAsTheyAreRead() {
        for text in ["all", "none", "corrected", "rollout,norm", "corrected,heads,geometry"] {
            #expect(AnalysisChoice(text)?.description == text)
        }
        #expect(AnalysisChoice("norm,rollout")?.description == "rollout,norm")
        #expect(AnalysisChoice("norm,norm") == AnalysisChoice([NormFlow.self]))
        let every = AnalysisRegistry.all.map { $0.name }.joined(separator: ",")
        #expect(AnalysisChoice(every)?.description == "all")
    }

    @Test(arguments: ["", "All", "norm,", ",norm", "norm rollout", "all,norm", "attention"])
    func refusesWhatIsNoChoice(_ text: String) {
        #expect(AnalysisChoice(text) == nil)
    }

    @Test func everyAnalysisIsExplainedInALine() {
        let lines = AnalysisChoice.all.explanations.map(\.text)
        #expect(Set(lines).count == AnalysisRegistry.all.count)
        #expect(lines.allSatisfy { 20...90 ~= $0.count && !$0.contains("\n") })
    }
}
