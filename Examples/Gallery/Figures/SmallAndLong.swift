import Charts

extension GalleryFigure {
    /// Figures that have less room than they would like.
    static let smallAndLong = [
        GalleryFigure(
            "paper-bars",
            "Two sentences in a column of a journal: bars to the right, titles of a line around the word.",
            preset: .paper,
            Panels(
                title: "Where “bank” attends: last layer (L5), mean of 12 heads",
                charts: sentences.map { sentence, tokens, weights in
                    var chart = BarChart(
                        title: sentence,
                        bars: zip(tokens, weights[5]).map {
                            .init($0, $1, isMarked: $0 == "bank")
                        }, orientation: .horizontal, valueTitle: "attention")
                    chart.focus = place(of: "bank", in: sentence)
                    return chart
                })),
        GalleryFigure(
            "thumbnail-maps",
            "The same in every layer as a preview: tokens run down, where their labels are level.",
            preset: .thumbnail,
            Panels(
                title: "Where “bank” attends, layer by layer",
                charts: sentences.map { sentence, tokens, weights in
                    var chart = Heatmap(
                        title: sentence, rowLabels: (0..<6).map { "L\($0)" },
                        columnLabels: tokens, values: weights, rowTitle: "layer",
                        valueTitle: "attention", markedColumns: [5],
                        apartColumns: [0, tokens.count - 1]
                    ).transposed()
                    chart.focus = place(of: "bank", in: sentence)
                    return chart
                })),
        GalleryFigure(
            "long-bars",
            "The tokens with the largest numbers of a long sentence, in order; ⋯ stands for the others.",
            preset: .slideHalf,
            BarChart(
                title: "Attention that each token of a long sentence receives",
                bars: withGaps(kept: [0, 1, 2, 3, 5, 16, 19, 23, 24, 25, 27, 50, 57, 59, 72]) {
                    .init(
                        Measured.long[$0], Measured.received[$0],
                        isMarked: Measured.long[$0] == "bank")
                },
                orientation: .horizontal, categoryTitle: "15 of 88 tokens",
                valueTitle: "attention")),
        GalleryFigure(
            "long-links",
            "Lines between two columns of tokens.",
            preset: .paper,
            LinkChart(
                title: "Where “bank” attends: first layer (L0)", sources: Measured.river,
                targets: Measured.river,
                weights: Measured.river.indices.map { index in
                    index == 5 ? Measured.bankInRiver[0] : Measured.river.map { _ in 0 }
                },
                shownSources: [5], markedSources: [5], markedTargets: [5], orientation: .columns,
                sourceTitle: "attends", targetTitle: "is attended to", valueTitle: "attention")),
        GalleryFigure(
            "thumbnail-links",
            "Two columns of tokens for each of two sentences in a preview.",
            preset: .thumbnail,
            Panels(
                title: "Where “bank” attends: first layer (L0)",
                charts: sentences.map { sentence, tokens, weights in
                    var chart = LinkChart(
                        title: sentence, sources: tokens, targets: tokens,
                        weights: tokens.indices.map { index in
                            index == 5 ? weights[0] : tokens.map { _ in 0 }
                        },
                        shownSources: [5], markedSources: [5], markedTargets: [5],
                        apartTargets: [0, tokens.count - 1], orientation: .columns,
                        sourceTitle: "attends", targetTitle: "is attended to",
                        valueTitle: "attention")
                    chart.focus = place(of: "bank", in: sentence)
                    return chart
                })),
        GalleryFigure(
            "paper-tokens",
            "A column and a row for each token in a column of a journal: the key of the colours gives way, too.",
            preset: .paper, tokenMaps(of: Array(Measured.deposit.indices))),
        GalleryFigure(
            "thumbnail-tokens",
            "The same as a preview, with the word, its neighbours and what they attend to; ⋯ stands for the others.",
            preset: .thumbnail, tokenMaps(of: [0, 4, 5, 6, 7])),
        GalleryFigure(
            "thumbnail-heads",
            "Grids of heads as a preview: what both have to remark is said once.",
            preset: .thumbnail,
            Panels(
                title: "Patterns of heads in a short and a long text",
                charts: [24, 48].map { tokens in
                    SmallMultiples(
                        title: "\(tokens) tokens", rowLabels: (0..<6).map { "L\($0)" },
                        columnLabels: (0..<12).map { "\($0)" },
                        panels: patterns(rows: 6, columns: 12, tokens: tokens),
                        rowTitle: "layer", columnTitle: "head", valueTitle: "attention")
                })),
    ]

    /// Some tokens, with signs where others are left out.
    private static func tokenMaps(of kept: [Int]) -> Panels {
        var shown: [Int?] = []
        for index in kept {
            if index > (shown.last.flatMap { $0 } ?? -1) + 1 { shown.append(nil) }
            shown.append(index)
        }
        if kept.last != Measured.deposit.count - 1 { shown.append(nil) }
        let labels = shown.map { $0.map { Measured.deposit[$0] } ?? "⋯" }
        let gaps = Set(shown.indices.filter { shown[$0] == nil })
        let word = Set(shown.indices.filter { shown[$0] == 5 })
        let special = Set(shown.indices.filter { shown[$0] == 0 || shown[$0] == 10 })
        return Panels(
            title: "Attention between tokens: mean of 12 heads",
            charts: [("first layer", Measured.firstLayer), ("last layer", Measured.lastLayer)].map {
                title, table in
                Heatmap(
                    title: title, rowLabels: labels, columnLabels: labels,
                    values: shown.map { row in
                        shown.map { column in
                            guard let row, let column else { return 0 }
                            return table[row][column]
                        }
                    },
                    rowTitle: "attends", columnTitle: "is attended to", valueTitle: "attention",
                    markedColumns: word, markedRows: word, gapColumns: gaps, gapRows: gaps,
                    apartColumns: special, apartRows: special)
            })
    }

    private static let sentences = [
        ("She sat on the bank of the river.", Measured.river, Measured.bankInRiver),
        ("She went to the bank to deposit money.", Measured.deposit, Measured.bankInDeposit),
    ]

    /// Where a word first stands in a text, in Unicode scalars.
    private static func place(of word: String, in text: String) -> Range<Int>? {
        let (scalars, wanted) = (Array(text.unicodeScalars), Array(word.unicodeScalars))
        return scalars.indices.first { scalars[$0...].starts(with: wanted) }
            .map { $0..<$0 + wanted.count }
    }

    private static func withGaps(
        kept: [Int], _ bar: (Int) -> BarChart.Bar
    ) -> [BarChart.Bar] {
        var bars: [BarChart.Bar] = []
        var next = 0
        for index in kept {
            if index > next { bars.append(.gap("⋯")) }
            bars.append(bar(index))
            next = index + 1
        }
        if next < Measured.long.count { bars.append(.gap("⋯")) }
        return bars
    }
}
