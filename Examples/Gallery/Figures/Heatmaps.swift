import Charts

extension GalleryFigure {
    private static let layers = (0..<6).map { "L\($0)" }

    static let heatmaps = [
        GalleryFigure(
            "heatmap",
            "`Heatmap` with a number in each cell, and a marked column.",
            Heatmap(
                title: "Where “bank” attends, layer by layer",
                subtitle: "Mean of heads",
                rowLabels: layers, columnLabels: Measured.deposit,
                values: Measured.bankInDeposit, valueTitle: "attention", markedColumns: [5])),
        GalleryFigure(
            "heatmap-apart",
            "`apartColumns` leave the scale to the other columns.",
            Heatmap(
                title: "Where “bank” attends, layer by layer",
                subtitle: "Mean of heads ([CLS] and [SEP] take 61.0% on average)",
                rowLabels: layers, columnLabels: Measured.deposit,
                values: Measured.bankInDeposit, valueTitle: "attention", markedColumns: [5],
                apartColumns: [0, 10])),
        GalleryFigure(
            "heatmap-logarithmic",
            "`colorScale: .logarithmic` for numbers over several orders of magnitude.",
            Heatmap(
                title: "One head: layer 2, head 2",
                rowLabels: Measured.deposit, columnLabels: Measured.deposit,
                values: Measured.oneHead, rowTitle: "from", columnTitle: "to",
                valueTitle: "attention (logarithmic)", colorMap: .magma,
                colorScale: .logarithmic, showsValues: false)),
        GalleryFigure(
            "heatmap-diverging",
            "`colorMap: .blueRed` puts 0 in the middle, and as much above as below.",
            Heatmap(
                title: "What the last layer does that the first does not",
                subtitle: "Difference in attention, mean of heads",
                rowLabels: Measured.deposit, columnLabels: Measured.deposit,
                values: zip(Measured.lastLayer, Measured.firstLayer).map { last, first in
                    zip(last, first).map { $0 - $1 }
                },
                rowTitle: "from", columnTitle: "to", valueTitle: "last layer − first layer",
                colorMap: .blueRed, markedRows: [5])),
        GalleryFigure(
            "heatmap-paper",
            "`ChartOptions(preset: .paper)`: a column of a journal, 89 × 60 mm.",
            preset: .paper,
            Heatmap(
                title: "“bank”, mean of heads",
                rowLabels: layers, columnLabels: Measured.river, values: Measured.bankInRiver,
                valueTitle: "attention", colorMap: .cividis, markedColumns: [5])),
    ]
}
