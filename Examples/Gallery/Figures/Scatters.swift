import Charts

extension GalleryFigure {
    private static let depths = ["emb"] + (0..<6).map { "L\($0)" }

    static let scatters = [
        GalleryFigure(
            "scatter",
            "`ScatterChart`: groups differ in colour and shape; a label stands where it covers nothing.",
            ScatterChart(
                title: "“bank” in 30 sentences",
                subtitle:
                    "The word's vectors of the last layer on their first two principal components",
                groups: ["river", "money", "row"].map { name in
                    .init(
                        name: name,
                        points: Measured.contexts.filter { $0.label == name }.map {
                            .init($0.x, $0.y, label: $0.id, isMarked: ["r1", "m1"].contains($0.id))
                        })
                },
                horizontalTitle: "first component, 27 % of the variance",
                verticalTitle: "second, 10 %", aspect: .equal)),
        GalleryFigure(
            "scatter-paths",
            "`isPath` joins the points of a group in their order, above a faint background.",
            ScatterChart(
                title: "The way of “bank” through the layers",
                groups: zip(["on the river", "with money"], Measured.paths).map { name, path in
                    .init(
                        name: name,
                        points: zip(depths, path).map { .init($1.x, $1.y, label: $0) },
                        isPath: true)
                },
                background: Measured.others.map { .init($0.x, $0.y) },
                backgroundName: "other tokens, all layers",
                horizontalTitle: "first component", verticalTitle: "second component")),
    ]
}
