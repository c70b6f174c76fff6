import Charts
import Encoder
import Files
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Lists

@Suite struct FigureBuilderTests {
    private func chart(
        _ kind: FigureKind,
        _ texts: [String] = [TinyModel.pair.sentence1, TinyModel.pair.sentence2],
        side: FigureRequest.Side = .second, head: PairAnalyzer.Head = .mean,
        hidesSpecial: Bool = false, model: LoadedModel? = nil
    ) throws -> any Chart {
        let model = try model ?? TinyModel.load()
        let tools = try TinyModel.tools(.none, needs: kind.needs, of: model)
        return try FigureBuilder(
            texts.map { WordInSentence($0, word: "bank") }, for: [kind], model: model.encoder,
            tools: tools
        ).chart(
            FigureRequest(
                kind, side: side, layer: .index(1), head: head,
                special: hidesSpecial ? .hide : .apart))
    }

    private func chart(
        _ name: String, side: FigureRequest.Side = .second, hidesSpecial: Bool = false,
        model: LoadedModel? = nil
    ) throws -> any Chart {
        let kind = try #require(FigureKind(rawValue: name))
        return try chart(kind, side: side, hidesSpecial: hidesSpecial, model: model)
    }

    @Test func everyKindCanBeDrawn() throws {
        for kind in FigureKind.allCases {
            for format in FigureFormat.allCases {
                let bytes = try format.render(chart(kind), ChartRenderer())
                #expect(bytes.count > 500)
            }
        }
    }

