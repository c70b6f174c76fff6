import Charts
import ReportTestSupport
import Testing

@testable import Analyses

@Suite struct AttentionFiguresTests {
    @Test func alternativeTextGivesTheMainValues() throws {
        let analysis = try Sample.analysis(
            weights: [
                [8, 1, 3, 1, 1, 6, 1, 2, 1, 4], [8, 1, 1, 1, 1, 3, 1, 6, 3, 1, 4],
            ], noise: 0)
        #expect(
            try analysis.figure("similarity").altText
                == "Line chart of the cosine by layer: emb 0.958, L0 0.880, L1 0.857, L2 0.806, "
                + "L3 0.848, L4 0.872, L5 0.811.")
        #expect(
            try analysis.figure("last-layer-1").altText
                == "Bar chart of the attention from “bank” to each token of sentence 1. "
                + "Last layer (L5), mean of 12 heads. Largest: river (21.4%), bank (10.7%), calm (7.1%). "
                + "[CLS] and [SEP] take 42.9%; values beyond the scale are grey."
        )
        #expect(
            try analysis.figure("layers-2").altText
                == "Heatmap of the attention from “bank” in sentence 2, layers by tokens, mean "
                + "of heads. Largest in each layer: L0 deposit (20.0%), L1 deposit (20.0%), L2 deposit (20.0%), "
                + "L3 deposit (20.0%), L4 deposit (20.0%), L5 deposit (20.0%). "
                + "[CLS] and [SEP] take 40.0% on average; values beyond the scale are grey."
        )
    }

    /// A phone has room for them, and a page has the shares of special tokens in the caption.
    @Test func barsOfAPageRunDownInOneHeight() throws {
        let analysis = try Sample.analysis(weights: Sample.flat, noise: 0)
        let figures = try ["last-layer-1", "last-layer-2"].map { try analysis.figure($0) }
        for (figure, sentence) in zip(figures, analysis.sentences) {
            let chart = try #require(figure.chart as? BarChart)
            #expect(chart.orientation == .horizontal)
            #expect(chart.bars.map(\.label) == sentence.tokens)
            #expect(chart.title == "Where “bank” attends: last layer (L5)")
            #expect(chart.subtitle == sentence.text)
            #expect(figure.size?.width == 264)
        }
        #expect(figures[0].size == figures[1].size)
    }

    @Test func wordsFollowTheOptions() throws {
        let analysis = try Sample.analysis(
            options: PairOptions(layer: 3, head: 8, special: .hide),
            weights: Sample.flat, noise: 0)
        #expect(try analysis.figure("layer-L3-2").title == "Layer L3, head 8, sentence 2")
        #expect(
            try analysis.figure("first-layer-1").caption
                == "“bank” attends most to the (12.5%), bank (12.5%) and of (12.5%)."
        )
        #expect(
            try analysis.figure("layer-L3-1").altText?.hasSuffix(
                "Layer L3, head 8, [CLS] and [SEP] left out. Largest: the (12.5%), bank (12.5%), of (12.5%)."
            ) == true)
    }

    /// Else a map shows two columns and nothing beside them.
    @Test func specialTokensAreApartOrHiddenOrCount() throws {
        func figure(_ name: String, _ special: SpecialTokens) throws -> Figure {
            try Sample.analysis(
                options: PairOptions(layer: 5, special: special),
                weights: [[16, 1, 1, 1, 1, 4, 1, 1, 1, 16], [16, 1, 1, 1, 1, 1, 1, 2, 1, 1, 16]],
                noise: 0
            ).figure(name)
        }
        func map(_ special: SpecialTokens) throws -> Heatmap {
            try #require(try figure("layers-1", special).chart as? Heatmap)
        }
        // The largest of both sentences, 4/43 and 2/42.
        let apart = try map(.apart)
        #expect(apart.apartColumns == [0, 9])
        #expect(try abs(#require(apart.colorRange).upperBound - 4 / 43) < 1e-6)
        #expect(apart.values[0].count == 10)
        #expect(
            apart.subtitle
                == "The bank of the river was calm. ([CLS] and [SEP] take 74.4% on average)")
        #expect(
            try figure("layers-1", .apart).caption.hasSuffix(
                " [CLS] and [SEP] take 74.4% on average; values beyond the scale are grey."
            ))
        let hidden = try map(.hide)
        #expect(hidden.apartColumns.isEmpty && hidden.values[0].count == 8)
        #expect(try abs(#require(hidden.colorRange).upperBound - 4 / 11) < 1e-6)
        #expect(
            hidden.subtitle
                == "The bank of the river was calm. ([CLS] and [SEP], which take 74.4% on average, left out)"
        )
        let raw = try map(.scale)
        #expect(raw.apartColumns.isEmpty && raw.values == apart.values)
        #expect(try abs(#require(raw.colorRange).upperBound - 16 / 42) < 1e-6)
        #expect(raw.subtitle == "The bank of the river was calm.")

        let bars = try #require(try figure("last-layer-1", .apart).chart as? BarChart)
        #expect(bars.bars.filter(\.isApart).map(\.label) == ["[CLS]", "[SEP]"])
        #expect(bars.valueRange?.upperBound == apart.colorRange?.upperBound)
        #expect(bars.subtitle == "The bank of the river was calm.")
        #expect(
            try figure("last-layer-1", .scale).altText?.hasSuffix(
                "Largest: [CLS] (37.2%), [SEP] (37.2%), river (9.3%).") == true)
        #expect(
            try figure("last-layer-1", .apart).caption.hasPrefix(
                "“bank” attends most to river (9.3%), the (2.3%) and bank (2.3%). ") == true)
    }

    @Test func pagesSayWhatTheScaleLeavesOut() throws {
        func view(_ special: SpecialTokens) throws -> PairView {
            try Sample.analysis(
                options: PairOptions(layer: 5, special: special), weights: Sample.flat
            ).view
        }
        #expect(try view(.apart).scaleNote.contains("values of special tokens beyond"))
        #expect(try view(.apart).hiddenNote.isEmpty)
        #expect(try view(.hide).scaleNote.isEmpty && view(.scale).scaleNote.isEmpty)
        #expect(try view(.hide).hiddenNote == ", [CLS] and [SEP] left out")
    }
}
