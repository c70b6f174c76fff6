import Charts
import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses

@Suite struct VerdictTests {
    private func verdict(_ number: Int, _ value: Float) throws -> String {
        let example = try CalibrationReference.load().cases[number]
        let judge = Judge(try Calibration(example.pairs, listHash: "0"))
        let cosine: [Float] = [0.9, value, value]
        return Verdict(judge, cosine: cosine, words: ["none", "none"]).finding(
            cosine: cosine, layers: ["emb", "L0", "L1"]
        ).description
    }

    @Test func saysWhatTheOddsSay() throws {
        #expect(
            try verdict(0, 0.82).hasPrefix("After L0, where this model tells senses apart best ("))
        #expect(try verdict(0, 0.82).hasSuffix(" times as likely for the same sense."))
        #expect(try verdict(0, 0.35).hasSuffix(" times as likely for different senses."))
        #expect(try verdict(0, 0.35).contains("0.350"))
        #expect(try verdict(0, 0.35).contains(", 95% interval "))
    }

    @Test func hedgesWhereBothKindsAreCommon() throws {
        let text = try verdict(0, 0.57)
        #expect(text.hasSuffix(": too little to tell."), "\(text)")
    }

    @Test(arguments: [Float(0.1), 0.5, 0.95])
    func aModelWithoutInformationGivesNoVerdict(_ value: Float) throws {
        let text = try verdict(1, value)
        #expect(text.hasPrefix("This model’s similarities do not tell the same sense from"))
        #expect(text.hasSuffix("so they cannot say whether the sense is the same here."))
    }

    @Test func standsInTheFindingsAndTheFigure() throws {
        let analysis = try TinyModel.analyzed().analysis
        let verdict = try #require(analysis.analyses.verdict)
        let text = verdict.finding(
            cosine: analysis.similarity.cosine, layers: analysis.similarity.layers)
        #expect(analysis.findings().contains(text))
        let page = try #require(analysis.pageFigures.first { $0.name == "similarity" })
        let figure = try page.figure(analysis.view)
        let chart = try #require(figure.chart as? LineChart)
        #expect(chart.series.map(\.name) == ["this pair"])
        #expect(chart.bands.map(\.ranges.count) == [4, 4])
        #expect(
            chart.bands[0].ranges.map { Float($0.lowerBound) } == verdict.bands.same.map { $0[0] })
        let lines = String(decoding: analysis.similarityCSV(), as: UTF8.self).split(
            separator: "\r\n")
        #expect(
            lines[0].contains(",same_low,same_high,different_low,different_high,log_odds"))
    }

    /// A dash in the page's table, an empty field, no key: such log-odds are noise.
    @Test func aModelWithoutInformationHasNoLogOdds() throws {
        let example = try CalibrationReference.load().cases[1]
        let judge = Judge(try Calibration(example.pairs, listHash: "0"))
        let none = Verdict(judge, cosine: [0.9, 0.5, 0.5], words: ["none", "none"])
        #expect(none.logOdds == nil)
        let json = String(decoding: try JSONEncoder().encode(none), as: UTF8.self)
        #expect(json.contains("\"auc\"") && !json.contains("log_odds"))
        #expect(try JSONDecoder().decode(Verdict.self, from: Data(json.utf8)) == none)
        let column = try #require(none.stateColumns.first { $0.name == "log_odds" })
        #expect(column.values == [nil, nil, nil])

        let analysis = try TinyModel.analyzed().analysis
        var verdict = try #require(analysis.analyses.verdict)
        func cells() throws -> [String] {
            let table = try #require(verdict.section(analysis.view)).tables[0]
            return table.rows.map { $0.cells[4][0].text }
        }
        verdict.logOdds = [0.25, -1.5, 0.00004, 2]
        #expect(try cells() == ["0.2500", "−1.5000", "0.0000", "2.0000"])
        verdict.logOdds = nil
        #expect(try cells() == ["–", "–", "–", "–"])
        try verdict.validate(PairShape(layers: 3, heads: 4, tokens: [8, 9]))
    }

    @Test func theFigureOnItsOwnHasBandsUnlessTheyAreLeftOut() throws {
        let model = try TinyModel.load()
        let sentences = [TinyModel.pair.first, TinyModel.pair.second]
        func chart(_ request: FigureRequest) throws -> LineChart {
            let tools = try TinyModel.tools(.none, needs: request.needs, of: model)
            let builder = try FigureBuilder(
                sentences, for: [.similarity], model: model.encoder, tools: tools)
            return try #require(builder.chart(request) as? LineChart)
        }
        let shown = FigureRequest(.similarity)
        let bare = FigureRequest(.similarity, showsBands: false)
        #expect(shown.needs == [.calibration] && bare.needs == [])
        let verdict = try #require(try TinyModel.analyzed().analysis.analyses.verdict)
        let bands = try chart(shown).bands
        #expect(bands.map(\.name) == ["same sense, middle 80%", "different senses, middle 80%"])
        #expect(
            bands[1].ranges.map { Float($0.upperBound) } == verdict.bands.different.map { $0[1] })
        #expect(try chart(bare).bands == [])
        #expect(try chart(bare).series.map(\.values) == chart(shown).series.map(\.values))
    }

    @Test func aFileWhoseNumbersDoNotFitIsRefused() throws {
        var verdict = try #require(try TinyModel.analyzed().analysis.analyses.verdict)
        let shape = PairShape(layers: 3, heads: 4, tokens: [8, 9])
        try verdict.validate(shape)
        verdict.best = 4
        #expect(throws: AnalyzedPairError.self) { try verdict.validate(shape) }
        verdict.best = 0
        verdict.bands.same[1] = [0.1]
        #expect(throws: AnalyzedPairError.self) { try verdict.validate(shape) }
    }
}
