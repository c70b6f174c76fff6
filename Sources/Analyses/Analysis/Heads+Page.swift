import Encoder
import Files

extension Heads {
    /// The others would make the page too heavy.
    func pageFigures(_ view: PairView) -> [FigureKind] { [Self.figures[0]] }

    func section(_ view: PairView) -> AnalysisSection? {
        func list(_ ranked: [Ranked]) -> String {
            Format.list(ranked.map { "\($0.name) (\($0.text))" })
        }
        var points: [Finding] = [
            "Contrast is largest in \(list(mostContrast(3))): there, the word looks at the most different places.",
            """
            Similarity is smallest in \(list(leastSimilar(3))): what they pass to the word \
            differs most.
            """,
        ]
        if let (names, divergence) = mostAlike {
            let share = Format.fixed(Double(divergence), decimals: 2)
            points.append(
                """
                Over all tokens, \(Format.list(names)) attend most alike: their divergence is \(share), \
                where 1 is the most. All heads on a plane: report figure head-plane.
                """)
        }
        return AnalysisSection(
            how:
                "Entropy says how widely a head looks, from 0 for a single token to 1 for all tokens "
                + "equally. A head is named after what its weights fall on, averaged over all tokens of both sentences: the "
                + "next or the previous token (more than half), the first or last special token, "
                + "punctuation or the same word (more than 0.6), or broad (entropy above 0.9). Two "
                + "sentences are few, so a name is only a first impression. Contrast compares, by kind of "
                + "place, where the word looks in the two sentences, from 0 for the same to 1; similarity "
                + "is the cosine of what the head passes to the word in each. A head that looks at the same "
                + "kind of place and finds another word there has low contrast, but also low "
                + "similarity.",
            points: points,
            tables: [
                kindTable(view.sentences[0]),
                table("entropy", "Entropy", profiles.map { $0.map(\.entropy) }),
                table("contrast", "Contrast", contrast.map { $0.map(Self.relative) }),
                table("head-similarity", "Similarity", similarity),
            ])
    }

    /// Which heads have which name, a column for each name that there is.
    private func kindTable(_ sentence: PairView.Sentence) -> AnalysisTable {
        let given = Set(profiles.joined().flatMap(\.roles))
        let roles = HeadRole.allCases.filter(given.contains)
        let special = sentence.tokens.indices.filter { sentence.isSpecial[$0] }
        func list(_ layer: Int, _ has: (Profile) -> Bool) -> [AnalysisTable.Part] {
            let numbers = profiles[layer].indices.filter { has(profiles[layer][$0]) }
            return [.init(text: numbers.map(String.init).joined(separator: ", "))]
        }
        return AnalysisTable(
            name: "kinds", caption: "The numbers of the heads by what they look at", style: "kinds",
            corner: "Layer",
            columns: roles.map { .init(text: $0.name(sentence.tokens, special: special)) }
                + [.init(text: "none of these")],
            rows: profiles.indices.map { layer in
                AnalysisTable.Row(
                    name: AnalyzedPair.layerName(layer),
                    cells: roles.map { role in list(layer) { $0.roles.contains(role) } }
                        + [list(layer) { $0.roles.isEmpty }])
            })
    }

    /// - Parameter numbers: `[layers][heads]`.
    private func table(_ name: String, _ title: String, _ numbers: [[Float]]) -> AnalysisTable {
        AnalysisTable(
            name: name, caption: "\(title): a row for each layer, a column for each head",
            style: "values", corner: "Layer",
            columns: profiles.first.map { $0.indices.map { .init(text: String($0)) } } ?? [],
            rows: numbers.enumerated().map { layer, row in
                AnalysisTable.Row(
                    name: AnalyzedPair.layerName(layer),
                    cells: row.map(AnalysisTable.number))
            })
    }
}
