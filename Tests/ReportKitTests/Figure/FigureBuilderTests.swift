import Charts
import Encoder
import Testing

@testable import ReportKit

@Suite struct FigureBuilderTests {
    private func chart(
        _ kind: FigureRequest.Kind,
        _ texts: [String] = [TinyModel.pair.sentence1, TinyModel.pair.sentence2],
        side: FigureRequest.Side = .second, head: PairAnalyzer.Head = .mean,
        hidesSpecial: Bool = false, model: LoadedModel? = nil
    ) throws -> any Chart {
        let model = try model ?? TinyModel.load()
        let tools = try TinyModel.tools(kind.analyses, of: model)
        return try FigureBuilder(
            texts.map { WordInSentence($0, word: "bank") }, model: model.encoder, tools: tools
        ).chart(
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

    @Test func figuresOfAnalysesShowWhatThePairHas() throws {
        let analyses = try TinyModel.analyzed().analysis
        let rollout = try #require(try chart(.rollout) as? Heatmap)
        #expect(rollout.values == analyses.shownRollout(.second).map { $0.map(Double.init) })
        let norm = try #require(try chart(.norm) as? Heatmap)
        #expect(norm.values == analyses.shownNorms(.second).map { $0.map(Double.init) })
        let hidden = try #require(try chart(.norm, hidesSpecial: true) as? Heatmap)
        let shown = try TinyModel.analyzed(hidesSpecial: true).analysis
        #expect(hidden.values == shown.shownNorms(.second).map { $0.map(Double.init) })
        let corrected = try #require(try chart(.corrected) as? LineChart)
        #expect(corrected.series.map(\.name) == ["cosine", "baseline", "corrected"])
        #expect(
            corrected.series[2].values
                == analyses.analyses.corrected?.cosine.map(Double.init))
        let substitutes = try #require(try chart(.substitutes) as? Panels)
        let bars = try #require(substitutes.charts[1] as? BarChart)
        // The chosen layer is the second, after the embeddings.
        #expect(
            bars.bars.map(\.label) == analyses.analyses.substitutes?.words[1][2].map(\.word))
        let neighbours = try #require(try chart(.neighbours) as? Panels)
        let near = try #require(neighbours.charts[0] as? BarChart)
        #expect(
            near.bars.map(\.value)
                == analyses.analyses.neighbours?.nearest[0][2].map { Double($0.cosine) })
        let heads = try #require(try chart(.headProfile, side: .both) as? Panels)
        let entropy = try #require(heads.charts[0] as? Heatmap)
        #expect(
            entropy.values
                == analyses.analyses.heads?.profiles.map { $0.map { Double($0.entropy) } })
    }

    @Test func saysWhatTheModelCannotGive() throws {
        #expect {
            try chart(.substitutes, model: TinyModel.withoutHead())
        } throws: {
            "\($0)".hasPrefix("substitutes cannot be drawn: the checkpoint has no masked-language")
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
        for kind in FigureRequest.Kind.allCases
        where !kind.comparesSentences && kind != .headProfile {
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
        for kind in FigureRequest.Kind.allCases where kind.comparesSentences {
            #expect(throws: FigureError.needsTwoSentences) {
                try chart(kind, [TinyModel.pair.sentence1])
            }
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
