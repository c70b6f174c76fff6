import Encoder
import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Batch
@testable import Files
@testable import Lists
@testable import Pages

@Suite struct BatchAnalysesTests {
    private func run(
        _ choice: AnalysisChoice, in directory: String, output: String,
        sentences: BaselineSentences = TinyModel.reference,
        change: (inout BatchOptions) -> Void = { _ in }
    ) throws -> BatchRunner.Summary {
        let path = "\(directory)/list.csv"
        try Data(Batches.list.utf8).write(to: URL(fileURLWithPath: path))
        let model = try LoadedModel(
            ModelReference(TinyModel.directory, environment: [:]),
            cache: HubCache(directory: "/none"), threadCount: 1)
        let tools = try AnalysisTools(
            choice, model: model.encoder, weights: model.summary.sha256,
            cache: BaselineCache(directory: "/proc/none"), sentences: sentences,
            list: TinyModel.labelled)
        var options = Batches.options()
        options.figures = .all
        change(&options)
        return try BatchRunner(
            analyzer: PairAnalyzer(model: model, tools: tools),
            in: Batches.claim("\(directory)/\(output)"), options: options
        ).run(SentenceList(path: path))
    }

    /// But for what the pages of a batch share, and the formats that its folders have.
    @Test func aPairInABatchHasTheBytesOfAPairAlone() throws {
        try withTemporaryDirectory { directory in
            _ = try run(.all, in: directory, output: "out")
            let result = try TinyModel.analyzed(
                .all,
                SentencePair(
                    TinyModel.pair.sentence1, TinyModel.pair.sentence2, word: "bank", id: "river"))
            let files = try PairReport(
                analysis: result.analysis,
                figures: PairFigures(result.analysis).rendered(threadCount: 2, formats: [.svg]),
                producer: Producer(version: ProgramVersion.number), encodings: result.encodings,
                sharedRoot: "../../../"
            ).files()
            #expect(files.contains { $0.path == "analyses.csv" })
            #expect(files.contains { $0.path == "figures/geometry.svg" })
            let folder = "\(directory)/out/\(PairFolder.path(id: "river"))"
            for file in files {
                let data = FileManager.default.contents(atPath: "\(folder)/\(file.path)")
                #expect(data.map(Array.init) == file.bytes, "\(file.path)")
            }
        }
    }

    @Test func theSummaryEndsWithTheCorrectedSimilarity() throws {
        try withTemporaryDirectory { directory in
            _ = try run(.none, in: directory, output: "none")
            _ = try run(AnalysisChoice([Corrected.self]), in: directory, output: "corrected")
            let plain = try tableRows("\(directory)/none/summary.csv")
            let rows = try tableRows("\(directory)/corrected/summary.csv")
            #expect(rows[0].suffix(2) == ["corrected_emb", "corrected_L2"])
            #expect(rows.map { Array($0.dropLast(2)) } == plain)
            for row in rows.dropFirst() {
                let folder = row[6].replacingOccurrences(of: "index.html", with: "data.json")
                let data = try #require(
                    FileManager.default.contents(atPath: "\(directory)/corrected/\(folder)"))
                let analyses = try AnalyzedPair(json: data).analyses
                let corrected = try #require(analyses[Corrected.self])
                #expect(Float(row[row.count - 2]) == corrected.cosine.first)
                #expect(Float(row[row.count - 1]) == corrected.cosine.last)
            }
        }
    }

    @Test func theIndexShowsTheCorrectedSimilarity() throws {
        try withTemporaryDirectory { directory in
            func index(_ output: String) throws -> (page: ParsedPage, rows: [[String: Any]]) {
                let folder = "\(directory)/\(output)"
                let page = try ParsedPage(
                    String(contentsOfFile: "\(folder)/index.html", encoding: .utf8))
                let script = try String(
                    contentsOfFile: "\(folder)/index/rows-1.js", encoding: .utf8)
                return (page, try ScriptRows(script).rows)
            }
            let corrected = AnalysisChoice([Corrected.self])
            _ = try run(.none, in: directory, output: "none")
            _ = try run(corrected, in: directory, output: "corrected")
            let header = "//table[@class='pairs']//th[@data-key='corrected']"
            let plain = try index("none")
            #expect(try plain.page.texts(header) == [])
            #expect(plain.rows.allSatisfy { $0["corrected"] == nil })

            let found = try index("corrected")
            #expect(try found.page.texts(header) == ["L2 corrected"])
            let cells = try found.page.texts("//table[@class='pairs']/tbody/tr/td[5]")
            let values = try tableRows("\(directory)/corrected/summary.csv").dropFirst().map {
                try #require(Float($0[$0.count - 1]))
            }
            #expect(
                cells.filter { $0 != "–" } == values.map { Format.fixed(Double($0), decimals: 4) })
            for (cell, row) in try paired(cells, found.rows) {
                let isDone = row["reason"] is NSNull
                #expect(isDone == (cell != "–"))
                guard isDone else {
                    #expect(row["corrected"] is NSNull)
                    continue
                }
                let shown = try #require(Double(cell.replacing("−", with: "-")))
                #expect(row["corrected"] as? Int == Int((shown * 10_000).rounded()))
            }
        }
    }

    @Test func otherAnalysesOrSentencesAreMadeAnew() throws {
        try withTemporaryDirectory { directory in
            let others = BaselineSentences(sentences: ["One day.", "Two nights."], name: nil)
            let corrected = AnalysisChoice([Corrected.self])
            let runs: [(AnalysisChoice, BaselineSentences)] = [
                (corrected, TinyModel.reference), (corrected, TinyModel.reference),
                (corrected, others), (.all, others), (.all, others),
            ]
            let done = try runs.map {
                try run($0.0, in: directory, output: "out", sentences: $0.1).done
            }
            #expect(done == [4, 0, 4, 4, 0])
        }
    }

    @Test func pairsThatStandOutAreDrawnFromTheirNumbers() throws {
        try withTemporaryDirectory { directory in
            _ = try run(.all, in: directory, output: "all") { $0.figures = .all }
            _ = try run(.all, in: directory, output: "top") { $0.top = BatchTop(count: 1) }
            let all = fileTree("\(directory)/all/pairs")
            let top = fileTree("\(directory)/top/pairs").filter { $0.key.hasSuffix(".svg") }
            #expect(top.keys.contains { $0.hasSuffix("figures/rollout.svg") })
            for (path, bytes) in top { #expect(all[path] == bytes, "\(path)") }
        }
    }

    @Test func headersWithAnotherBaselineDiffer() throws {
        let model = try TinyModel.load()
        var header = BatchHeader(
            version: "1", model: Sample.model, options: PairOptions(layer: 5), figures: "all",
            formats: [])
        let plain = header
        header.baseline = try TinyModel.tools(of: model).baseline
        #expect(plain.difference(from: header) == "baselines")
        header.options.analyses = .all
        #expect(plain.difference(from: header) == "analyses")
    }
}
