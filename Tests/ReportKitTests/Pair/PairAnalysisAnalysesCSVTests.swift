import Foundation
import Testing

@testable import ReportKit

@Suite struct PairAnalysisAnalysesCSVTests {
    private func lines(_ bytes: [UInt8]) throws -> [[String]] {
        try withTemporaryDirectory { directory in
            let path = directory + "/table.csv"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            return try Batches.rows(path)
        }
    }

    @Test func aNumberALineRestoresIt() throws {
        let analysis = try TinyModel.analyzed().analysis
        let rows = try lines(#require(analysis.analysesCSV()))
        #expect(
            rows[0] == ["analysis", "measure", "side", "layer", "head", "index", "text", "value"])
        #expect(rows.allSatisfy { $0.count == 8 })
        #expect(rows.dropFirst().allSatisfy { Float($0[7]) != nil })
        func values(_ start: [String]) -> [Float] {
            rows.filter { $0.starts(with: start) }.compactMap { Float($0[7]) }
        }
        let analyses = analysis.analyses
        #expect(values(["rollout", "share", "2", "L1"]) == analyses.rollout?.layers[1][1])
        #expect(values(["norm", "norm", "1", "L2"]) == analyses.norm?.layers[0][2])
        #expect(values(["heads", "contrast", "", "L0"]) == analyses.heads?.contrast[0])
        #expect(
            values(["substitutes", "probability", "2", "emb"])
                == analyses.substitutes?.words[1][0].map(\.probability))
        #expect(
            values(["neighbours", "cosine", "1", "L2"])
                == analyses.neighbours?.nearest[0][3].map(\.cosine))
        #expect(values(["neighbours", "token_2", "", "L2"]) == analyses.neighbours?.tokens[2])
        #expect(
            values(["geometry", "x", "2", "emb"]) == analyses.geometry?.tokens[1][0].map { $0[0] })
    }

    @Test func thereIsNoneForSimilarityAlone() throws {
        for choice in [AnalysisChoice.none, AnalysisChoice([.corrected])] {
            #expect(try TinyModel.analyzed(choice).analysis.analysesCSV() == nil)
        }
    }

    @Test func similarityGainsColumnsAtTheEnd() throws {
        let plain = try lines(TinyModel.analyzed(.none).analysis.similarityCSV())
        let analysis = try TinyModel.analyzed(AnalysisChoice([.corrected])).analysis
        let rows = try lines(analysis.similarityCSV())
        #expect(rows[0] == ["layer", "cosine", "baseline", "corrected", "sentence_means"])
        #expect(rows.map { Array($0.prefix(2)) } == plain)
        let corrected = try #require(analysis.analyses.corrected)
        #expect(rows.dropFirst().compactMap { Float($0[2]) } == corrected.baseline)
        #expect(rows.dropFirst().compactMap { Float($0[3]) } == corrected.cosine)
        #expect(rows.dropFirst().compactMap { Float($0[4]) } == corrected.sentenceMeans)
    }
}
