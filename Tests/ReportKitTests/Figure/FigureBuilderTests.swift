import Charts
import Encoder
import Testing

@testable import ReportKit

@Suite struct FigureBuilderTests {
    private func chart(
        _ kind: FigureRequest.Kind,
        _ texts: [String] = [TinyModel.pair.sentence1, TinyModel.pair.sentence2],
        side: FigureRequest.Side = .second, head: PairAnalyzer.Head = .mean,
        hidesSpecial: Bool = false
    ) throws -> any Chart {
        let model = try EncoderModel(directory: TinyModel.directory)
        return try FigureBuilder(texts.map { WordInSentence($0, word: "bank") }, model: model)
            .chart(
                FigureRequest(
                    kind, side: side, layer: .index(1), head: head, hidesSpecial: hidesSpecial))
    }

    @Test func everyKindCanBeDrawn() throws {
        for kind in FigureRequest.Kind.allCases {
            for format in FigureFormat.allCases {
                let bytes = try format.render(chart(kind), ChartRenderer())
                #expect(bytes.count > 500)
            }
        }
    }

    @Test func tokensShowTheChosenHead() throws {
        let heatmap = try #require(try chart(.tokens, head: .index(2)) as? Heatmap)
        let encoding = try EncoderModel(directory: TinyModel.directory)
            .encode([TinyModel.pair.sentence2])[0]
        #expect(heatmap.rowLabels == encoding.sequence.tokens)
        for (token, row) in heatmap.values.enumerated() {
            let expected = encoding.attentions[row: 1, 2, token]
            for (x, y) in zip(row, expected) { #expect(abs(x - Double(y)) < 1e-6) }
        }
        #expect(heatmap.markedRows == [5])
    }

    @Test func headsShowEveryLayerAndHead() throws {
        let grid = try #require(try chart(.heads) as? SmallMultiples)
        #expect(grid.panels.map(\.count) == [4, 4, 4])
        #expect(grid.rowLabels == ["L0", "L1", "L2"])
    }

    @Test func linksBeginAtTheWord() throws {
        let links = try #require(try chart(.links, hidesSpecial: true) as? LinkChart)
        #expect(links.sources.first == "she")
        #expect(links.shownSources == [4])
    }

    @Test func bothSentencesArePanelsOfOneFigure() throws {
        for kind in FigureRequest.Kind.allCases where kind != .similarity {
            let panels = try #require(try chart(kind, side: .both) as? Panels)
            #expect(panels.charts.count == 2)
            #expect(
                panels.charts.map(\.title) == [TinyModel.pair.sentence1, TinyModel.pair.sentence2])
            #expect(panels.sharesScale)
        }
    }

    @Test func refusesALayerAndAHeadThatAreNotThere() throws {
        #expect(throws: SelectionError(kind: "head", value: 4, count: 4)) {
            try chart(.bars, head: .index(4))
        }
    }

    @Test func similarityNeedsTwoSentences() throws {
        #expect(throws: FigureError.needsTwoSentences) {
            try chart(.similarity, [TinyModel.pair.sentence1])
        }
        #expect(throws: FigureError.needsTwoSentences) {
            try chart(.bars, [TinyModel.pair.sentence1], side: .second)
        }
        #expect(throws: FigureError.needsTwoSentences) {
            try chart(.tokens, [TinyModel.pair.sentence1], side: .both)
        }
    }

    @Test func formatsFollowTheName() throws {
        #expect(try FigureFormat(path: "a/b.SVG") == .svg)
        #expect(throws: FigureError.unknownFormat(name: "png")) { try FigureFormat(path: "png") }
        #expect(throws: FigureError.unknownFormat(name: "x.jpg")) {
            try FigureFormat(path: "x.jpg")
        }
    }
}
