import Charts
import Encoder
import Files

/// The word's path through the layers (`StateGeometry`).
struct Geometry: Analysis {
    static let name = "geometry"
    static let title = "Path through the layers"
    static let explanation = "the word’s path through the layers, on a plane"
    static let source = "Pearson 1901."
    static let needs: Set<AnalysisNeed> = [.everyRow]

    /// The shares of the variance along both axes.
    var explained: [Float]
    /// x and y of the word, `[sentences][layers + 1][2]`.
    var words: [[[Float]]]
    /// x and y of every token, `[sentences][layers + 1][tokens][2]`.
    var tokens: [[[[Float]]]]
}

// MARK: - Numbers

extension Geometry {
    /// The plane is that of the tokens of the sentences alone: special tokens lie far from all others
    /// and would take one axis for themselves.
    static func results(of input: AnalysisInput) -> [Geometry?] {
        func pair(_ point: StateGeometry.Point) -> [Float] { [point.x, point.y] }
        return input.pairs.map { sentences in
            guard sentences.hasEveryRow else { return nil }
            let (first, second) = (sentences.sides[0], sentences.sides[1])
            let plane = StateGeometry(
                first.encoding, first.target, second.encoding, second.target, hidesSpecial: true)
            return Geometry(
                explained: plane.explained, words: plane.words.map { $0.map(pair) },
                tokens: plane.tokens.map { $0.map { $0.map(pair) } })
        }
    }

    func validate(_ shape: PairShape) throws {
        try shape.row(explained, 2, "\(Self.part).explained")
        try shape.bySentence(words, "\(Self.part).words") { points, _, part in
            try shape.count(part, points.count, shape.layers + 1)
            for (layer, point) in points.enumerated() {
                try shape.row(point, 2, "\(part)[\(layer)]")
            }
        }
        try shape.bySentence(tokens, "\(Self.part).tokens") { layers, tokens, part in
            try shape.count(part, layers.count, shape.layers + 1)
            for (layer, points) in layers.enumerated() {
                try shape.count("\(part)[\(layer)]", points.count, tokens)
                for point in points { try shape.row(point, 2, "\(part)[\(layer)]") }
            }
        }
    }

    var tokenColumns: [TokenColumn] {
        ["x", "y"].enumerated().map { axis, name in
            TokenColumn(
                name,
                "the token's place along principal component \(axis + 1), in the unit of the hidden states"
            ) { side, state in tokens[side][state].map { $0[axis] } }
        }
    }

    func lines(_ view: PairView) -> [AnalysisLine] {
        let axes = explained.enumerated().map { axis, value in
            AnalysisLine(measure: "explained", index: axis, value: value)
        }
        return axes
            + words.enumerated().flatMap { side, points in
                zip(view.stateNames, points).flatMap { layer, point in
                    zip(["word_x", "word_y"], point).map {
                        AnalysisLine(measure: $0, side: side, layer: layer, value: $1)
                    }
                }
            }
    }
}

// MARK: - Figure and page

extension Geometry {
    static let figures = [
        FigureKind(
            name, "the word’s path through the layers, on a plane", scope: .pair, needs: needs
        ) { view in
            let geometry = try view.result(Geometry.self)
            return Figure(
                name: name, title: title,
                caption:
                    "From the embeddings (emb) to the last layer, in each sentence. Where two points lie apart, "
                    + "they are at least as far apart in the whole space; where they lie together they need "
                    + "not be near.",
                altText: geometry.altText, size: .narrow(height: 290),
                chart: geometry.chart(view))
        }
    ]

    private var altText: String {
        let shares = Format.list(explained.map(Format.percent))
        return
            "Two paths of the word on the plane of the first two principal components of all tokens’ "
            + "states, which hold \(shares) of their variance. The paths are \(distance(0)) apart at the "
            + "embeddings and \(distance(words[0].count - 1)) after the last layer, on the plane."
    }

    /// Of the word in both sentences, on the plane.
    private func distance(_ state: Int, decimals: Int = 2) -> String {
        let (a, b) = (words[0][state], words[1][state])
        let differences: [Double] = zip(a, b).map { Double($0) - Double($1) }
        let squares = differences.reduce(0) { $0 + $1 * $1 }
        return Format.fixed(squares.squareRoot(), decimals: decimals)
    }

    /// The word's path in each sentence, before the tokens that come near it.
    ///
    /// Tokens far away would leave the paths a corner of the figure.
    private func chart(_ view: PairView) -> ScatterChart {
        func share(_ axis: Int) -> String { Format.percent(explained[axis]) }
        let ranges = (0..<2).map { axis in
            let places = words.joined().map { $0[axis] }.filter(\.isFinite)
            return (places.min() ?? 0)...(places.max() ?? 0)
        }
        let margin = ranges.map { $0.upperBound - $0.lowerBound }.max().map { $0 / 3 } ?? 0
        func isNear(_ point: [Float]) -> Bool {
            zip(point, ranges).allSatisfy {
                $0 >= $1.lowerBound - margin && $0 <= $1.upperBound + margin
            }
        }
        var background: [ScatterChart.Dot] = []
        for (layers, sentence) in zip(tokens, view.sentences) {
            let others = sentence.others
            for points in layers {
                for point in others.map({ points[$0] }) where isNear(point) {
                    background.append(ScatterChart.Dot(Double(point[0]), Double(point[1])))
                }
            }
        }
        let labels = view.stateNames
        return ScatterChart(
            title: "The path of \(view.subject) through the layers",
            groups: words.enumerated().map { side, points in
                ScatterChart.Group(
                    name: "sentence \(side + 1)",
                    points: points.enumerated().map { layer, point in
                        let isEnd = layer == 0 || layer == points.count - 1
                        return ScatterChart.Dot(
                            Double(point[0]), Double(point[1]),
                            label: isEnd ? labels[layer] : nil, isMarked: isEnd)
                    }, isPath: true)
            },
            background: background,
            backgroundName: "other tokens near the paths, in all layers",
            horizontalTitle: "first component, \(share(0)) of the variance",
            verticalTitle: "second, \(share(1))", aspect: .equal)
    }

    func pageFigures(_ view: PairView) -> [FigureKind] { Self.figures }

    func section(_ view: PairView) -> AnalysisSection? {
        let shares = Format.list(explained.map(Format.percent))
        return AnalysisSection(
            how:
                "The word’s vector after every layer, in both sentences, on the plane on which the states "
                + "of all tokens in all layers differ most: their first two principal components, "
                + "special tokens left out. The axes hold \(shares) of the variance; what happens in the "
                + "other directions cannot be seen. Faint points are other tokens that come near the paths.",
            tables: [
                AnalysisTable(
                    name: "path",
                    caption: "Where the word is on the plane, and how far apart on it",
                    style: "values", corner: "Layer",
                    columns: ["x 1", "y 1", "x 2", "y 2", "Distance"].map { .init(text: $0) },
                    rows: view.stateNames.enumerated().map { state, name in
                        AnalysisTable.Row(
                            name: name,
                            cells: words.flatMap { $0[state] }.map(AnalysisTable.number)
                                + [[.init(text: distance(state, decimals: 4))]])
                    })
            ])
    }
}
