import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses

@Suite struct AnalysisFilesTests {
    private func lines(_ bytes: [UInt8]) throws -> [[String]] {
        try withTemporaryDirectory { directory in
            let path = directory + "/table.csv"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            return try tableRows(path)
        }
    }

    private func isClose(_ numbers: [Float], _ exact: [Float]?) -> Bool {
        guard let exact, !exact.isEmpty, numbers.count == exact.count else { return false }
        return zip(numbers, exact).allSatisfy { abs($0 - $1) <= 5.1e-6 * abs($1) }
    }

    @Test func everyNumberHasItsLine() throws {
        let analysis = try TinyModel.analyzed().analysis
        let rows = try lines(#require(analysis.analysesCSV()))
        #expect(rows[0] == ["analysis", "measure", "side", "layer", "index", "text", "value"])
        #expect(rows.allSatisfy { $0.count == 7 })
        #expect(rows.dropFirst().allSatisfy { Float($0[6]) != nil })
        func values(_ start: [String]) -> [Float] {
            rows.filter { $0.starts(with: start) }.compactMap { Float($0[6]) }
        }
        let analyses = analysis.analyses
        #expect(
            isClose(
                values(["substitutes", "probability", "2", "emb"]),
                analyses[Substitutes.self]?.words[1][0].map(\.probability)))
        #expect(
            isClose(
                values(["neighbours", "cosine", "1", "L2"]),
                analyses[Neighbours.self]?.nearest[0][3].map(\.cosine)))
        #expect(
            isClose(
                values(["neighbours", "token_2", "", "L2"]), analyses[Neighbours.self]?.tokens[2]))
        #expect(
            isClose(
                values(["geometry", "word_y", "2"]), analyses[Geometry.self]?.words[1].map { $0[1] }
            ))
    }

    @Test func everyHeadHasItsLine() throws {
        let analysis = try TinyModel.analyzed().analysis
        let heads = try #require(analysis.analyses[Heads.self])
        let rows = try lines(#require(analysis.headsCSV()))
        #expect(rows.count == 1 + analysis.model.layers * analysis.model.heads)
        #expect(rows.allSatisfy { $0.count == rows[0].count })
        func column(_ name: String) throws -> [Float] {
            let place = try #require(rows[0].firstIndex(of: name))
            return rows.dropFirst().compactMap { Float($0[place]) }
        }
        let profiles = heads.profiles.flatMap(\.self)
        #expect(isClose(try column("entropy"), profiles.map(\.entropy)))
        #expect(isClose(try column("same_word"), profiles.map(\.sameWord)))
        #expect(isClose(try column("entropy_2"), heads.entropy[1].flatMap(\.self)))
        #expect(isClose(try column("contrast"), heads.contrast.flatMap(\.self)))
        let nearest = heads.nearest.flatMap(\.self)
        #expect(isClose(try column("nearest_distance"), nearest.compactMap { $0?.distance }))
        #expect(isClose(try column("plane_y"), heads.plane?.points.flatMap { $0.map { $0[1] } }))
        #expect(try column("nearest_head") == nearest.compactMap { $0.map { Float($0.head) } })
    }

    @Test func everyTokenHasALineForEachLayer() throws {
        let analysis = try TinyModel.analyzed().analysis
        let rows = try lines(#require(analysis.tokensCSV()))
        #expect(
            rows[0] == ["side", "layer", "token_index", "token", "rollout", "norm", "x", "y"])
        func values(_ column: Int, _ start: [String]) -> [Float] {
            rows.filter { $0.starts(with: start) }.compactMap { Float($0[column]) }
        }
        let analyses = analysis.analyses
        #expect(isClose(values(4, ["2", "L1"]), analyses[Rollout.self]?.layers[1][1]))
        #expect(isClose(values(5, ["1", "L2"]), analyses[NormFlow.self]?.layers[0][2]))
        #expect(
            isClose(values(6, ["2", "emb"]), analyses[Geometry.self]?.tokens[1][0].map { $0[0] }))
        #expect(
            isClose(values(7, ["1", "L2"]), analyses[Geometry.self]?.tokens[0][3].map { $0[1] }))
        // The embeddings have a place, and nothing flowed yet.
        #expect(values(4, ["1", "emb"]).isEmpty)
        #expect(
            rows.filter { $0[1] == "L0" && $0[0] == "1" }.map { $0[3] }
                == analysis.sentences[0].tokens)
        let flow = try TinyModel.analyzed(AnalysisChoice([Rollout.self])).analysis
        let alone = try lines(#require(flow.tokensCSV()))
        #expect(alone[0] == ["side", "layer", "token_index", "token", "rollout"])
        #expect(!alone.contains { $0[1] == "emb" })
    }

    @Test func thereAreNoneForSimilarityAlone() throws {
        for choice in [AnalysisChoice.none, AnalysisChoice([Corrected.self])] {
            let analysis = try TinyModel.analyzed(choice).analysis
            #expect(analysis.analysesCSV() == nil)
            #expect(analysis.headsCSV() == nil)
            #expect(analysis.tokensCSV() == nil)
        }
    }

    @Test func similarityGainsColumnsAtTheEnd() throws {
        let plain = try lines(TinyModel.analyzed(.none).analysis.similarityCSV())
        let analysis = try TinyModel.analyzed(AnalysisChoice([Corrected.self])).analysis
        let rows = try lines(analysis.similarityCSV())
        #expect(rows[0] == ["layer", "cosine", "baseline", "corrected", "sentence_means"])
        #expect(rows.map { Array($0.prefix(2)) } == plain)
        let corrected = try #require(analysis.analyses[Corrected.self])
        #expect(rows.dropFirst().compactMap { Float($0[2]) } == corrected.baseline)
        #expect(rows.dropFirst().compactMap { Float($0[3]) } == corrected.cosine)
        #expect(rows.dropFirst().compactMap { Float($0[4]) } == corrected.sentenceMeans)
    }
}
