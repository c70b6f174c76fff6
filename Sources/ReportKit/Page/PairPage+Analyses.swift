import Encoder

extension PairPage {
    /// What the page says beyond raw attention.
    func beyond() -> [String: Any] {
        let sections = analysis.sections()
        let unavailable = AnalysisKind.allCases.compactMap { kind in
            analysis.analyses.unavailable[kind].map { (kind, $0) }
        }
        return [
            "hasBeyond": !(sections.isEmpty && unavailable.isEmpty),
            "analyses": sections.map(values),
            "unavailable": unavailable.map { ["name": $0.title, "reason": $1] },
        ]
    }

    private func values(_ section: AnalysisSection) -> [String: Any] {
        let anchor = "beyond-\(section.kind.rawValue)"
        // The one with the figure's numbers, where there are several.
        let numbers =
            section.tables.first { ["tokens", "entropy"].contains($0.name) } ?? section.tables.first
        let table = numbers.map { "\(anchor)-\($0.name)" }
        return [
            "anchor": anchor, "title": section.title,
            "summary": section.kind.explanation, "how": section.how, "source": section.source,
            "hasPoints": !section.points.isEmpty, "points": section.points.map(values),
            "figures": (section.figure.map { figures([$0]) } ?? []).map {
                files.values($0, shape: "map", table: table, isLazy: true)
            },
            "tables": section.tables.map { $0.values(anchor) },
        ]
    }
}

extension AnalysisKind {
    /// As a heading.
    var title: String {
        switch self {
        case .corrected: "Corrected similarity"
        case .rollout: "Attention rollout"
        case .norm: "Norm-based attention"
        case .heads: "What the heads do"
        case .substitutes: "Substitutes"
        case .neighbours: "Nearest tokens"
        case .geometry: "Path through the layers"
        }
    }
}

extension PairAnalysis {
    /// The parts of the page that open; the corrected similarity stands with the raw one.
    func sections() -> [AnalysisSection] {
        [
            rolloutSection(), normSection(), headsSection(), substitutesSection(),
            neighboursSection(), geometrySection(),
        ].compactMap(\.self)
    }

    private func rolloutSection() -> AnalysisSection? {
        guard analyses.rollout != nil else { return nil }
        return AnalysisSection(
            kind: .rollout, title: AnalysisKind.rollout.title,
            how:
                "A layer attends to vectors that the layers below have mixed already. Rollout multiplies "
                + "the layers, each half attention and half residual connection, and so says of which "
                + "tokens the word’s vector after every layer is made. Rows are layers, columns tokens, "
                + "and the colour the share; a row adds up to 1\(hiddenNote). It follows weights alone: "
                + "what the values hold and what the feed-forward blocks do has no part in it.",
            source: "Abnar and Zuidema 2020.", figure: .analysis(.rollout),
            tables: flowTables("attention rollout", shownRollout))
    }

    private func normSection() -> AnalysisSection? {
        guard analyses.norm != nil else { return nil }
        return AnalysisSection(
            kind: .norm, title: AnalysisKind.norm.title,
            how:
                "A large weight on a short vector moves little, and heads often rest on a special token "
                + "to read nothing. Here a token counts by the length of the vector that attention adds "
                + "to the word for it, all heads together. Rows are layers, columns tokens, and the "
                + "colour the token’s share of its row’s lengths\(hiddenNote); data.json has the lengths "
                + "themselves, also for each head. The residual connection, by which the word keeps its "
                + "own vector, is not in it.",
            source: "Kobayashi and others 2020.", figure: .analysis(.norm),
            tables: flowTables("norm-based attention", shownNorms))
    }

    /// Tables of shares as the page always has them, whose columns are few: for each sentence a row for each
    /// token and a column for each layer. What is too long for a page has none.
    private func flowTables(_ subject: String, _ rows: (Side) -> [[Float]]) -> [AnalysisTable] {
        shareTables(subject, rows).filter { $0.rows.count * model.layers <= Self.cellLimit }
    }

