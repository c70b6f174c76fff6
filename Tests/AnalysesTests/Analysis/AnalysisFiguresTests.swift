import Charts
import ReportTestSupport
import Testing

@testable import Analyses

@Suite struct AnalysisFiguresTests {
    @Test func figuresAreThoseOfTheAnalyses() throws {
        func names(_ choice: AnalysisChoice) throws -> [String] {
            try TinyModel.analyzed(choice).analysis.pageFigures.filter(\.isOfAnalysis).map(\.name)
        }
        #expect(try names(.none) == [])
        #expect(try names(AnalysisChoice([Corrected.self, Substitutes.self])) == [])
        #expect(try names(AnalysisChoice([Heads.self])) == ["head-profile"])
        #expect(
            try names(.all)
                == [
                    "rollout", "norm", "head-profile", "token-similarity", "geometry",
                    "intra-sentence", "sinks", "occlusion",
                ])
    }

    @Test func similarityShowsThreeNamedLinesWhereThereIsABaseline() throws {
        let analysis = try TinyModel.analyzed(AnalysisChoice([Corrected.self])).analysis
        let chart = try #require(analysis.figure("similarity").chart as? LineChart)
        #expect(chart.series.map(\.name) == ["cosine", "baseline", "corrected"])
        #expect(chart.series[0].values == analysis.similarity.cosine.map(Double.init))
        let text = try #require(analysis.figure("similarity").altText)
        #expect(text.contains("Baseline: emb ") && text.contains("Corrected: emb "))
    }

    @Test func bothSentencesShareTheirColours() throws {
        let analysis = try TinyModel.analyzed(hidesSpecial: true).analysis
        for figure in ["rollout", "norm"] {
            let panels = try #require(analysis.figure(figure).chart as? Panels)
            let maps = panels.charts.compactMap { $0 as? Heatmap }
            #expect(maps.count == 2)
            #expect(maps[0].colorRange == maps[1].colorRange)
            #expect(maps.map(\.markedColumns) == [[1], [4]])
            #expect(maps[0].columnLabels.first == "the")
            for row in maps.flatMap(\.values) {
                #expect(abs(row.reduce(0, +) - 1) < 1e-5)
            }
        }
    }

    @Test func areDrawnAsSVGAlone() throws {
        let analysis = try TinyModel.analyzed().analysis
        let names = analysis.pageFigures.filter(\.isOfAnalysis).map(\.name)
        for rendered in try PairFigures(analysis).rendered(threadCount: 2)
        where names.contains(rendered.figure.name) {
            #expect(rendered.figure.formats == [.svg])
            let text = String(decoding: rendered.contents[.svg] ?? [], as: UTF8.self)
            #expect(text.contains("<title"))
            #expect((rendered.contents[.svg] ?? []).count < 60_000)
        }
        let png = try PairFigures(analysis).rendered(threadCount: 1, formats: [.png])
        #expect(png.allSatisfy { $0.figure.formats == [.png] })
    }

    @Test func headsAreRankedByTheirNumbers() throws {
        let analyses = try TinyModel.analyzed().analysis.analyses
        let heads = try #require(analyses[Heads.self])
        let contrast = heads.mostContrast(12)
        #expect(contrast.count == 12)
        #expect(contrast.map(\.value) == contrast.map(\.value).sorted(by: >))
        #expect(contrast.allSatisfy { 0...1 ~= $0.value })
        let similar = heads.leastSimilar(3)
        #expect(similar.map(\.value).first == heads.similarity.joined().min())
        #expect(similar.map(\.value) == similar.map(\.value).sorted())
        let alike = try #require(heads.mostAlike)
        let distances = heads.nearest.joined().compactMap { $0?.distance }
        #expect(alike.divergence == distances.min().map(Heads.relative))
        #expect(Set(alike.names).count == 2 && alike.names.allSatisfy { $0.contains(" head ") })
    }
}
