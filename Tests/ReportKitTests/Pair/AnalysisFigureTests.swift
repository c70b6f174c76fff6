import Charts
import Testing

@testable import ReportKit

@Suite struct AnalysisFigureTests {
    @Test func figuresAreThoseOfTheAnalyses() throws {
        func names(_ choice: AnalysisChoice) throws -> [String] {
            let analysis = try TinyModel.analyzed(choice).analysis
            return analysis.figureKinds.dropFirst(FigureKind.all.count).map(analysis.name)
        }
        #expect(try names(.none) == [])
        #expect(try names(AnalysisChoice([.corrected, .substitutes])) == [])
        #expect(try names(AnalysisChoice([.heads])) == ["head-profile"])
        #expect(
            try names(.all)
                == ["rollout", "norm", "head-profile", "token-similarity", "geometry"])
    }

    @Test func similarityShowsThreeNamedLinesWhereThereIsABaseline() throws {
        let analysis = try TinyModel.analyzed(AnalysisChoice([.corrected])).analysis
        let chart = try #require(PairFigures(analysis).chart(of: .similarity) as? LineChart)
        #expect(chart.series.map(\.name) == ["cosine", "baseline", "corrected"])
        #expect(chart.series[0].values == analysis.similarity.cosine.map(Double.init))
        let text = analysis.altText(of: .similarity)
        #expect(text.contains("Baseline: emb ") && text.contains("Corrected: emb "))
    }

    @Test func bothSentencesShareTheirColours() throws {
        let analysis = try TinyModel.analyzed(hidesSpecial: true).analysis
        for figure in [AnalysisFigure.rollout, .norm] {
            let panels = try #require(PairFigures(analysis).chart(of: figure) as? Panels)
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
        for rendered in try PairFigures(analysis).rendered(threadCount: 2)
        where AnalysisFigure(rawValue: rendered.figure.name) != nil {
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
        let heads = try #require(analyses.heads)
        let contrast = heads.mostContrast(12)
        #expect(contrast.count == 12)
        #expect(contrast.map(\.value) == contrast.map(\.value).sorted(by: >))
        #expect(contrast.allSatisfy { 0...1 ~= $0.value })
        let similar = heads.leastSimilar(3)
        #expect(similar.map(\.value).first == heads.similarity.joined().min())
        #expect(similar.map(\.value) == similar.map(\.value).sorted())
        let alike = try #require(heads.mostAlike)
        let distances = heads.nearest.joined().compactMap { $0?.distance }
        #expect(alike.divergence == distances.min().map(AnalysisCharts.relative))
        #expect(Set(alike.names).count == 2 && alike.names.allSatisfy { $0.contains(" head ") })
    }
}
