import Charts
import Encoder
import Lists
import ReportTestSupport
import Testing

@testable import Analyses

@Suite struct ReadingDirectionTests {
    @Test(arguments: [
        ("The bank of the river was calm.", false), ("ذهبت إلى البنك", true),
        ("הבנק סגור היום", true),
        ("彼は銀行に行った。", false), ("", false), ("123 …", false),
        ("البنك (bank) مغلق اليوم", true), ("The word בנק means bank.", false),
    ])
    func mostLettersDecide(_ text: String, _ expected: Bool) {
        #expect(text.runsRightToLeft == expected)
    }

    /// In a square, words run from right to left as columns, and from the top as rows.
    @Test(arguments: ["tokens", "token-similarity", "heads"])
    func columnsOfASquareRunInReadingOrder(_ name: String) throws {
        let kind = try #require(FigureKind(rawValue: name))
        let texts = ["ذهبت إلى البنك", "جلس قرب البنك"]
        func chart(_ texts: [String]) throws -> any Chart {
            let model = try TinyModel.load()
            return try FigureBuilder(
                texts.map { WordInSentence($0, word: "البنك", occurrence: 1) }, for: [kind],
                model: model.encoder, tools: TinyModel.tools(.none, needs: kind.needs, of: model)
            ).chart(
                FigureRequest(kind, side: .first, limit: kind.showsTokens ? .all : .automatic))
        }
        switch try chart(texts) {
        case let map as Heatmap:
            let tokenizer = try TinyModel.load().encoder.tokenizer
            let sequences = texts.map { tokenizer.encode($0).tokens }
            let columns = name == "tokens" ? sequences[0] : sequences[1]
            #expect(map.rowLabels == sequences[0])
            #expect(map.columnLabels == columns.reversed())
            let word = Set(map.markedRows.map { sequences[0][$0] })
            #expect(!word.isEmpty && Set(map.markedColumns.map { map.columnLabels[$0] }) == word)
            if name == "tokens" {
                #expect(map.apartColumns == [0, columns.count - 1])
                let subtitle = try #require(map.subtitle)
                #expect(subtitle.hasPrefix(texts[0] + " \u{2066}("))
                #expect(subtitle.hasSuffix(")\u{2069}"))
                #expect(map.values.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-5 })
            }
        case let grid as SmallMultiples:
            let model = try TinyModel.load().encoder
            let output = try #require(try model.encode([texts[0]]).first)
            let expected = output.attention(layer: 1, head: 2).map { row in
                row.reversed().map(Double.init)
            }
            #expect(grid.panels[1][2].count == expected.count)
            for (row, wanted) in zip(grid.panels[1][2], expected) {
                #expect(row.count == wanted.count)
                #expect(zip(row, wanted).allSatisfy { abs($0 - $1) < 1e-6 })
            }
        case let other: Issue.record("\(type(of: other))")
        }
    }

    @Test func groupsTurnAround() {
        let groups = TokenGroups(groups: [[0], [1, 2], []], labels: ["a", "b", "⋯"], others: [3])
        let reversed = groups.reversed()
        #expect(reversed.groups == [[], [1, 2], [0]] && reversed.labels == ["⋯", "b", "a"])
        #expect(reversed.others == [3] && reversed.reversed() == groups)
    }
}
