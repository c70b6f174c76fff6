import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Files
@testable import Pages
@testable import Words

@Suite struct WordInContextReportTests {
    private func evaluation() throws -> WordInContextEvaluation {
        try withTemporaryDirectory { directory in
            try WordInContextEvaluator(
                model: TinyModel.load(), cache: BaselineCache(directory: directory),
                reference: WordReference.sentences
            ).evaluate(data: WordReference.data, gold: WordReference.gold, test: .folds(3))
                .labels()
        }
    }

    private func report(_ evaluation: WordInContextEvaluation) -> WordInContextReport {
        WordInContextReport(evaluation, ReportOrigin(producer: Producer(version: "1.0.0")))
    }

    @Test func hasEveryFileAndThePageLast() throws {
        let evaluation = try evaluation()
        let files = try report(evaluation).report([.png, .svg]).files(nil)
        #expect(
            Set(files.map(\.path)) == [
                "figures/accuracy.svg", "figures/accuracy.png", "figures/accuracy-narrow.svg",
                "data.json", "accuracy.csv",
                "datapackage.json", "style.css", "index.html",
            ])
        #expect(files.last?.path == "index.html")
        let page = String(decoding: files[files.count - 1].bytes, as: UTF8.self)
        _ = try ParsedPage(page)
        for match in try nonEmpty(page.matches(of: /(?:href|src)="([^"#]+)"/)) {
            #expect(files.contains { $0.path == String(match.1) }, "\(match.1)")
        }
        #expect(page.contains("divided into 3 parts"))
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(evaluation.json())) as? [String: Any])
        #expect(object["schema"] as? String == "attention-report/wic/1")
        #expect(object["best_layer"] as? String == evaluation.bestLayer)
    }

    @Test func thePageAloneHasAllInside() throws {
        let evaluation = try evaluation()
        let file = try report(evaluation).report([.svg]).singleFile(nil)
        let page = try ParsedPage(String(decoding: file.bytes, as: UTF8.self))
        #expect(try page.attributes("src").allSatisfy { $0.hasPrefix("data:image/svg+xml;") })
        #expect(
            try page.attributes("download") == ["data.json", "accuracy.csv", "datapackage.json"])
        let outward = try page.attributes("href").filter {
            !$0.hasPrefix("#") && !$0.hasPrefix("data:")
        }
        #expect(outward.isEmpty)
    }

    @Test func theTableHasALineForEachLayer() throws {
        let evaluation = try evaluation()
        let lines = evaluation.table.split(separator: "\n")
        #expect(
            lines.prefix(5).map { $0.split(separator: " ")[0] }
                == ["layer", "emb", "L0", "L1", "L2"])
        #expect(evaluation.table.contains("60 measured, 0 failed"))
        let csv = String(decoding: evaluation.accuracyCSV(), as: UTF8.self)
            .split(separator: "\r\n").map { $0.split(separator: ",") }
        #expect(csv.count == 5 && csv.allSatisfy { $0.count == 14 })
        #expect(csv.dropFirst().map { Double($0[1]) } == evaluation.layers.map(\.accuracy))
    }
}
