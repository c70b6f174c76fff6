import Analyses
import Charts
import Encoder
import Files

/// Draws the figures of one word in many sentences.
struct WordFigures {
    let analysis: AnalyzedWord
    /// The similarities at the chosen layer.
    let matrix: SymmetricMatrix

    /// The figures in the order of the page: matrix, plane, plane by labels, similarity, corrected.
    /// - Throws: `ChartError`.
    func rendered(
        threadCount: Int, formats: Set<PairFigure.Format>
    ) throws -> [RenderedFigure] {
        let figures = figures
        return try mapConcurrently(count: figures.count, threadCount: threadCount) { index in
            let figure = figures[index]
            // A rectangle for each cell of more would be some MB.
            let isHeavy = figure.chart is Heatmap && count > 100
            return try figure.rendered(isHeavy ? [.png] : formats)
        }
    }

    var figures: [Figure] {
        let hasLabels = analysis.sentences.contains { $0.label != nil }
        return [matrixFigure, planeFigure(byLabels: false)]
            + (hasLabels ? [planeFigure(byLabels: true)] : [])
            + [similarityFigure(isCorrected: false), similarityFigure(isCorrected: true)]
    }

    private var count: Int { analysis.sentences.count }
    private var layer: String { analysis.options.layer }

    /// More cells to a side than this would be smaller than two pixels.
    static let cellLimit = 500

    /// So many sentences that stand side by side in the tree share a row and a column.
    private var blockSize: Int { (count + Self.cellLimit - 1) / Self.cellLimit }

    var matrixChart: Heatmap {
        let blocks = stride(from: 0, to: count, by: blockSize).map { start in
            analysis.order[start..<min(start + blockSize, count)]
        }
        let labels = blocks.map { analysis.sentences[$0[$0.startIndex]].id }
        return Heatmap(
            title: "How alike the contexts of “\(analysis.word)” are",
            subtitle: "Cosine of the word’s vectors in every two sentences, at \(layer)"
                + (blockSize > 1 ? "; a cell is the mean of \(blockSize) × \(blockSize)" : ""),
            rowLabels: labels, columnLabels: labels,
            values: blocks.map { rows in blocks.map { mean(rows, $0) } },
            valueTitle: "cosine similarity", showsValues: false)
    }

    private func mean(_ rows: ArraySlice<Int>, _ columns: ArraySlice<Int>) -> Double {
        var sum = 0.0
        for row in rows {
            for column in columns { sum += Double(matrix[row, column]) }
        }
        return sum / Double(rows.count * columns.count)
    }

    private var matrixFigure: Figure {
        Figure(
            name: "matrix", title: "Similarity of every two sentences",
            caption:
                "Like stands beside like: rows and columns are in the order of the clustering’s "
                + "tree, so that groups are bright squares on the diagonal."
                + (blockSize > 1
                    ? " So many sentences have no room for a cell each: a cell is the mean of "
                        + "\(blockSize) × \(blockSize) neighbours, named after the first." : ""),
            size: FigureSize(width: 520, height: 480), chart: matrixChart)
    }

    func planeChart(byLabels: Bool) -> ScatterChart {
        func dots(_ isMeant: (AnalyzedWord.Context) -> Bool) -> [ScatterChart.Dot] {
            analysis.sentences.enumerated().filter { isMeant($1) }.map { index, sentence in
                ScatterChart.Dot(
                    Double(sentence.point[0]), Double(sentence.point[1]), label: sentence.id,
                    isMarked: !byLabels
                        && analysis.groups.contains { $0.size > 1 && $0.representative == index })
            }
        }
        var groups: [ScatterChart.Group]
        if byLabels {
            var names: [String] = []
            for case let label? in analysis.sentences.map(\.label) where !names.contains(label) {
                names.append(label)
            }
            groups = names.map { name in
                ScatterChart.Group(name: name, points: dots { $0.label == name })
            }
        } else {
            groups = analysis.groups.map { group in
                ScatterChart.Group(
                    name: "group \(group.number)", points: dots { $0.group == group.number })
            }
        }
        let hasLegend = groups.count <= Self.legendLimit
        if !hasLegend { groups = groups.map(named) }
        func title(_ name: String, _ index: Int) -> String {
            "\(name), \(Format.percent(analysis.explained[index])) of the variance"
        }
        return ScatterChart(
            title: "“\(analysis.word)” in \(Format.grouped(count)) sentences"
                + (byLabels ? ", by label" : ""),
            subtitle: "Its vectors at \(layer), on two principal components",
            groups: groups, background: byLabels ? dots { $0.label == nil } : [],
            backgroundName: "without a label", horizontalTitle: title("first component", 0),
            verticalTitle: title("second", 1), aspect: .equal,
            showsLegend: hasLegend)
    }

