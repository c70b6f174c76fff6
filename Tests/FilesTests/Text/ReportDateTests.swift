import Testing

@testable import Files

@Suite struct ReportDateTests {
    @Test func comesFromTheUserOrTheEnvironmentAlone() {
        #expect(ReportDate.text(given: nil, environment: [:]) == nil)
        #expect(ReportDate.text(given: "today", environment: ["SOURCE_DATE_EPOCH": "0"]) == "today")
        #expect(
            ReportDate.text(given: nil, environment: ["SOURCE_DATE_EPOCH": "1700000000"])
                == "2023-11-14")
        #expect(ReportDate.text(given: nil, environment: ["SOURCE_DATE_EPOCH": "soon"]) == nil)
    }
}
