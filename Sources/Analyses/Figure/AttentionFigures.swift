import Charts
import Encoder
import Files

/// The figures of similarity and attention, which every pair has.
extension FigureKind {
    /// In front of what labelled pairs have, if the request wants that and, on a page, if it was analysed.
    package static let similarity = FigureKind(
        "similarity",
        "the cosine of the word’s two vectors, layer by layer, and that of labelled pairs",
        scope: .pair, needs: [.calibration]
    ) { view in
        if view.showsBands { return try view.result(Verdict.self).similarityFigure(view) }
        return Figure(
            name: "similarity", title: "Similarity by layer",
            caption: Corrected.points + "The lower the point, the further apart the two vectors.",
            altText: Corrected.text(of: view.cosine, view) + ".",
            size: view.isOnPage ? .besideAnother : FigureSize(width: 540, height: 240),
            chart: LineChart(
                title: Corrected.chartTitle(view), labels: view.stateNames,
                series: [LineChart.Series(values: view.cosine.map(Double.init))],
                categoryTitle: "layer", valueTitle: "cosine similarity"))
    }

    package static let bars = FigureKind(
        "bars", "where the word attends in one layer", scope: .sentence
    ) { view in
        let side = view.sides[0]
        let sentence = view.sentences[side]
        let place = view.title(of: view.selection)
        let largest = PairView.largest(
            view.row(side, view.selection), sentence.labels, count: 3)
        let shown = view.isOnPage ? view.sentences.indices.map { $0 } : view.sides
        let tokens = shown.map { view.sentences[$0].labels.count }.max() ?? 0
        // Those of a page stand side by side, in figures of their own.
        let range = PairView.range(of: shown.flatMap { view.row($0, view.selection) })
        return Figure(
            name: "bars", title: "\(place), sentence \(sentence.number)",
            caption: "\(sentence.quotedWord) attends most to \(Format.list(largest)).",
            altText: "Bar chart of the attention from \(sentence.quotedWord) to each token of "
                + "sentence \(sentence.number). \(place)\(view.hiddenNote). "
                + "Largest: \(largest.joined(separator: ", ")).",
            size: FigureSize(
                width: FigureSize.width(columns: tokens), height: tokens > 13 ? 225 : 190),
            chart: view.panels(title: placeTitle(view)) { side, title, subtitle in
                let sentence = view.sentences[side]
                let marked = sentence.marked
                return BarChart(
                    title: title, subtitle: subtitle,
                    bars: zip(sentence.labels, view.row(side, view.selection)).enumerated().map {
                        BarChart.Bar($1.0, Double($1.1), isMarked: marked.contains($0))
                    },
                    valueTitle: "attention", valueRange: view.isOnPage ? range : nil)
            })
    }

    static let layers = FigureKind(
        "heatmap", "where the word attends, layer by token", scope: .sentence
    ) { view in
        let side = view.sides[0]
        let sentence = view.sentences[side]
        let head = view.isOnPage ? nil : view.selection.head
        let shown = view.isOnPage ? view.sentences.indices.map { $0 } : view.sides
        let tokens = shown.map { view.sentences[$0].labels.count }.max() ?? 0
        let range = PairView.range(of: shown.flatMap { view.layers($0, head: head).joined() })
        let heads = head.map { "head \($0)" } ?? "mean of heads"
        let peaks = view.layers(side, head: head).enumerated().map { layer, row in
            let name = AnalyzedPair.layerName(layer)
            return PairView.largest(row, sentence.labels, count: 1).first.map { "\(name) \($0)" }
                ?? name
        }
        return Figure(
            name: "heatmap", title: "All layers, sentence \(sentence.number)",
            caption: "Along a row: where \(sentence.quotedWord) attends in one layer. "
                + "Down a column: how a token gains or loses from layer to layer."
                + specialHint(view, side),
            altText: "Heatmap of the attention from \(sentence.quotedWord) in sentence "
                + "\(sentence.number), layers by tokens, \(heads)\(view.hiddenNote). "
                + "Largest in each layer: \(peaks.joined(separator: ", ")).",
            size: FigureSize(
                width: FigureSize.width(columns: tokens),
                height: 100 + 24 * Double(view.layerCount)),
            chart: view.panels(title: "Where \(attending(view)), layer by layer") {
                side, title, subtitle in
                let sentence = view.sentences[side]
                return Heatmap(
                    title: title, subtitle: subtitle, rowLabels: view.layerNames,
                    columnLabels: sentence.labels,
                    values: view.layers(side, head: head).map { $0.map(Double.init) },
                    rowTitle: "layer", valueTitle: "attention, \(heads)", colorRange: range,
                    markedColumns: sentence.marked)
            })
    }

