import Charts
import Encoder
import Files

/// As much of the sentences as a figure has room for.
extension PairView {
    /// The view with some of the tokens of long sentences, those that matter to the figure.
    ///
    /// - Parameters:
    ///   - shape: How the figure shows tokens.
    ///   - panels: How many of them there are; `nil` for one for each sentence.
    ///   - weights: How much each token that is shown of a sentence matters.
    /// - Returns: Also whether tokens run down the figure.
    func fitted(
        _ shape: TokenShape, panels: Int? = nil, by weights: (_ side: Int) -> [Float]
    ) -> (view: PairView, runsDown: Bool) {
        guard let room else { return (self.inReadingOrder(shape), false) }
        let fit = TokenRoom(
            shape, labels: sides.map(shownLabels), panels: panels ?? sides.count, in: room,
            isHorizontal: isHorizontal)
        var view = self
        for side in sides {
            let sentence = sentences[side]
            let (count, countsGaps): (Int, Bool) =
                switch limit {
                case .all: (Int.max, false)
                case .count(let count): (count, false)
                case .automatic: (fit.capacity, true)
                }
            let choice = sentence.groups.choice(
                count, countsGaps: countsGaps, marked: sentence.marked, weights: weights(side))
            guard choice.count < sentence.groups.groups.count else { continue }
            view.sentences[side].groups = sentence.groups.narrowed(to: choice)
        }
        return (fit.runsDown ? view : view.inReadingOrder(shape), fit.runsDown)
    }

    /// The view with the tokens of sentences that are read from right to left in that order. Those of a square
    /// are rows as well, of which the first is always at the top: its figures turn the columns alone.
    private func inReadingOrder(_ shape: TokenShape) -> PairView {
        guard shape != .square else { return self }
        var view = self
        for side in sentences.indices where sentences[side].text.runsRightToLeft {
            view.sentences[side].groups = sentences[side].groups.reversed()
        }
        return view
    }

    /// The labels that would be shown, at most as many as the user wants.
    private func shownLabels(_ side: Int) -> [String] {
        let labels = sentences[side].labels
        guard case .count(let count) = limit else { return labels }
        return Array(labels.prefix(count))
    }

    /// The largest number of each token over some rows, `[rows][tokens]`.
    static func peaks(_ rows: [[Float]]) -> [Float] {
        (0..<(rows.first?.count ?? 0)).map { token in
            rows.lazy.map { $0[token] }.filter(\.isFinite).max() ?? 0
        }
    }
}

extension PairView.Sentence {
    /// How much of the sentence is shown, if it is not all: "16 of 81 tokens".
    var share: String? {
        guard !groups.others.isEmpty else { return nil }
        let shown = groups.groups.reduce(0) { $0 + $1.count }
        return "\(shown) of \(Format.grouped(shown + groups.others.count)) tokens"
    }

    /// The title of the axis that carries the tokens: its own, and how much is shown.
    func axisTitle(_ title: String? = nil) -> String? {
        guard let share else { return title }
        return title.map { "\($0) (\(share))" } ?? share
    }

    /// Whether its tokens run from right to left where they are columns.
    var runsRightToLeft: Bool { text.runsRightToLeft }

    /// What stands for tokens that are left out, as indices of `labels`.
    var gaps: Set<Int> { groups.gaps }
}

extension Heatmap {
    /// The map with its rows as columns, if tokens are to run down.
    func turned(_ runsDown: Bool) -> Heatmap { runsDown ? transposed() : self }

    /// The map with its columns in the order in which a sentence is read.
    func inReadingOrder(of sentence: PairView.Sentence) -> Heatmap {
        sentence.runsRightToLeft ? mirrored() : self
    }
}

extension SmallMultiples {
    /// The maps with their columns, a sentence's tokens, in the order in which it is read.
    func inReadingOrder(of sentence: PairView.Sentence) -> SmallMultiples {
        guard sentence.runsRightToLeft else { return self }
        var copy = self
        copy.panels = panels.map { $0.map { $0.map { $0.reversed() } } }
        copy.apartColumns = Set(apartColumns.map { sentence.labels.count - 1 - $0 })
        return copy
    }
}