    /// - Parameter map: `[layers][shown tokens]`.
    func shareTables(_ subject: String, _ map: (Side) -> [[Float]]) -> [AnalysisTable] {
        Side.allCases.map { side in
            let sentence = sentence(side)
            let layers = map(side)
            return AnalysisTable(
                name: "\(side.number)",
                caption: "Sentence \(side.number): \(subject); columns add up to 1",
                style: "values", corner: "Token",
                columns: layers.indices.map { .init(text: Self.layerName($0)) },
                rows: shownTokens(side).enumerated().map { place, token in
                    AnalysisTable.Row(
                        name: sentence.tokens[token], isToken: true,
                        isTarget: sentence.target.contains(token),
                        cells: layers.map { AnalysisTable.number($0[place]) })
                })
        }
    }

    // MARK: Heads

    private func headsSection() -> AnalysisSection? {
        guard let heads = analyses.heads else { return nil }
        func list(_ ranked: [PairAnalyses.Heads.Ranked]) -> String {
            Format.list(ranked.map { "\($0.name) (\($0.text))" })
        }
        var points: [Finding] = [
            "Contrast is largest in \(list(heads.mostContrast(3))): there the word looks elsewhere most.",
            """
            Likeness is smallest in \(list(heads.leastSimilar(3))): they hand the word the most \
            different things.
            """,
        ]
        if let (names, divergence) = heads.mostAlike {
            let share = Format.fixed(Double(divergence), decimals: 2)
            points.append(
                """
                Over all tokens, \(Format.list(names)) attend most alike: their divergence is \(share), \
                where 1 is the most. All heads on a plane: report figure head-plane.
                """)
        }
        return AnalysisSection(
            kind: .heads, title: AnalysisKind.heads.title,
            how:
                "Entropy says how widely a head looks, from 0 at one token to 1 at all alike. A head is "
                + "named after what its weights fall on, averaged over all tokens of both sentences: the "
                + "next or the previous token (more than half), the first or last special token, "
                + "punctuation or the same word (more than 0.6), or broad (entropy above 0.9). Two "
                + "sentences are few, so a name is a first impression. Contrast compares by kind of "
                + "place where the word looks in the two sentences, from 0 for the same to 1; likeness "
                + "is the cosine of what the head hands the word in each. A head that looks at the same "
                + "kind of place and finds another word there has little contrast, but little likeness "
                + "too.",
            source: "Clark and others 2019; Kobayashi and others 2020.",
            points: points, figure: .analysis(.headProfile),
            tables: [
                kindTable(heads),
                headTable("entropy", "Entropy", heads.profiles.map { $0.map(\.entropy) }),
                headTable(
                    "contrast", "Contrast", heads.contrast.map { $0.map(AnalysisCharts.relative) }),
                headTable("likeness", "Likeness", heads.similarity),
            ])
    }

    /// Which heads have which name, a column for each name that there is.
    private func kindTable(_ heads: PairAnalyses.Heads) -> AnalysisTable {
        let given = Set(heads.profiles.joined().flatMap(\.roles))
        let roles = HeadRole.allCases.filter(given.contains)
        func list(_ layer: Int, _ has: (PairAnalyses.Heads.Profile) -> Bool) -> [AnalysisTable.Part]
        {
            let numbers = heads.profiles[layer].indices.filter { has(heads.profiles[layer][$0]) }
            return [.init(text: numbers.map(String.init).joined(separator: ", "))]
        }
        return AnalysisTable(
            name: "kinds", caption: "The numbers of the heads by what they look at", style: "kinds",
            corner: "Layer",
            columns: roles.map {
                .init(text: $0.name(sentences[0].tokens, special: sentences[0].special ?? []))
            } + [.init(text: "none of these")],
            rows: (0..<model.layers).map { layer in
                AnalysisTable.Row(
                    name: Self.layerName(layer),
                    cells: roles.map { role in list(layer) { $0.roles.contains(role) } }
                        + [list(layer) { $0.roles.isEmpty }])
            })
    }

    /// - Parameter numbers: `[layers][heads]`.
    private func headTable(_ name: String, _ title: String, _ numbers: [[Float]]) -> AnalysisTable {
        AnalysisTable(
            name: name, caption: "\(title): a row for each layer, a column for each head",
            style: "values", corner: "Layer",
            columns: (0..<model.heads).map { .init(text: String($0)) },
            rows: numbers.enumerated().map { layer, row in
                AnalysisTable.Row(
                    name: Self.layerName(layer),
                    cells: row.map { AnalysisTable.number($0, decimals: 2) })
            })
    }
}
