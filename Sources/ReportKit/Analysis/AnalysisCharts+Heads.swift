import Charts

/// The charts of what heads do.
extension AnalysisCharts {
    /// - Parameters:
    ///   - values: `[layers][heads]`, in [0, 1].
    ///   - highest: what has the last colour.
    static func heads(
        title: String, values: [[Float]], valueTitle: String, highest: Double = 1,
        showsValues: Bool = true
    ) -> Heatmap {
        Heatmap(
            title: title, rowLabels: values.indices.map(PairAnalysis.layerName),
            columnLabels: (values.first ?? []).indices.map { "\($0)" },
            values: values.map { $0.map(Double.init) }, rowTitle: "layer", columnTitle: "head",
            valueTitle: valueTitle, colorRange: 0...highest, showsValues: showsValues,
            valueDecimals: 2)
    }

    static func entropy(_ values: [[Float]], showsValues: Bool = true) -> Heatmap {
        heads(
            title: "How widely each head looks: entropy, 1 for all tokens alike", values: values,
            valueTitle: "entropy / ln n", showsValues: showsValues)
    }

    /// - Parameter contrast: in nats, `[layers][heads]`.
    static func headProfile(
        words: [String], entropy: [[Float]], contrast: [[Float]], showsValues: Bool = true
    ) -> Panels {
        let contrast = contrast.map { $0.map(relative) }
        return Panels(
            title: "The heads, and which tell the contexts of \(subject(words)) apart",
            charts: [
                self.entropy(entropy, showsValues: showsValues),
                heads(
                    title: "How far the word’s attention differs between the sentences",
                    values: contrast, valueTitle: "divergence / ln 2",
                    // Contexts seldom differ by more than half; small differences stay dark.
                    highest: max(0.25, Double(contrast.joined().max() ?? 0)),
                    showsValues: showsValues),
            ], columns: 1, sharesScale: false)
    }

    /// The distance of every two heads: a table of heads by heads for every two layers, so that labels
    /// name layers alone.
    ///
    /// - Parameter distances: in nats, `[layers·heads][layers·heads]`.
    static func headDistance(_ distances: [[Float]], layers: Int) -> SmallMultiples {
        let heads = distances.count / max(layers, 1)
        let names = (0..<layers).map(PairAnalysis.layerName)
        return SmallMultiples(
            title: "How differently every two heads attend",
            subtitle: "Tables of \(heads) × \(heads) heads." + extremes(distances, heads: heads),
            rowLabels: names, columnLabels: names,
            panels: (0..<layers).map { first in
                (0..<layers).map { second in
                    (0..<heads).map { row in
                        distances[first * heads + row][second * heads..<(second + 1) * heads].map {
                            Double(relative($0))
                        }
                    }
                }
            },
            rowTitle: "layer", columnTitle: "layer", valueTitle: "mean divergence / ln 2")
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
                PairAnalysis.headName($0 / heads, $0 % heads)
            }
            let value = Format.fixed(Double(relative(distance(pair))), decimals: 2)
            return "\(Format.list(names)) (\(value))"
        }
        return " Most alike: \(text(nearest)). Least: \(text(furthest))."
    }

    /// The heads on a plane, near where they attend alike.
    ///
    /// - Parameter roles: what each head looks at, `[layers][heads]`; `nil` for nothing in particular.
    static func headPlane(_ plane: PairAnalyses.Heads.Plane, roles: [[String?]]) -> ScatterChart {
        func dots(_ role: String?) -> [ScatterChart.Dot] {
            plane.points.enumerated().flatMap { layer, heads in
                heads.enumerated().filter { roles[layer][$0.offset] == role }.map { head, point in
                    ScatterChart.Dot(
                        Double(point[0]), Double(point[1]), label: "\(layer).\(head)")
                }
            }
        }
        var names: [String] = []
        for case let name? in roles.joined() where !names.contains(name) { names.append(name) }
        let groups = names.map { ScatterChart.Group(name: $0, points: dots($0)) }
        let others = dots(nil)
        return ScatterChart(
            title: "Heads that attend alike stand together",
            subtitle: "Each point is a head, labelled layer.head",
            groups: groups.isEmpty ? [.init(points: others)] : groups,
            background: groups.isEmpty ? [] : others, backgroundName: "no role",
            horizontalTitle:
                "first coordinate, \(Format.percent(plane.explained[0])) of the divergence",
            verticalTitle: "second, \(Format.percent(plane.explained[1]))", aspect: .equal)
    }

    /// A Jensen–Shannon divergence as a share of the largest.
    static func relative(_ divergence: Float) -> Float { divergence / Float(0.693_147_18) }
}
