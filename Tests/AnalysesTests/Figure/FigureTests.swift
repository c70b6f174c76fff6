import Charts
import Testing

@testable import Analyses

@Suite struct FigureTests {
    private let chart = LineChart(
        title: "Similarity", labels: ["emb", "L0"], series: [.init(values: [0.9, 0.8])])

    private func rendered(_ formats: Set<PairFigure.Format>, narrow: Bool) throws -> RenderedFigure
    {
        try Figure(
            name: "by layer", title: "By layer", size: FigureSize(width: 540, height: 240),
            narrowSize: narrow ? .narrow(height: 198) : nil, chart: chart
        ).rendered(formats)
    }

    @Test func aWideFigureIsDrawnAgainForPhones() throws {
        let figure = try rendered([.svg, .png], narrow: true)
        #expect(figure.figure.width == 720 && figure.figure.height == 320)
        // 264 × 198 points.
        #expect(figure.figure.narrow == .init((width: 352, height: 264)))
        #expect(
            [figure].files.map(\.path) == [
                "figures/by-layer.svg", "figures/by-layer.png", "figures/by-layer-narrow.svg",
            ])
        let svg = String(decoding: try #require(figure.narrow), as: UTF8.self)
        #expect(svg.contains("viewBox=\"0 0 264 198\""))
        // The numbers beside the pointer are those of the wide one.
        #expect(figure.figure.values == (try rendered([.svg], narrow: false)).figure.values)
    }

    @Test func onlyWhereItIsWantedAndPagesShowSVG() throws {
        #expect(try rendered([.svg], narrow: false).narrow == nil)
        let bitmap = try rendered([.png], narrow: true)
        #expect(bitmap.narrow == nil && bitmap.figure.narrow == nil)
    }
}
