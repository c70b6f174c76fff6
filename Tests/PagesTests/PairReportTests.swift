import Foundation
import ReportTestSupport
import Testing

@testable import Analyses
@testable import Files
@testable import Pages

struct PairReportTests {
    @Test func listsTheContractsFilesWithThePageLast() throws {
        let report = PairReport(
            analysis: try Sample.analysis(), figures: try Sample.figures(),
            producer: Producer(version: "1.0.0"))
        let paths = try report.files().map(\.path)
        #expect(paths.last == "index.html")
        for path in ["data.json", "similarity.csv", "attention.csv", "style.css"] {
            #expect(paths.contains(path))
        }
        for name in try Sample.figures().map(\.figure.name) {
            #expect(paths.contains("figures/\(name).png"))
            #expect(paths.contains("figures/\(name).svg"))
        }
        #expect(Set(paths).count == paths.count)
    }

    @Test func sameInputGivesSameBytes() throws {
        func files() throws -> [OutputFile] {
            try PairReport(
                analysis: try Sample.analysis(), figures: try Sample.figures(),
                producer: Producer(version: "1.0.0"), date: "2024-05-01"
            ).files()
        }
        #expect(try files() == files())
    }

    @Test func folderIsASafeName() throws {
        let analysis = try Sample.analysis(id: "../x y", weights: Sample.flat)
        let report = PairReport(analysis: analysis, figures: [], producer: Producer(version: "1"))
        #expect(report.folder == "x-y")
    }
}
