import Charts

extension GalleryFigure {
    static let links = [
        GalleryFigure(
            "links",
            "`LinkChart`: the stronger, the wider and the more opaque; `apartTargets` leave the scale to the others.",
            LinkChart(
                title: "Where “bank” attends",
                subtitle: "She went to the bank to deposit money. First layer, mean of heads",
                sources: Measured.deposit, targets: Measured.deposit,
                weights: Measured.firstLayer, shownSources: [5], markedSources: [5],
                apartTargets: [0, 10], sourceTitle: "from", targetTitle: "to",
                valueTitle: "attention")),
        GalleryFigure(
            "links-columns",
            "`orientation: .columns`, all tokens, one of them marked.",
            LinkChart(
                title: "One head: layer 2, head 2",
                sources: Measured.deposit, targets: Measured.deposit, weights: Measured.oneHead,
                markedSources: [5], orientation: .columns, sourceTitle: "from",
                targetTitle: "to", valueTitle: "attention")),
    ]
}
