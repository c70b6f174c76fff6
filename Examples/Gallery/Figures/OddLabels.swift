import Charts

extension GalleryFigure {
    static let oddLabels = [
        GalleryFigure(
            "many-labels",
            "Of 88 labels, as many as can be read, with those of the largest values; a note tells how many.",
            BarChart(
                title: "Attention that each token of a long sentence receives",
                bars: zip(Measured.long, Measured.received).map { token, weight in
                    .init(token, weight, isMarked: token == "bank")
                },
                categoryTitle: "token", valueTitle: "attention")),
        GalleryFigure(
            "long-labels",
            "Labels wrap, then turn.",
            BarChart(
                title: "Close to “She went to the bank to deposit money.”",
                subtitle: "A title, like a label, takes the lines that it needs: the cosine of the"
                    + " mean of a sentence's vectors with that of another sentence, from -1 to 1",
                bars: Measured.relatives.map { .init($0.sentence, $0.cosine) },
                valueTitle: "cosine")),
        GalleryFigure(
            "scripts",
            "Labels in scripts that run to the right and to the left.",
            BarChart(
                title: "Pieces of “bank” in an English vocabulary",
                subtitle: "“τράπεζα”, “банк”, “بنك”, “בנק”",
                bars: Measured.pieces.map { .init($0.word, $0.count) },
                valueTitle: "pieces")),
    ]
}
