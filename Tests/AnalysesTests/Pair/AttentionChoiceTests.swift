import Testing

@testable import Analyses
@testable import Lists

@Suite struct AttentionChoiceTests {
    @Test func readsAndWritesTheUsersNames() {
        for text in ["last", "0", "11"] {
            #expect(PairAnalyzer.Layer(text)?.description == text)
        }
        for (text, layer) in [("L0", 0), ("l11", 11), ("L3", 3)] {
            #expect(PairAnalyzer.Layer(text) == .index(layer))
        }
        for text in ["L", "L-1", "L+1", "LL1", "L1 ", "emb"] {
            #expect(PairAnalyzer.Layer(text) == nil)
        }
        for text in ["mean", "standard", "0", "11"] {
            #expect(PairAnalyzer.Head(text)?.description == text)
        }
        for text in ["", "first", "1.5", "H0"] {
            #expect(PairAnalyzer.Layer(text) == nil)
            #expect(PairAnalyzer.Head(text) == nil)
        }
    }

    @Test func theStandardHeadIsTheNotebooksWhereTheModelHasIt() throws {
        for (heads, expected) in [(12, 8), (9, 8), (8, nil), (4, nil)] as [(Int, Int?)] {
            let selection = try PairAnalyzer.Selection(
                layer: .last, head: .standard, layerCount: 6, headCount: heads)
            #expect(selection.head == expected)
            #expect(selection.layer == 5)
        }
    }

    @Test func refusesWhatTheModelDoesNotHave() {
        for layer in [-1, 6] {
            #expect(throws: SelectionError(kind: "layer", value: layer, count: 6)) {
                try PairAnalyzer.Selection(
                    layer: .index(layer), head: .mean, layerCount: 6, headCount: 12)
            }
        }
    }
}
