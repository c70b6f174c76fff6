import Charts
import Encoder

/// Draws the figures of one pair.
package struct PairFigures: Sendable {
    private let view: PairView
    private let figures: [PageFigure]

    package init(_ analysis: AnalyzedPair) {
        view = analysis.view
        figures = analysis.pageFigures
    }

    /// Draws every figure, in the order of the page.
    ///
    /// Those of the analyses are SVG alone where that is among the formats, to keep reports light. The
    /// bytes do not depend on the number of threads.
    /// - Throws: `ChartError` for a figure that cannot be drawn.
    package func rendered(
        threadCount: Int, formats: Set<PairFigure.Format> = [.png, .svg]
    ) throws -> [RenderedFigure] {
        try mapConcurrently(count: figures.count, threadCount: threadCount) { index in
            let figure = figures[index]
            let isLight = figure.isOfAnalysis && formats.contains(.svg)
            return try figure.figure(view).rendered(isLight ? [.svg] : formats)
        }
    }
}

/// A figure of a pair's page: a kind, and which part of the pair it shows.
package struct PageFigure: Sendable {
    /// Its file's name without ending, for example `last-layer-1`.
    package let name: String
    package let kind: FigureKind
    /// The sentences that it is of, as indices.
    var sides = [0, 1]
    /// The layer and head that it shows, where these are not the user's choice.
    var selection: AttentionSelection?
    var isOfAnalysis = false

    package func figure(_ view: PairView) throws -> Figure {
        var view = view
        view.sides = sides
        if let selection { view.selection = selection }
        var figure = try kind.figure(view)
        figure.name = name
        return figure
    }
}

extension AnalyzedPair {
    /// The figures that can be drawn of this pair, in the order of the page.
    package var pageFigures: [PageFigure] {
        [similarityFigure] + Side.allCases.map(chosenLayerFigure)
            + Side.allCases.map(firstLayerFigure) + Side.allCases.map(layersFigure)
            + analyses.present.flatMap(pageFigures)
    }

    /// The cosine of the word's two vectors, layer by layer; with a calibration in front of labelled pairs,
    /// else with a baseline also corrected.
    package var similarityFigure: PageFigure {
        let isCorrected = analyses.verdict == nil && analyses.corrected != nil
        let kind: FigureKind = isCorrected ? Corrected.figure : .similarity
        return PageFigure(name: "similarity", kind: kind)
    }

    /// Where the word attends in the layer and head that the options chose.
    package func chosenLayerFigure(_ side: Side) -> PageFigure {
        PageFigure(
            name: options.layer == model.layers - 1
                ? "last-layer-\(side.number)"
                : "layer-\(Self.layerName(options.layer))-\(side.number)",
            kind: .bars, sides: [side.rawValue])
    }

    /// Where the word attends in the first layer, the mean over heads.
    package func firstLayerFigure(_ side: Side) -> PageFigure {
        PageFigure(
            name: "first-layer-\(side.number)", kind: .bars, sides: [side.rawValue],
            selection: firstSelection)
    }

    /// Where the word attends, layer by token.
    package func layersFigure(_ side: Side) -> PageFigure {
        PageFigure(name: "layers-\(side.number)", kind: .layers, sides: [side.rawValue])
    }

    /// Those of an analysis, named after their kinds.
    package func pageFigures(_ analysis: any Analysis) -> [PageFigure] {
        analysis.pageFigures(view).map {
            PageFigure(name: $0.rawValue, kind: $0, isOfAnalysis: true)
        }
    }

    /// What the options chose.
    package var chosenSelection: AttentionSelection {
        AttentionSelection(layer: options.layer, head: options.head)
    }

    /// What the charts of the first layer show.
    package var firstSelection: AttentionSelection { AttentionSelection(layer: 0, head: nil) }

    package func shownTokens(_ side: Side) -> [Int] {
        shownTokens(side: side, hidingSpecial: options.hidesSpecial)
    }
}
