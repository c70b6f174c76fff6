import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Files

@Suite struct AnalyzedPairTablesTests {
    private func rows(_ path: String, of pair: AnalyzedPair) throws -> [[String]] {
        let bytes =
            switch path {
            case PairDataFile.similarity: pair.similarityCSV()
            case PairDataFile.attention: pair.attentionCSV()
            case PairDataFile.heads: try #require(pair.headsCSV())
            case PairDataFile.tokens: try #require(pair.tokensCSV())
            default: try #require(pair.analysesCSV())
            }
        return try withTemporaryDirectory { directory in
            let path = "\(directory)/table.csv"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            return try tableRows(path)
        }
    }

    /// What stands in each column is of the type that its description names, and keys are unique.
    @Test func everyValueIsOfItsColumnsType() throws {
        let pair = try TinyModel.analyzed().analysis
        #expect(
            pair.tables.map(\.path)
                == ["similarity.csv", "attention.csv", "heads.csv", "tokens.csv", "analyses.csv"])
        for table in pair.tables {
            let rows = try rows(table.path, of: pair)
            #expect(rows[0] == table.columns.map(\.name))
            #expect(rows.count > 1)
            for (place, column) in table.columns.enumerated() {
                #expect(column.meaning.count > 8, "\(column.name)")
                for value in rows.dropFirst().map({ $0[place] }) where !value.isEmpty {
                    switch column.kind {
                    case .text: break
                    case .number: #expect(Double(value)?.isFinite == true, "\(column.name)")
                    case .integer: #expect(Int(value) != nil, "\(column.name)")
                    }
                }
            }
            let keys = table.key.compactMap { rows[0].firstIndex(of: $0) }
            #expect(keys.count == table.key.count)
            let values = rows.dropFirst().map { row in keys.map { row[$0] } }
            if !keys.isEmpty { #expect(Set(values).count == values.count, "\(table.path)") }
        }
    }

    @Test func aPairWithoutAnalysesHasTwo() throws {
        let pair = try TinyModel.analyzed(.none).analysis
        #expect(pair.tables.map(\.path) == ["similarity.csv", "attention.csv"])
        #expect(pair.tables[0].columns.map(\.name) == ["layer", "cosine"])
    }
}
