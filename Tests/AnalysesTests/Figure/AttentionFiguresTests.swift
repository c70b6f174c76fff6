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
                + "Last layer (L5), mean of 12 heads. Largest: [CLS] (28.6%), river (21.4%), [SEP] (14.3%)."
        )
        #expect(
            try analysis.figure("layers-2").altText
                == "Heatmap of the attention from “bank” in sentence 2, layers by tokens, mean "
                + "of heads. Largest in each layer: L0 [CLS] (26.7%), L1 [CLS] (26.7%), L2 [CLS] (26.7%), "
                + "L3 [CLS] (26.7%), L4 [CLS] (26.7%), L5 [CLS] (26.7%).")
    }

    @Test func wordsFollowTheOptions() throws {
        let analysis = try Sample.analysis(
            options: PairOptions(layer: 3, head: 8, hideSpecial: true),
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

    /// Else a map is black but for two columns, and nobody knows why.
    @Test func whereSpecialTokensTakeMostItIsSaid() throws {
        func caption(_ special: Float, hides: Bool = false) throws -> String {
            try Sample.analysis(
                options: PairOptions(layer: 5, head: 8, hideSpecial: hides),
                weights: [
                    [special, 1, 1, 1, 1, 1, 1, 1, 1, special],
                    [special, 1, 1, 1, 1, 1, 1, 1, 1, 1, special],
                ], noise: 0
            ).figure("layers-1").caption
        }
        #expect(
            try caption(16).hasSuffix(
                " Special tokens take 80.0% on average: without them (--hide-special, or in the "
                    + "explorer), the rest can be told apart."))
        #expect(try !caption(4).contains("Special tokens take"))
        #expect(try !caption(16, hides: true).contains("Special tokens take"))
    }
}