    /// A legend of more groups than this would leave the points no room: then one point of each has its name.
    private static let legendLimit = 12

    /// A group whose name stands at the point that is nearest to its middle, in place of the labels of points.
    private func named(_ group: ScatterChart.Group) -> ScatterChart.Group {
        let points = group.points
        let count = Double(max(points.count, 1))
        let (x, y) = (
            points.reduce(0) { $0 + $1.x / count }, points.reduce(0) { $0 + $1.y / count }
        )
        let nearest = points.indices.min { a, b in
            func distance(_ index: Int) -> Double {
                let (dx, dy) = (points[index].x - x, points[index].y - y)
                return dx * dx + dy * dy
            }
            return distance(a) < distance(b)
        }
        var named = group
        for index in points.indices {
            named.points[index].label = index == nearest ? group.name : nil
            named.points[index].isMarked = index == nearest
        }
        return named
    }

    private func planeFigure(byLabels: Bool) -> Figure {
        Figure(
            name: byLabels ? "plane-labels" : "plane",
            title: byLabels ? "The plane with the list’s labels" : "The sentences on a plane",
            caption: byLabels
                ? "The same points, with the labels of the list in place of the groups found."
                : "Each point is a sentence, on the two directions in which the vectors differ most, "
                    + "\(Format.percent(analysis.explained.reduce(0, +))) of all their variance. Points that lie apart are apart in the whole space too; "
                    + "points that lie together need not be near. Large points stand for their groups.",
            size: FigureSize(width: 440, height: 400), narrowSize: .narrow(height: 300),
            chart: planeChart(byLabels: byLabels))
    }

    func similarityChart(isCorrected: Bool) -> LineChart {
        let similarity = analysis.similarity
        func series(_ name: String, _ values: [Float]?) -> LineChart.Series? {
            values.map { values in
                LineChart.Series(
                    name: name,
                    values: zip(values, similarity.baseline).map {
                        Double($0) - (isCorrected ? Double($1) : 0)
                    })
            }
        }
        let pairs: [LineChart.Series?] =
            similarity.sameLabel != nil && similarity.differentLabel != nil
            ? [
                series("same label", similarity.sameLabel),
                series("different labels", similarity.differentLabel),
            ]
            : similarity.differentGroup != nil
                ? [
                    series("same group", similarity.sameGroup),
                    series("different groups", similarity.differentGroup),
                ] : [series("all pairs", similarity.all)]
        return LineChart(
            title: isCorrected ? "Beyond what unrelated words share" : "Mean similarity by layer",
            labels: analysis.layers,
            series: pairs.compactMap { $0 }
                + (isCorrected
                    ? []
                    : [
                        LineChart.Series(
                            name: "baseline", values: similarity.baseline.map { Double($0) })
                    ]),
            categoryTitle: "layer",
            valueTitle: isCorrected ? "cosine less baseline" : "cosine similarity",
            showsValues: false)
    }

    private func similarityFigure(isCorrected: Bool) -> Figure {
        Figure(
            name: isCorrected ? "similarity-corrected" : "similarity",
            title: isCorrected ? "Corrected similarity by layer" : "Mean similarity by layer",
            caption: isCorrected
                ? "The same less the baseline, the similarity of unrelated words: 0 means no more alike than those."
                : "The mean cosine of pairs of sentences, beside that of random words of random "
                    + "sentences.",
            size: FigureSize(width: 440, height: 270), narrowSize: .narrow(height: 220),
            chart: similarityChart(isCorrected: isCorrected))
    }
}
