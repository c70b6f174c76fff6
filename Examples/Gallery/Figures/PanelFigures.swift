import Charts

extension GalleryFigure {
    static let panels = [
        GalleryFigure(
            "panels-bars",
            "`Panels` share the scale of charts of one kind.",
            Panels(
                title: "Where “bank” attends in two sentences",
                subtitle: "Last layer, mean of heads, without special tokens",
                charts: [
                    ("on the river", Measured.river, Measured.bankInRiver),
                    ("with money", Measured.deposit, Measured.bankInDeposit),
                ].map { title, tokens, weights in
                    BarChart(
                        title: title,
                        bars: zip(tokens, weights[5]).dropFirst().dropLast().map { token, weight in
                            .init(token, weight, isMarked: token == "bank")
                        },
                        valueTitle: "attention")
                })),
        GalleryFigure(
            "panels-heatmaps",
            "Heatmaps share one colour bar, too.",
            Panels(
                title: "“bank”, layer by layer",
                charts: [
                    ("on the river", Measured.river, Measured.bankInRiver),
                    ("with money", Measured.deposit, Measured.bankInDeposit),
                ].map { title, tokens, weights in
                    Heatmap(
                        title: title, rowLabels: (0..<6).map { "L\($0)" }, columnLabels: tokens,
                        values: weights, valueTitle: "attention", markedColumns: [5],
                        apartColumns: [0, 10], showsValues: false)
                })),
        GalleryFigure(
            "panels-colormaps",
            "`Theme.colorMap` beside `.viridis`: light themes have a map on which low is light.",
            Panels(
                title: "The same numbers, in the theme’s colours and in viridis",
                charts: [nil, ColorMap.viridis].map { map in
                    Heatmap(
                        rowLabels: (0..<6).map { "L\($0)" }, columnLabels: Measured.river,
                        values: Measured.bankInRiver, valueTitle: "attention", colorMap: map,
                        markedColumns: [5], apartColumns: [0, 10], showsValues: false)
                })),
    ]
}
