import Foundation
import ReportTestSupport
import Testing

@testable import Analyses

@Suite struct AnalysesTests {
    private func object(_ analysis: AnalyzedPair) throws -> [String: Any] {
        let json = try JSONSerialization.jsonObject(with: Data(analysis.json()))
        return try #require((json as? [String: Any])?["analyses"] as? [String: Any])
    }

    @Test func roundTripThroughJSON() throws {
        let analysis = try TinyModel.analyzed().analysis
        #expect(try AnalyzedPair(json: analysis.json()) == analysis)
    }

    @Test func everyFileHasTheSameKeys() throws {
        let keys: Set = Set(AnalysisChoice.all.names + ["unavailable"])
        #expect(Set(try object(TinyModel.analyzed().analysis).keys) == keys)
        let none = try object(Sample.analysis())
        #expect(Set(none.keys) == keys)
        #expect(AnalysisChoice.all.names.allSatisfy { none[$0] is NSNull })
        #expect((none["unavailable"] as? [String: String]) == [:])
    }

    @Test func filesOfOlderVersionsHaveNone() throws {
        let analysis = try Sample.analysis()
        var json = try #require(
            JSONSerialization.jsonObject(with: Data(analysis.json())) as? [String: Any])
        json["analyses"] = nil
        var options = try #require(json["options"] as? [String: Any])
        options["analyses"] = nil
        json["options"] = options
        let data = try JSONSerialization.data(withJSONObject: json)
        #expect(try AnalyzedPair(json: data).analyses == AnalysisResults())
    }

    @Test func aReasonStandsInTheFile() throws {
        let model = try TinyModel.withoutHead()
        let analysis = try PairAnalyzer(
            model: model, tools: TinyModel.tools(AnalysisChoice([Substitutes.self]), of: model)
        ).analyze(TinyModel.pair).analysis
        let object = try object(analysis)
        #expect(object["substitutes"] is NSNull)
        let reasons = try #require(object["unavailable"] as? [String: String])
        #expect(reasons["substitutes"]?.contains("masked-language-model head") == true)
    }

    /// Every number and every list of a whole file, changed one at a time, is refused or harmless.
    @Test func damagedFilesAreRefusedOrCanBeShown() throws {
        let analysis = try TinyModel.analyzed().analysis
        let json = try JSONSerialization.jsonObject(with: Data(analysis.json()))
        let top = try #require(json as? [String: Any])
        let analyses = try #require(top["analyses"] as? [String: Any])
        var refused = 0
        for damaged in Self.damaged(analyses) {
            var object = top
            object["analyses"] = damaged
            let data = try JSONSerialization.data(withJSONObject: object)
            do {
                let read = try AnalyzedPair(json: data)
                for result in read.analyses.present { _ = result.section(read.view) }
                _ = [read.headsCSV(), read.tokensCSV(), read.analysesCSV()]
                _ = read.findings()
                for figure in read.pageFigures { _ = try figure.figure(read.view).altText }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 50)
    }

    /// Copies of a value with one list shortened, lengthened or emptied, or an index made too large;
    /// of lists only the first two entries are changed within.
    private static func damaged(_ value: Any) -> [Any] {
        if let object = value as? [String: Any] {
            return object.sorted { $0.key < $1.key }.flatMap { key, part in
                damaged(part).map { changed in
                    var object = object
                    object[key] = changed
                    return object
                }
            }
        }
        if let list = value as? [Any] {
            let inside = list.indices.prefix(2).flatMap { index in
                damaged(list[index]).map { changed in
                    var list = list
                    list[index] = changed
                    return list as Any
                }
            }
            return [list.dropLast() as Any, list + (list.last.map { [$0] } ?? []), [Any]()]
                .map { $0 as? [Any] ?? Array($0 as? ArraySlice<Any> ?? []) } + inside
        }
        if value is NSNumber { return [999, -1] }
        return []
    }
}
