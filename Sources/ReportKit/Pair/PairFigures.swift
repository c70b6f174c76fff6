import Charts
import Encoder

/// Draws the figures of one pair.
public struct PairFigures: Sendable {
    let analysis: PairAnalysis

    public init(_ analysis: PairAnalysis) { self.analysis = analysis }

    /// Draws every figure, in the order of the page.
    ///
    /// Those of the analyses are SVG alone where that is among the formats, to keep reports light. The
    /// bytes do not depend on the number of threads.
    /// - Throws: `ChartError` for a figure that cannot be drawn.
    public func rendered(
        threadCount: Int, formats: Set<PairFigure.Format> = [.png, .svg]
    ) throws -> [RenderedFigure] {
        let kinds = analysis.figureKinds
        return try mapConcurrently(count: kinds.count, threadCount: threadCount) { index in
            try rendered(kinds[index], formats)
        }
    }

    func rendered(
        _ kind: FigureKind, _ formats: Set<PairFigure.Format> = [.png, .svg]
    ) throws -> RenderedFigure {
        if case .analysis = kind, formats.contains(.svg) {
            return try rendered(kind, chart(of: kind), [.svg])
        }
        return try rendered(kind, chart(of: kind), formats)
    }

    private func rendered(
        _ kind: FigureKind, _ chart: some Chart, _ formats: Set<PairFigure.Format>
    ) throws -> RenderedFigure {
        let size = size(of: kind)
        let renderer = ChartRenderer(
            options: ChartOptions(
                size: size, resolution: Self.resolution,
                description: analysis.altText(of: kind)))
        var contents: [PairFigure.Format: [UInt8]] = [:]
        if formats.contains(.png) { contents[.png] = try renderer.png(chart) }
        if formats.contains(.svg) { contents[.svg] = DarkColors.adapted(try renderer.svg(chart)) }
        if formats.contains(.pdf) { contents[.pdf] = try renderer.pdf(chart) }
        return RenderedFigure(
            kind, of: analysis,
            width: Int((size.width * Self.pixelsPerPoint).rounded()),
            height: Int((size.height * Self.pixelsPerPoint).rounded()),
            contents: contents)
    }

    /// Two pixels to each CSS pixel, of which 96 make an inch.
    private static let resolution = 192.0
    private static let pixelsPerPoint = 96.0 / 72
}

extension PairFigures {
    /// A figure before it is drawn.
    func chart(of kind: FigureKind) -> any Chart {
        switch kind {
        case .similarity: similarity
        case .chosenLayer(let side): bars(side, analysis.chosenSelection)
        case .firstLayer(let side): bars(side, analysis.firstSelection)
        case .layers(let side): layers(side)
        case .analysis(let figure): chart(of: figure)
        }
    }

    private var similarity: LineChart {
        let words = analysis.sentences.map(\.word)
        let cosine = analysis.similarity.cosine
        guard let corrected = analysis.analyses.corrected else {
            return Self.similarity(words: (words[0], words[1]), cosine: cosine)
        }
        return AnalysisCharts.corrected(
            words: words, cosine: cosine, baseline: corrected.baseline,
            corrected: corrected.cosine)
    }

    /// - Parameter cosine: layers + 1 numbers.
    static func similarity(words: (String, String), cosine: [Float]) -> LineChart {
        let subject =
            words.0 == words.1 ? "“\(words.0)” in two sentences" : "“\(words.0)” and “\(words.1)”"
        return LineChart(
            title: "Similarity of \(subject), layer by layer",
            labels: PairAnalysis.Similarity(cosine: cosine).layers,
            series: [LineChart.Series(values: cosine.map(Double.init))],
            categoryTitle: "layer", valueTitle: "cosine similarity")
    }

    private func bars(_ side: PairAnalysis.Side, _ selection: AttentionSelection) -> BarChart {
        let sentence = analysis.sentence(side)
        return BarChart(
            title: "Where “\(sentence.word)” attends: \(analysis.phrase(for: selection))",
            subtitle: Self.subtitle(sentence.text, without: analysis.hiddenTokens(side)),
            bars: zip(analysis.shownTokens(side), analysis.shownRow(side, selection)).map {
                BarChart.Bar(
                    sentence.tokens[$0], Double($1), isMarked: sentence.target.contains($0))
            },
            valueTitle: "attention",
            valueRange: sharedRange { analysis.shownRow($0, selection) })
    }

    private func layers(_ side: PairAnalysis.Side) -> Heatmap {
        let sentence = analysis.sentence(side)
        let tokens = analysis.shownTokens(side)
        let map = analysis.shownMap(side)
        return Heatmap(
            title: "Where “\(sentence.word)” attends, layer by layer",
            subtitle: Self.subtitle(sentence.text, without: analysis.hiddenTokens(side)),
            rowLabels: map.indices.map(PairAnalysis.layerName),
            columnLabels: tokens.map { sentence.tokens[$0] },
            values: map.map { $0.map(Double.init) },
            rowTitle: "layer", valueTitle: "attention, mean of heads",
            colorRange: sharedRange { analysis.shownMap($0).flatMap(\.self) },
            markedColumns: Set(tokens.indices.filter { sentence.target.contains(tokens[$0]) }))
    }

    /// The sentence, and what was left out of it.
    static func subtitle(_ text: String, without hidden: [String]) -> String {
        hidden.isEmpty ? text : "\(text) (\(Format.names(hidden)) left out)"
    }

    /// From 0 to the largest value of both sentences, so that their figures can be compared.
    private func sharedRange(_ values: (PairAnalysis.Side) -> [Float]) -> ClosedRange<Double> {
        let largest = PairAnalysis.Side.allCases.flatMap(values).max() ?? 0
        return 0...(largest > 0 ? Double(largest) : 1)
    }

    /// Figures of the two sentences have the same size: they stand side by side.
    private func size(of kind: FigureKind) -> FigureSize {
        let tokens = PairAnalysis.Side.allCases.map { analysis.shownTokens($0).count }.max() ?? 0
        let width = min(max(440, 85 + 35 * Double(tokens)), 880)
        return switch kind {
        case .similarity:
            FigureSize(width: 540, height: analysis.analyses.corrected == nil ? 240 : 280)
        case .chosenLayer, .firstLayer: FigureSize(width: width, height: tokens > 13 ? 225 : 190)
        case .layers: FigureSize(width: width, height: 100 + 24 * Double(analysis.model.layers))
        case .analysis(let figure): self.size(of: figure)
        }
    }
}