    @Test func figuresOfAnalysesShowWhatThePairHas() throws {
        let analyses = try TinyModel.analyzed().analysis
        /// The map of the page, of the second sentence.
        func map(_ name: String, hidesSpecial: Bool = false) throws -> [[Double]] {
            let pair = try TinyModel.analyzed(hidesSpecial: hidesSpecial).analysis
            let panels = try #require(pair.figure(name).chart as? Panels)
            return try #require(panels.charts[1] as? Heatmap).values
        }
        let rollout = try #require(try chart("rollout") as? Heatmap)
        #expect(try rollout.values == map("rollout"))
        let norm = try #require(try chart("norm") as? Heatmap)
        #expect(try norm.values == map("norm"))
        let hidden = try #require(try chart("norm", hidesSpecial: true) as? Heatmap)
        #expect(try hidden.values == map("norm", hidesSpecial: true))
        let corrected = try #require(try chart("corrected") as? LineChart)
        #expect(corrected.series.map(\.name) == ["cosine", "baseline", "corrected"])
        #expect(
            corrected.series[2].values
                == analyses.analyses[Corrected.self]?.cosine.map(Double.init))
        let substitutes = try #require(try chart("substitutes") as? Panels)
        let bars = try #require(substitutes.charts[1] as? BarChart)
        // The chosen layer is the second, after the embeddings.
        #expect(
            bars.bars.map(\.label) == analyses.analyses[Substitutes.self]?.words[1][2].map(\.word))
        let neighbours = try #require(try chart("neighbours") as? Panels)
        let near = try #require(neighbours.charts[0] as? BarChart)
        #expect(
            near.bars.map(\.value)
                == analyses.analyses[Neighbours.self]?.nearest[0][2].map { Double($0.cosine) })
        let heads = try #require(try chart("head-profile", side: .both) as? Panels)
        let entropy = try #require(heads.charts[0] as? Heatmap)
        #expect(
            entropy.values
                == analyses.analyses[Heads.self]?.profiles.map { $0.map { Double($0.entropy) } })
        #expect(entropy.colorRange == 0...1)
        let contrast = try #require(heads.charts[1] as? Heatmap)
        let highest = try #require(contrast.values.joined().max())
        #expect(contrast.colorRange == 0...max(0.25, highest))
    }

    private func encodings(_ texts: [String]) throws -> [ModelOutput] {
        try EncoderModel(directory: TinyModel.directory).encode(texts)
    }

    @Test(arguments: [FigureRequest.Side.first, .both])
    func headDistanceShowsEveryTwoHeads(_ side: FigureRequest.Side) throws {
        let texts = [TinyModel.pair.sentence1, TinyModel.pair.sentence2]
        let distances = try HeadDistance.matrix(
            in: encodings(side == .both ? texts : [texts[0]]))
        let map = try #require(try chart("head-distance", side: side) as? SmallMultiples)
        #expect(map.rowLabels == ["L0", "L1", "L2"] && map.columnLabels == map.rowLabels)
        for row in 0..<12 {
            for column in 0..<12 {
                #expect(
                    map.panels[row / 4][column / 4][row % 4][column % 4]
                        == Double(Heads.relative(distances[row][column])))
            }
        }
        // The subtitle names the extremes, which labels of layers cannot.
        let pairs = (0..<12).flatMap { row in
            (row + 1..<12).map { (row, $0, distances[row][$0]) }
        }
        func name(_ head: Int) -> String { AnalyzedPair.headName(head / 4, head % 4) }
        let least = try #require(pairs.max { $0.2 < $1.2 })
        #expect(
            map.subtitle?.contains("Least: \(name(least.0)) and \(name(least.1)) (") == true)
        #expect(map.alternativeText(.long).contains("Most alike: L"))
    }

    @Test func headPlaneShowsEveryHeadOnce() throws {
        let analysis = try TinyModel.analyzed().analysis
        let heads = try #require(analysis.analyses[Heads.self])
        let plane = try #require(try chart("head-plane", side: .both) as? ScatterChart)
        let dots = plane.groups.flatMap(\.points) + plane.background
        #expect(Set(dots.compactMap(\.label)).count == 12 && dots.count == 12)
        for dot in dots {
            let numbers = try #require(dot.label).split(separator: ".").compactMap { Int($0) }
            let place = try #require(heads.plane?.points[numbers[0]][numbers[1]])
            #expect([dot.x, dot.y] == place.map { Double($0) })
        }
        #expect(plane.horizontalTitle?.contains("% of the divergence") == true)
        let text = plane.alternativeText(.short)
        #expect(plane.groups.allSatisfy { text.contains("\($0.name ?? ""): ") })
    }

    @Test func headsAreNamedByTheirRoles() {
        let plane = Heads.Plane(
            [[0, 1, 1], [1, 0, 1], [1, 1, 0]].map { $0.map { Float($0) } }, layers: 1)
        let chart = Heads.planeChart(plane, roles: [["next", nil, "[SEP]"]])
        #expect(chart.groups.map(\.name) == ["next", "[SEP]"])
        #expect(chart.background.map(\.label) == ["0.1"])
        let none = Heads.planeChart(plane, roles: [[nil, nil, nil]])
        #expect(none.groups.map(\.points.count) == [3] && none.background.isEmpty)
    }

    @Test func saysWhatTheModelCannotGive() throws {
        #expect {
            try chart("substitutes", model: TinyModel.withoutHead())
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
            for (x, y) in try paired(row, expected) { #expect(abs(x - Double(y)) < 1e-6) }
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
        for kind in FigureKind.allCases
        where kind.scope == .sentence {
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
        for kind in FigureKind.allCases where kind.comparesSentences {
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

    /// What needs the attention of every token refuses a long text before the model runs on it.
    @Test func aTextThatIsTooLongIsRefusedBeforeItIsEncoded() throws {
        let tokenizer = try TinyModel.load("modernbert-long").encoder.tokenizer
        let around = [String](repeating: "the river was calm.", count: 150).joined(separator: " ")
        let sentences = [TinyModel.pair.sentence1, "\(around) the bank"].map {
            WordInSentence($0, word: "bank")
        }
        let refused: [String] = FigureKind.allCases.filter { kind in
            (try? FigureBuilder.read(sentences, for: [kind], tokenizer: tokenizer)) == nil
        }.map(\.rawValue)
        #expect(
            refused == [
                "tokens", "heads", "rollout", "head-profile", "head-plane", "head-distance",
                "geometry",
            ])
        let error = #expect(throws: FigureError.self) {
            try FigureBuilder.read(sentences, for: [.bars, .tokens], tokenizer: tokenizer)
        }
        let text = "\(try #require(error))"
        #expect(text.hasPrefix("tokens cannot be drawn: a text has "), "\(text)")
        #expect(
            text.hasSuffix(
                "of more than 512 only the attention of the word is kept, which bars, heatmap and links show"
            ))
    }

    @Test func tokensCannotBeChosenWhereThereAreNone() throws {
        let model = try TinyModel.load()
        let builder = try FigureBuilder(
            [WordInSentence(TinyModel.pair.sentence1, word: "bank")], for: [.heads],
            model: model.encoder)
        #expect(throws: FigureError.noTokens(kind: "heads", option: "top")) {
            try builder.chart(FigureRequest(.heads, limit: .count(5)))
        }
        #expect(throws: FigureError.noTokens(kind: "heads", option: "horizontal")) {
            try builder.chart(FigureRequest(.heads, isHorizontal: true))
        }
        let bars = try builder.chart(FigureRequest(.bars, limit: .count(5), isHorizontal: true))
        let chart = try #require(bars as? BarChart)
        #expect(chart.orientation == .horizontal)
        #expect(chart.bars.count { !$0.isGap } == 5)
        #expect(chart.categoryTitle?.hasPrefix("5 of ") == true)
    }

    /// The scale of every kind of attention belongs to the words, as its own numbers show.
    @Test func specialTokensDoNotCountForTheScale() throws {
        func largest(_ map: Heatmap) -> Double {
            map.values.enumerated().flatMap { row, numbers in
                numbers.enumerated().filter {
                    !map.apartRows.contains(row) && !map.apartColumns.contains($0.offset)
                }.map(\.element)
            }.max() ?? .nan
        }
        for name in ["heatmap", "tokens", "rollout", "norm"] {
            let map = try #require(try chart(name) as? Heatmap)
            let last = map.columnLabels.count - 1
            #expect(map.apartColumns == [0, last], "\(name)")
            #expect(map.apartRows == (name == "tokens" ? [0, last] : []), "\(name)")
            #expect(map.colorRange == 0...largest(map), "\(name)")
            #expect(map.subtitle?.contains(" take ") == true, "\(name)")
        }
        let links = try #require(try chart(.links) as? LinkChart)
        #expect(links.apartTargets == [0, links.targets.count - 1])
        let heads = try #require(try chart(.heads) as? SmallMultiples)
        #expect(heads.apartColumns == heads.apartRows && heads.apartRows.count == 2)
        let bars = try #require(try chart(.bars) as? BarChart)
        #expect(bars.bars.indices.filter { bars.bars[$0].isApart } == [0, bars.bars.count - 1])
        let panels = try #require(try chart(.bars, side: .both) as? Panels)
        #expect(
            try #require(panels.subtitle).wholeMatch(
                of: /\[CLS\] and \[SEP\] take [0-9.]+% and [0-9.]+%\./) != nil)
    }

    /// What part special tokens take is counted before anything is left out or divided.
    @Test func theShareIsThatOfAllTokens() throws {
        let all = try #require(try chart(.bars, side: .first) as? BarChart)
        let share = all.bars.filter(\.isApart).map(\.value).reduce(0, +)
        let note = "take \(Format.percent(Float(share)))"
        #expect(all.subtitle?.contains(note) == true)
        let hidden = try #require(
            try chart(.bars, side: .first, hidesSpecial: true) as? BarChart)
        #expect(hidden.subtitle?.contains(note) == true)
    }
}
