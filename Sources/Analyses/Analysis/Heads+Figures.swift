import Charts
import Encoder
import Files

/// The figures of what heads do: of one sentence, or of two together.
extension Heads {
    static let figures = [profileFigure, planeFigure, distanceFigure, entropyFigure]

    private static let profileFigure = FigureKind(
        "head-profile", "how widely each head looks (--side both: and how differently)",
        scope: .joined, needs: [.everyRow]
    ) { view in
        let entropy = try profiles(view).map { $0.map(\.entropy) }
        let range = [entropy.joined().min(), entropy.joined().max()].compactMap { $0 }.map {
            Format.fixed(Double($0), decimals: 2)
        }
        let contrast = try contrast(view).map { $0.map(relative) }
        let apart = ranked(contrast, 3).map { "\($0.name) (\($0.text))" }
        let spread = map(
            view,
            title: "How widely each head looks: entropy, 1 for all tokens alike",
            values: entropy, valueTitle: "entropy / ln n")
        return Figure(
            name: "head-profile", title: "Entropy and contrast of the heads",
            caption:
                "Rows are layers, columns heads. Above, 0 is a head that looks at one token, 1 one that looks "
                + "at all tokens equally; below, 0 is a head that looks at the same kinds of place in both sentences.",
            altText:
                "Two heatmaps, layers by heads. Entropy from \(range.joined(separator: " to ")). "
                + "Largest contrast: \(apart.joined(separator: ", ")).",
            size: FigureSize(
                width: FigureSize.width(columns: view.headCount),
                height: 80 + 2 * (85 + 20 * Double(view.layerCount))),
            chart: contrast.isEmpty
                ? spread
                : Panels(
                    title: "The heads, and which tell the contexts of \(view.subject) apart",
                    charts: [
                        spread,
                        map(
                            view,
                            title: "How far the word’s attention differs between the sentences",
                            values: contrast, valueTitle: "divergence / ln 2",
                            // Contexts seldom differ by more than half; small differences stay dark.
                            highest: max(0.25, Double(contrast.joined().max() ?? 0))),
                    ], columns: 1, sharesScale: false))
    }

    /// Where the figure's heads look.
    private static func profiles(_ view: PairView) throws -> [[Profile]] {
        try view.encodings.map {
            HeadProfile.byHead(in: $0).map { $0.map(Profile.init) }
        }
            ?? view.result(Heads.self).profiles
    }

    /// In nats, `[layers][heads]`; nothing of one sentence.
    private static func contrast(_ view: PairView) throws -> [[Float]] {
        guard view.sides.count == 2 else { return [] }
        return try view.encodings.map {
            HeadContrast.byHead(
                $0[0], view.sentences[0].target, $0[1], view.sentences[1].target)
        } ?? view.result(Heads.self).contrast
    }

    /// The distance of every two heads, in nats, `[layers·heads][layers·heads]`.
    private static func distances(_ view: PairView) throws -> [[Float]] {
        let kind = "the distance of heads"
        guard let encodings = view.encodings else {
            throw FigureError.unavailable(kind: kind, reason: "the model has not run")
        }
        return try HeadDistance.matrix(in: encodings)
    }

    /// - Parameters:
    ///   - values: `[layers][heads]`, in [0, 1].
    ///   - highest: what has the last colour.
    private static func map(
        _ view: PairView, title: String, values: [[Float]], valueTitle: String,
        highest: Double = 1
    ) -> Heatmap {
        Heatmap(
            title: title, rowLabels: view.layerNames,
            columnLabels: (0..<view.headCount).map { "\($0)" },
            values: values.map { $0.map(Double.init) }, rowTitle: "layer", columnTitle: "head",
            valueTitle: valueTitle, colorRange: 0...highest, showsValues: !view.isOnPage)
    }
}

// MARK: - Distances

extension Heads {
    /// A table of heads by heads for every two layers, so that labels name layers alone.
    private static let distanceFigure = FigureKind(
        "head-distance", "how differently every two heads attend (--side both: in both sentences)",
        scope: .joined, needs: [.everyRow]
    ) { view in
        let title = "How differently every two heads attend"
        let distances = try distances(view)
        let (names, heads) = (view.layerNames, view.headCount)
        return Figure(
            name: "head-distance", title: title,
            chart: SmallMultiples(
                title: title,
                subtitle: "Tables of \(heads) × \(heads) heads."
                    + extremes(distances, heads: heads),
                rowLabels: names, columnLabels: names,
                panels: names.indices.map { first in
                    names.indices.map { second in
                        (0..<heads).map { row in
                            distances[first * heads + row][second * heads..<(second + 1) * heads]
                                .map { Double(relative($0)) }
                        }
                    }
                },
                rowTitle: "layer", columnTitle: "layer", valueTitle: "mean divergence / ln 2"))
    }

