import Charts

extension GalleryFigure {
    static let oddNumbers = [
        GalleryFigure(
            "odd-bars",
            "NaN, infinite, negative and zero numbers.",
            BarChart(
                title: "Change of loss by experiment",
                bars: [
                    .init("baseline", 0), .init("longer", -0.031),
                    .init("wider", -0.054, isMarked: true), .init("diverged", .infinity),
                    .init("no dropout", 0.042), .init("not run", .nan),
                    .init("half the data", 0.118),
                ],
                valueTitle: "against the baseline")),
        GalleryFigure(
            "odd-heatmap",
            "A logarithmic scale with numbers that it cannot show.",
            Heatmap(
                title: "Gradient norm",
                rowLabels: ["warm-up", "epoch 1", "epoch 2"],
                columnLabels: ["embeddings", "layer 0", "layer 1", "layer 2", "head"],
                values: [
                    [0, 0.00021, 0.0034, 0.089, 1.7], [0.00042, 0.0011, 0.026, 0.31, 2.4],
                    [.nan, 0.0019, 0.044, 12, .infinity],
                ],
                valueTitle: "norm", colorScale: .logarithmic)),
        GalleryFigure(
            "odd-equal",
            "Numbers that are all equal have the middle of the map.",
            Heatmap(
                title: "Uniform attention",
                rowLabels: ["L0", "L1"], columnLabels: ["a", "b", "c", "d"],
                values: [[0.25, 0.25, 0.25, 0.25], [0.25, 0.25, 0.25, 0.25]],
                valueTitle: "attention")),
        GalleryFigure(
            "odd-lines",
            "A line breaks where there is no number.",
            LineChart(
                title: "Validation accuracy",
                labels: (1...8).map { "\($0)" },
                series: [
                    .init(
                        name: "fine-tuned",
                        values: [0.61, 0.68, 0.72, .nan, 0.77, 0.78, 0.785, 0.79]),
                    .init(
                        name: "frozen",
                        values: [0.55, 0.58, 0.6, 0.605, .infinity, 0.61, 0.61, 0.6]
                    ),
                ],
                categoryTitle: "epoch", valueTitle: "accuracy", showsValues: false)),
        GalleryFigure(
            "odd-scatter",
            "Points without a place, and equal ones; the middle of the plot for numbers that do not differ.",
            ScatterChart(
                title: "Runs with one learning rate",
                groups: [
                    .init(
                        name: "loss",
                        points: [
                            .init(0.001, 0.42, label: "seed 1"),
                            .init(0.001, 0.42, label: "seed 2"),
                            .init(0.001, .nan, label: "not run"),
                            .init(0.001, .infinity, label: "diverged"),
                            .init(0.001, 0.44, label: "seed 5"),
                        ])
                ],
                horizontalTitle: "learning rate", verticalTitle: "loss")),
    ]
}
