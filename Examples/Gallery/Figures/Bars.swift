import Charts

extension GalleryFigure {
    static let bars = [
        GalleryFigure(
            "bars",
            "`BarChart` of one number a token; `isMarked` sets the word apart.",
            BarChart(
                title: "Where “bank” attends",
                subtitle: "She went to the bank to deposit money. Last layer, mean of heads",
                bars: zip(Measured.deposit, Measured.bankInDeposit[5]).map { token, weight in
                    .init(token, weight, isMarked: token == "bank")
                },
                valueTitle: "attention")),
        GalleryFigure(
            "bars-apart",
            "`isApart` leaves the axis to the other bars; longer ones are broken off.",
            BarChart(
                title: "Where “bank” attends",
                subtitle:
                    "She went to the bank to deposit money. ([CLS] and [SEP] take 46.2%)",
                bars: zip(Measured.deposit, Measured.bankInDeposit[5]).map { token, weight in
                    .init(
                        token, weight, isMarked: token == "bank", isApart: token.hasPrefix("["))
                },
                valueTitle: "attention")),
        GalleryFigure(
            "bars-horizontal",
            "`orientation: .horizontal` gives long labels a line or three of their own.",
            BarChart(
                title: "Close to “She went to the bank to deposit money.”",
                bars: Measured.relatives.sorted { $0.cosine > $1.cosine }.map {
                    .init($0.sentence, $0.cosine)
                },
                orientation: .horizontal,
                valueTitle: "cosine of sentence embeddings")),
        GalleryFigure(
            "bars-grouped",
            "Several numbers in each `Bar`, with the names of `series` in a legend.",
            BarChart(
                title: "“bank” in two sentences",
                subtitle: "Attention to the first six tokens, last layer",
                bars: (0..<6).map { index in
                    let (one, two) = (Measured.river[index], Measured.deposit[index])
                    return .init(
                        one == two ? one : "\(one) / \(two)",
                        [Measured.bankInRiver[5][index], Measured.bankInDeposit[5][index]],
                        isMarked: one == "bank")
                },
                series: ["on the bank of the river", "to the bank to deposit money"],
                valueTitle: "attention")),
        GalleryFigure(
            "bars-grouped-horizontal",
            "The same kind of chart on its side.",
            BarChart(
                title: "Attention to [CLS], layer by layer",
                bars: (0..<6).map { layer in
                    .init(
                        "layer \(layer)",
                        [Measured.bankInRiver[layer][0], Measured.bankInDeposit[layer][0]])
                },
                series: ["river", "deposit"],
                orientation: .horizontal,
                valueTitle: "attention of “bank”")),
        GalleryFigure(
            "bars-slide",
            "`ChartOptions(preset: .slide)`: type that is read from the last row.",
            preset: .slide,
            BarChart(
                title: "Where “bank” attends",
                bars: zip(Measured.deposit, Measured.bankInDeposit[0]).map { token, weight in
                    .init(token, weight, isMarked: token == "bank")
                },
                valueTitle: "attention, first layer")),
    ]
}
