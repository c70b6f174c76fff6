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
        "bars", "where the word attends in one layer", scope: .sentence, showsTokens: true
    ) { whole in
        // Those of a page stand side by side, in figures of their own, of one height and with one scale.
        var whole = whole
        let sides = whole.sides
        if whole.isOnPage {
            whole = whole.inColumn
            whole.sides = Array(whole.sentences.indices)
        }
        var (view, runsDown) = whole.fitted(.bars) { whole.row($0, whole.selection) }
        let shown = view.sides
        view.sides = sides
        let side = view.sides[0]
        let sentence = view.sentences[side]
        let place = view.title(of: view.selection)
        let largest = view.largest(view.row(side, view.selection), side, count: 3)
        let share = { (side: Int) in view.specialShare([view.tokenRow(side, view.selection)], side)
        }
        let tokens = shown.map { view.sentences[$0].labels.count }.max() ?? 0
        let range = view.range(of: shown) { [view.row($0, view.selection)] }
        return Figure(
            name: "bars", title: "\(place), sentence \(sentence.number)",
            caption: "\(sentence.quotedWord) attends most to \(Format.list(largest))."
                + view.specialRemark(share),
            altText: "Bar chart of the attention from \(sentence.quotedWord) to each token of "
                + "sentence \(sentence.number). \(place)\(view.hiddenNote). "
                + "Largest: \(largest.joined(separator: ", "))."
                + view.specialRemark(share),
            size: .narrow(height: 106 + 14 * Double(tokens)),
            // A page has the share in the caption, unless special tokens are left out.
            chart: view.panels(
                title: placeTitle(view),
                share: view.isOnPage && view.special == .apart ? { _ in nil } : share
            ) { side, title, subtitle in
                let sentence = view.sentences[side]
                let marked = sentence.marked
                let apart = view.apart(side)
                return BarChart(
                    title: title, subtitle: subtitle,
                    bars: zip(sentence.labels, view.row(side, view.selection)).enumerated().map {
                        sentence.gaps.contains($0)
                            ? .gap($1.0)
                            : BarChart.Bar(
                                $1.0, Double($1.1), isMarked: marked.contains($0),
                                isApart: apart.contains($0))
                    },
                    orientation: runsDown ? .horizontal : .vertical,
                    categoryTitle: sentence.axisTitle(), valueTitle: "attention",
                    valueRange: view.isOnPage ? range : nil)
            })
    }

    static let layers = FigureKind(
        "heatmap", "where the word attends, by layer and token", scope: .sentence, showsTokens: true
    ) { whole in
        let head = whole.isOnPage ? nil : whole.selection.head
        let (view, runsDown) = whole.fitted(.map(layers: whole.layerCount)) {
            PairView.peaks(whole.layers($0, head: head))
        }
        let side = view.sides[0]
        let sentence = view.sentences[side]
        let shown = view.isOnPage ? view.sentences.indices.map { $0 } : view.sides
        let tokens = shown.map { view.sentences[$0].labels.count }.max() ?? 0
        let range = view.range(of: shown) { view.layers($0, head: head) }
        let share = { (side: Int) in
            view.specialShare(view.tokenRows(side, head: head), side)
        }
        let heads = head.map { "head \($0)" } ?? "mean of heads"
        let peaks = view.layers(side, head: head).enumerated().map { layer, row in
            let name = AnalyzedPair.layerName(layer)
            return view.largest(row, side, count: 1).first.map { "\(name) \($0)" }
                ?? name
        }
        return Figure(
            name: "heatmap", title: "All layers, sentence \(sentence.number)",
            caption: "Along a row: where \(sentence.quotedWord) attends in one layer. "
                + "Down a column: how a token gains or loses from layer to layer."
                + view.specialRemark(share),
            altText: "Heatmap of the attention from \(sentence.quotedWord) in sentence "
                + "\(sentence.number), layers by tokens, \(heads)\(view.hiddenNote). "
                + "Largest in each layer: \(peaks.joined(separator: ", "))."
                + view.specialRemark(share),
            size: FigureSize(
                width: FigureSize.width(columns: tokens),
                height: 100 + 24 * Double(view.layerCount)),
            chart: view.panels(
                title: "Where \(attending(view)), layer by layer", share: share
            ) { side, title, subtitle in
                let sentence = view.sentences[side]
                return Heatmap(
                    title: title, subtitle: subtitle, rowLabels: view.layerNames,
                    columnLabels: sentence.labels,
                    values: view.layers(side, head: head).map { $0.map(Double.init) },
                    rowTitle: "layer", columnTitle: sentence.axisTitle(),
                    valueTitle: "attention, \(heads)", colorRange: range,
                    markedColumns: sentence.marked, gapColumns: sentence.gaps,
                    apartColumns: view.apart(side)
                ).turned(runsDown)
            })
    }

    /// “bank” attends
    private static func attending(_ view: PairView) -> String {
        let words = Set(view.sides.map { view.words[$0] })
        return words.count > 1 ? "the words attend" : "\(view.shownSubject) attends"
    }

    /// A page says around the figure which heads it is the mean of.
    private static func placeTitle(_ view: PairView) -> String {
        let place =
            view.isOnPage && view.selection.head == nil
            ? view.phrase(forState: view.selection.layer + 1) : view.phrase(for: view.selection)
        return "Where \(attending(view)): \(place)"
    }
}

