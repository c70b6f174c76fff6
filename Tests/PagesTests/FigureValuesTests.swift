import Foundation
import ReportTestSupport
import Testing

@testable import Analyses
@testable import Charts
@testable import Pages

struct FigureValuesTests {
    private func grids(_ figure: PairFigure) throws -> [[String: Any]] {
        let json = try JSONSerialization.jsonObject(with: Data(FigureValues(figure).json.utf8))
        return try #require(json as? [[String: Any]])
    }

    /// The figures of a page say where their numbers stand, and say the numbers of `data.json`.
    @Test func everyFigureOfAttentionAndSimilaritySaysItsNumbers() throws {
        let analysis = try Sample.analysis()
        for figure in try PairFigures(analysis).rendered(threadCount: 1, formats: [.svg]) {
            let grid = try #require(try grids(figure.figure).first, "\(figure.figure.name)")
            let rows = try #require(grid["rows"] as? [[Any]])
            let columns = try #require(grid["columns"] as? [[Any]])
            let values = try #require(grid["values"] as? [[Double]])
            #expect(values.count == rows.count && values.allSatisfy { $0.count == columns.count })
            // In the picture, and one after the other.
            let places = columns.flatMap { $0.dropFirst().compactMap { $0 as? Int } }
            #expect(places == places.sorted() && places.allSatisfy((0...1000).contains))
            if figure.figure.name == "similarity" {
                #expect(
                    columns.map { $0[0] as? String } == ["emb", "L0", "L1", "L2", "L3", "L4", "L5"])
                for (value, cosine) in zip(values[0], analysis.similarity.cosine) {
                    #expect(abs(value - Double(cosine)) < 1e-4)
                }
            }
        }
    }

    @Test func whatIsNoNumberAndWhatLiesOutsideStaysJSON() throws {
        var figure = try PairFigures(Sample.analysis()).rendered(threadCount: 1, formats: [.svg])[0]
            .figure
        figure.values = [
            ValueGrid(
                rows: [.init("\"", -5, .infinity)], columns: [.init("a", 0, 75)], values: [[.nan]])
        ]
        figure.width = 200
        let grid = try #require(try grids(figure).first)
        #expect((grid["values"] as? [[Any]])?[0][0] is NSNull)
        #expect((grid["columns"] as? [[Any]])?[0][2] as? Int == 500)
        #expect((grid["rows"] as? [[Any]])?[0][1] as? Int == 0)
        figure.values = []
        #expect(FigureValues(figure).json.isEmpty)
    }
}
