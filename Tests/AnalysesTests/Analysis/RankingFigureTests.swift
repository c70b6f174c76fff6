import Charts
import ReportTestSupport
import Testing

@testable import Analyses

@Suite struct RankingFigureTests {
    /// As in all figures of both sentences: a panel is named after its sentence, which keeps the word if it is cut.
    @Test func panelsAreNamedAfterTheirSentences() throws {
        let view = try Sample.analysis(weights: Sample.flat, noise: 0).view
        let figure = RankingFigure(
            view: view, lists: [[("money", 0.5, false)], [("river", 0.4, true)]],
            valueTitle: "cosine similarity", largest: 1
        ).figure("nearest", title: "Nearest", "What it is nearest to")
        let panels = try #require(figure.chart as? Panels)
        let bars = panels.charts.compactMap { $0 as? BarChart }
        #expect(bars.map(\.title) == view.sentences.map(\.text))
        for (chart, sentence) in zip(bars, view.sentences) {
            let focus = try #require(chart.focus)
            let scalars = Array(sentence.text.unicodeScalars)[focus]
            #expect(String(String.UnicodeScalarView(scalars)) == "bank")
        }
    }
}