    /// The two heads that are nearest to each other, and the two that are furthest apart; of several the
    /// first. Nothing for one head.
    private static func extremes(_ distances: [[Float]], heads: Int) -> String {
        var nearest: (row: Int, column: Int)?
        var furthest: (row: Int, column: Int)?
        func distance(_ pair: (row: Int, column: Int)) -> Float { distances[pair.row][pair.column] }
        for row in distances.indices {
            for column in row + 1..<max(distances.count, row + 1) {
                if nearest.map({ distances[row][column] < distance($0) }) ?? true {
                    nearest = (row, column)
                }
                if furthest.map({ distances[row][column] > distance($0) }) ?? true {
                    furthest = (row, column)
                }
            }
        }
        guard let nearest, let furthest else { return "" }
        func text(_ pair: (row: Int, column: Int)) -> String {
            let names = [pair.row, pair.column].map {
                AnalyzedPair.headName($0 / heads, $0 % heads)
            }
            let value = Format.fixed(Double(relative(distance(pair))), decimals: 2)
            return "\(Format.list(names)) (\(value))"
        }
        return " Most alike: \(text(nearest)). Least: \(text(furthest))."
    }

    private static let planeFigure = FigureKind(
        "head-plane", "the heads on a plane, those that attend alike near each other",
        scope: .joined, needs: [.everyRow]
    ) { view in
        let sentence = view.sentences[view.sides[0]]
        let special = sentence.tokens.indices.filter { sentence.isSpecial[$0] }
        let chart = try planeChart(
            Plane(distances(view), layers: view.layerCount),
            roles: profiles(view).map { heads in
                heads.map { $0.roles.first?.name(sentence.tokens, special: special) }
            })
        return Figure(name: "head-plane", title: chart.title ?? "", chart: chart)
    }

    /// The heads on a plane, those that attend alike near each other. Those far from the middle are labelled first:
    /// in a crowd few labels have room.
    ///
    /// - Parameter roles: what each head looks at, `[layers][heads]`; `nil` for nothing in particular.
    static func planeChart(_ plane: Plane, roles: [[String?]]) -> ScatterChart {
        let all = plane.points.joined().filter { $0.allSatisfy(\.isFinite) }
        let middle = (0..<2).map { axis in
            all.reduce(0) { $0 + Double($1[axis]) } / Double(max(all.count, 1))
        }
        func distance(_ dot: ScatterChart.Dot) -> Double {
            let (x, y) = (dot.x - middle[0], dot.y - middle[1])
            return x.isFinite && y.isFinite ? x * x + y * y : 0
        }
        func dots(_ role: String?) -> [ScatterChart.Dot] {
            plane.points.enumerated().flatMap { layer, heads in
                heads.enumerated().filter { roles[layer][$0.offset] == role }.map { head, point in
                    ScatterChart.Dot(
                        Double(point[0]), Double(point[1]), label: "\(layer).\(head)")
                }
            }.enumerated().sorted {
                (distance($1.element), $0.offset) < (distance($0.element), $1.offset)
            }.map(\.element)
        }
        var names: [String] = []
        for case let name? in roles.joined() where !names.contains(name) { names.append(name) }
        let groups = names.map { ScatterChart.Group(name: $0, points: dots($0)) }
        let others = dots(nil)
        return ScatterChart(
            title: "Heads that attend alike stand together",
            subtitle: "Each point is a head, labelled layer.head where there is room",
            groups: groups.isEmpty ? [.init(points: others)] : groups,
            background: groups.isEmpty ? [] : others, backgroundName: "no role",
            horizontalTitle:
                "first coordinate, \(Format.percent(plane.explained[0])) of the divergence",
            verticalTitle: "second, \(Format.percent(plane.explained[1]))", aspect: .equal,
            countsLabels: false)
    }
}

// MARK: - Entropy

extension Heads {
    private static let entropyFigure = FigureKind(
        "head-entropy", "how widely the word’s attention is spread, the mean of heads by layer",
        scope: .joined
    ) { view in
        let title = "How widely attention from \(view.shownSubject) is spread, layer by layer"
        let entropy = try wordEntropy(view).map { layers in
            layers.map { heads in
                heads.map(Double.init).reduce(0, +) / Double(max(heads.count, 1))
            }
        }
        return Figure(
            name: "head-entropy", title: title,
            chart: LineChart(
                title: title, labels: view.layerNames,
                series: zip(view.sides, entropy).map {
                    LineChart.Series(name: "sentence \($0 + 1)", values: $1)
                }, categoryTitle: "layer", valueTitle: "entropy / ln n"))
    }

    /// Of the word's attention in the figure's sentences, in [0, 1], `[sentences][layers][heads]`.
    private static func wordEntropy(_ view: PairView) throws -> [[[Float]]] {
        guard let encodings = view.encodings else {
            let entropy = try view.result(Heads.self).entropy
            return view.sides.map { entropy[$0] }
        }
        return zip(view.sides, encodings).map { side, encoding in
            AttentionEntropy.byHead(from: view.sentences[side].target, in: encoding).map { heads in
                heads.map { AttentionEntropy.normalized($0, tokenCount: encoding.tokenCount) }
            }
        }
    }
}