    /// “bank” attends
    private static func attending(_ view: PairView) -> String {
        let words = Set(view.sides.map { view.words[$0] })
        return words.count > 1 ? "the words attend" : "\(view.shownSubject) attends"
    }

    private static func placeTitle(_ view: PairView) -> String {
        "Where \(attending(view)): \(view.phrase(for: view.selection))"
    }

    /// What to do where special tokens leave all others dark.
    private static func specialHint(_ view: PairView, _ side: Int) -> String {
        let sentence = view.sentences[side]
        let places = sentence.groups.groups.indices.filter { group in
            sentence.groups.groups[group].contains { sentence.isSpecial[$0] }
        }
        let rows = view.layers(side)
        let share = rows.flatMap { row in places.map { row[$0] } }.reduce(0, +) / Float(rows.count)
        guard share > 0.6 else { return "" }
        return
            " Special tokens take \(Format.percent(share)) on average: without them (--hide-special, or "
            + "in the explorer), the rest can be told apart."
    }
}

// MARK: - All tokens

/// Those of every token's attention, for which the model has to run.
extension FigureKind {
    static let tokens = FigureKind(
        "tokens", "which token attends to which in one layer", scope: .sentence
    ) { view in
        let title = "Which token attends to which: \(view.phrase(for: view.selection))"
        let maps = try maps(view)
        return Figure(
            name: "tokens", title: title,
            chart: view.panels(title: title) { side, title, subtitle in
                let sentence = view.sentences[side]
                let values = maps(side, view.selection.layer, view.selection.head)
                return Heatmap(
                    title: title, subtitle: subtitle, rowLabels: sentence.labels,
                    columnLabels: sentence.labels, values: values.map { $0.map(Double.init) },
                    rowTitle: "attends", columnTitle: "is attended to", valueTitle: "attention",
                    colorRange: PairView.range(of: values.joined()),
                    markedColumns: sentence.marked, markedRows: sentence.marked)
            })
    }

    static let heads = FigureKind(
        "heads", "the same in every layer and head, as small maps", scope: .sentence
    ) { view in
        let title = "Which token attends to which, in every layer and head"
        let maps = try maps(view)
        return Figure(
            name: "heads", title: title,
            chart: view.panels(title: title, columns: 1) { side, title, subtitle in
                SmallMultiples(
                    title: title, subtitle: subtitle, rowLabels: view.layerNames,
                    columnLabels: (0..<view.headCount).map { "\($0)" },
                    panels: (0..<view.layerCount).map { layer in
                        (0..<view.headCount).map { head in
                            maps(side, layer, head).map { $0.map(Double.init) }
                        }
                    },
                    rowTitle: "layer", columnTitle: "head", valueTitle: "attention",
                    colorRange: 0...1)
            })
    }

    static let links = FigureKind(
        "links", "where the word attends, as lines between two rows of tokens", scope: .sentence
    ) { view in
        let title = placeTitle(view)
        return Figure(
            name: "links", title: title,
            chart: view.panels(title: title) { side, title, subtitle in
                let sentence = view.sentences[side]
                let marked = sentence.marked
                return LinkChart(
                    title: title, subtitle: subtitle, sources: sentence.labels,
                    targets: sentence.labels,
                    weights: linkWeights(view, side).map { $0.map(Double.init) },
                    shownSources: marked, markedSources: marked, markedTargets: marked,
                    sourceTitle: "attends", targetTitle: "is attended to",
                    valueTitle: "attention")
            })
    }

    /// The attention of the word's tokens to all that is shown; of other rows nothing is drawn.
    private static func linkWeights(_ view: PairView, _ side: Int) -> [[Float]] {
        let sentence = view.sentences[side]
        let groups = sentence.groups
        let marked = sentence.marked
        return groups.groups.enumerated().map { index, tokens in
            guard marked.contains(index), let encoding = sentence.encoding else {
                return groups.labels.map { _ in 0 }
            }
            let heads = encoding.attention(from: tokens, layer: view.selection.layer)
            return groups.merge(
                row: view.selection.head.map { heads[$0] } ?? AttentionSummary.headMean(heads))
        }
    }

    /// What makes the attention between all that is shown, of a sentence, layer and head.
    private static func maps(
        _ view: PairView
    ) throws -> (_ side: Int, _ layer: Int, _ head: Int?) -> [[Float]] {
        let kind = "attention of all tokens"
        guard try view.wholeEncodings(for: kind) != nil else {
            throw FigureError.unavailable(kind: kind, reason: "the model has not run")
        }
        return { side, layer, head in
            let sentence = view.sentences[side]
            return sentence.groups.merge(
                sentence.encoding?.attention(layer: layer, head: head) ?? [])
        }
    }
}