// MARK: - All tokens

/// Those of every token's attention, for which the model has to run.
extension FigureKind {
    static let tokens = FigureKind(
        "tokens", "which token attends to which in one layer", scope: .sentence,
        needs: [.everyRow], showsTokens: true
    ) { whole in
        let (view, _) = whole.fitted(.square) { whole.row($0, whole.selection) }
        let title = "Attention between tokens: \(view.phrase(for: view.selection))"
        let maps = try maps(view)
        let share = { (side: Int) in
            view.specialShare(side) {
                [$0.attention(layer: view.selection.layer, head: view.selection.head)]
            }
        }
        return Figure(
            name: "tokens", title: title,
            chart: view.panels(title: title, share: share) { side, title, subtitle in
                let sentence = view.sentences[side]
                let values = maps(side, view.selection.layer, view.selection.head)
                let apart = view.apart(side)
                return Heatmap(
                    title: title, subtitle: subtitle, rowLabels: sentence.labels,
                    columnLabels: sentence.labels, values: values.map { $0.map(Double.init) },
                    rowTitle: "attends", columnTitle: sentence.axisTitle("is attended to"),
                    valueTitle: "attention", colorRange: range(values, view, side),
                    markedColumns: sentence.marked, markedRows: sentence.marked,
                    gapColumns: sentence.gaps, gapRows: sentence.gaps, apartColumns: apart,
                    apartRows: apart
                ).inReadingOrder(of: sentence)
            })
    }

    static let heads = FigureKind(
        "heads", "the same in every layer and head, as small maps", scope: .sentence,
        needs: [.everyRow]
    ) { view in
        let title = "Attention between tokens, in every layer and head"
        let maps = try maps(view)
        let share = { (side: Int) in
            view.specialShare(side) { encoding in
                (0..<view.layerCount).map { encoding.attention(layer: $0, head: nil) }
            }
        }
        return Figure(
            name: "heads", title: title,
            chart: view.panels(title: title, columns: 1, share: share) { side, title, subtitle in
                let tables = (0..<view.layerCount).map { layer in
                    (0..<view.headCount).map { maps(side, layer, $0) }
                }
                let largest = tables.joined().map { range($0, view, side).upperBound }.max() ?? 1
                let apart = view.apart(side)
                return SmallMultiples(
                    title: title, subtitle: subtitle, rowLabels: view.layerNames,
                    columnLabels: (0..<view.headCount).map { "\($0)" },
                    panels: tables.map { $0.map { $0.map { $0.map(Double.init) } } },
                    rowTitle: "layer", columnTitle: "head", valueTitle: "attention",
                    // Where a head has nearly all at one word, there is nothing beyond.
                    colorRange: 0...(largest > 0.95 ? 1 : largest), apartColumns: apart,
                    apartRows: apart
                ).inReadingOrder(of: view.sentences[side])
            })
    }

    static let links = FigureKind(
        "links", "where the word attends, as lines between two rows of tokens", scope: .sentence,
        showsTokens: true
    ) { whole in
        let (view, runsDown) = whole.fitted(.links) { whole.row($0, whole.selection) }
        let title = placeTitle(view)
        let share = { (side: Int) in view.specialShare([view.tokenRow(side, view.selection)], side)
        }
        return Figure(
            name: "links", title: title,
            chart: view.panels(title: title, share: share) { side, title, subtitle in
                let sentence = view.sentences[side]
                let marked = sentence.marked
                return LinkChart(
                    title: title, subtitle: subtitle, sources: sentence.labels,
                    targets: sentence.labels,
                    weights: linkWeights(view, side).map { $0.map(Double.init) },
                    shownSources: marked, markedSources: marked, markedTargets: marked,
                    apartTargets: view.apart(side), orientation: runsDown ? .columns : .rows,
                    sourceTitle: "attends", targetTitle: sentence.axisTitle("is attended to"),
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

    /// From 0 to the largest number between two tokens that count for the scale.
    private static func range(
        _ map: [[Float]], _ view: PairView, _ side: Int
    ) -> ClosedRange<Double> {
        let apart = view.apart(side)
        let rows = map.indices.filter { !apart.contains($0) }
        return view.range(of: [side]) { _ in rows.isEmpty ? map : rows.map { map[$0] } }
    }

    /// What makes the attention between all that is shown, of a sentence, layer and head.
    private static func maps(
        _ view: PairView
    ) throws -> (_ side: Int, _ layer: Int, _ head: Int?) -> [[Float]] {
        let kind = "attention of all tokens"
        guard view.encodings != nil else {
            throw FigureError.unavailable(kind: kind, reason: "the model has not run")
        }
        return { side, layer, head in
            let sentence = view.sentences[side]
            return sentence.groups.merge(
                sentence.encoding?.attention(layer: layer, head: head) ?? [])
        }
    }
}
