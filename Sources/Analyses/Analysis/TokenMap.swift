import Charts
import Files

/// A map by layer and token of each sentence, in shares of what is shown: the figure of every analysis
/// that says how much each token has to do with the word.
struct TokenMap {
    let view: PairView
    /// `[sentences][layers][tokens]`
    let layers: [[[Float]]]
    /// For the colour bar.
    let valueTitle: String
    /// What is shown, inside a sentence.
    let subject: String

    /// `[layers][shown tokens]`
    private func rows(_ side: Int) -> [[Float]] { view.shares(layers, side) }

    /// Of two sentences one below the other, so that their tokens stay readable on a page, with the same
    /// colours. The numbers are in a table there; in the figure they would be most of its weight.
    func figure(
        _ name: String, title: String, caption: String, chartTitle: String
    ) -> Figure {
        let (view, runsDown) = view.fitted(.map(layers: view.layerCount)) {
            PairView.peaks(rows($0))
        }
        return TokenMap(
            view: view, layers: layers, valueTitle: valueTitle, subject: subject
        ).figure(name, title: title, caption: caption, chartTitle: chartTitle, runsDown: runsDown)
    }

    private func figure(
        _ name: String, title: String, caption: String, chartTitle: String, runsDown: Bool
    ) -> Figure {
        let range = view.range(of: view.sides, rows)
        let tokens = view.sides.map { view.sentences[$0].labels.count }.max() ?? 0
        return Figure(
            name: name, title: title, caption: caption + view.specialRemark(share),
            altText: altText,
            size: FigureSize(
                width: FigureSize.width(columns: tokens),
                height: 80 + 2 * (85 + 20 * Double(view.layerCount))),
            chart: view.panels(title: chartTitle, share: share) { side, title, subtitle in
                let sentence = view.sentences[side]
                return Heatmap(
                    title: title, subtitle: subtitle, rowLabels: view.layerNames,
                    columnLabels: sentence.labels, values: rows(side).map { $0.map(Double.init) },
                    rowTitle: "layer", columnTitle: sentence.axisTitle(), valueTitle: valueTitle,
                    colorRange: range, markedColumns: sentence.marked, gapColumns: sentence.gaps,
                    apartColumns: view.apart(side), showsValues: !view.isOnPage
                ).turned(runsDown)
            })
    }

    private var altText: String {
        let parts = view.sides.map { side in
            let last = rows(side).last ?? []
            let largest = view.largest(last, side, count: 3)
            return "sentence \(side + 1) \(Format.list(largest))"
        }
        return
            "Two heatmaps of \(subject), layers by tokens\(view.hiddenNote). Largest in the last layer: "
            + parts.joined(separator: "; ") + "." + view.specialRemark(share)
    }

    /// The part of a sentence's numbers that special tokens take.
    private func share(_ side: Int) -> SpecialShare? { view.specialShare(layers[side], side) }

    /// What is too long for a page has no table.
    func tables(_ subject: String) -> [AnalysisTable] {
        view.shareTables(subject, rows).filter {
            $0.rows.count * view.layerCount <= PairView.cellLimit
        }
    }
}
