import Charts

extension GalleryFigure {
    private static let depths = ["emb"] + (0..<6).map { "L\($0)" }

    static let lines = [
        GalleryFigure(
            "line",
            "`LineChart` of one series, with its numbers.",
            LineChart(
                title: "The two “bank” grow apart",
                labels: depths, series: [.init(values: Measured.similarities[0].cosines)],
                categoryTitle: "layer", valueTitle: "cosine similarity")),
        GalleryFigure(
            "lines",
            "Named series carry their names at their ends when there is room.",
            LineChart(
                title: "Which tokens notice their sentence",
                subtitle: "Cosine of a token's vectors in two sentences",
                labels: depths,
                series: Measured.similarities.map { .init(name: $0.token, values: $0.cosines) },
                categoryTitle: "layer", valueTitle: "cosine similarity", showsValues: false)),
        GalleryFigure(
            "lines-legend",
            "`names: .legend` for many series, which differ by marker and dashes too.",
            LineChart(
                title: "How widely each head looks",
                labels: (0..<6).map { "L\($0)" },
                series: Measured.entropies.enumerated().map { head, values in
                    .init(name: "head \(head)", values: values)
                },
                categoryTitle: "layer", valueTitle: "entropy in nats", showsValues: false,
                names: .legend)),
        GalleryFigure(
            "lines-places",
            "Lines with `places` of their own: of different length, from the first label to the last.",
            LineChart(
                title: "The two “bank” in a shallow and in a deep stack",
                labels: ["0", "0.5", "1"],
                series: [
                    .init(
                        name: "6 layers", values: Measured.similarities[0].cosines,
                        places: (0...6).map { Double($0) / 3 }),
                    .init(
                        name: "every second",
                        values: [0, 2, 4, 6].map {
                            Measured.similarities[0].cosines[$0]
                        }, places: [0, 2.0 / 3, 4.0 / 3, 2]),
                ],
                categoryTitle: "relative depth", valueTitle: "cosine similarity",
                showsValues: false)),
    ]
}
