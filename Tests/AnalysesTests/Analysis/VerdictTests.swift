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
