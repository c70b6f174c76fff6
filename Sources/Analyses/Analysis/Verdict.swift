import Charts
import Encoder
import Files
import Foundation

/// Same sense or not, judged by pairs whose answer is known (`Judge`).
package struct Verdict: Analysis {
    package static let name = "verdict"
    package static let title = "Same sense or not"
    package static let explanation = "same sense or not, judged by pairs whose answer is known"
    package static let source =
        "Densities, Parzen 1962 and Silverman 1986; the task, Pilehvar and Camacho-Collados 2019."
    package static let needs: Set<AnalysisNeed> = [.calibration]

    /// The middle 80 % of each kind's similarities, `[layers + 1][2]`.
    struct Bands: Codable, Equatable, Sendable {
        var same: [[Float]]
        var different: [[Float]]
    }

    /// The shares of each kind's pairs that are at most as similar at the best state.
    struct Percentiles: Codable, Equatable, Sendable {
        var same: Float
        var different: Float
    }

    /// On words that had no part in the calibration; see `HeldOut`.
    struct Accuracy: Codable, Equatable, Sendable {
        var value: Float
        var low: Float
        var high: Float
    }

    /// The list of labelled pairs.
    struct Reference: Codable, Equatable, Sendable {
        var same: Int
        var different: Int
        /// Pairs with the word itself, which are left out.
        var leftOut: Int
        var sha256: String

        private enum CodingKeys: String, CodingKey {
            case same, different, sha256
            case leftOut = "left_out"
        }
    }

    /// The hidden state that tells both kinds apart best; 0 is the embeddings.
    var best: Int
    /// The area under the ROC curve, `[layers + 1]`.
    var auc: [Float]
    /// Of the same sense against different senses, natural, `[layers + 1]`; `nil` of a model that does not tell
    /// labelled pairs apart.
    var logOdds: [Float]?
    var bands: Bands
    var percentiles: Percentiles
    var accuracy: Accuracy
    var reference: Reference

    private enum CodingKeys: String, CodingKey {
        case best, auc, bands, percentiles, accuracy, reference
        case logOdds = "log_odds"
    }
}

// MARK: - Numbers

extension Verdict {
    package static func results(of input: AnalysisInput) -> [Verdict?] {
        guard let judge = input.tools.judge else { return input.pairs.map { _ in nil } }
        return input.pairs.map { pair in
            pair.sides.count < 2
                ? nil
                : Verdict(judge, cosine: pair.cosine, words: pair.words)
        }
    }

    init(_ judge: Judge, cosine: [Float], words: [String]) {
        let opinion = judge.opinion(of: cosine, words: words)
        let layers = opinion.layers
        func band(_ numbers: SortedNumbers) -> [Float] {
            [Float(numbers.band.lowerBound), Float(numbers.band.upperBound)]
        }
        best = opinion.best
        auc = layers.map { Float($0.auc) }
        bands = Bands(
            same: layers.map { band($0.same) }, different: layers.map { band($0.different) })
        percentiles = Percentiles(
            same: Float(opinion.shareOfSame), different: Float(opinion.shareOfDifferent))
        let heldOut = judge.calibration.heldOut
        accuracy = Accuracy(
            value: Float(heldOut.accuracy), low: Float(heldOut.low), high: Float(heldOut.high))
        logOdds =
            heldOut.isInformative
            ? zip(layers, cosine).map { Float($0.logOdds(Double($1))) } : nil
        let used = layers[opinion.best]
        let (same, different) = (used.same.values.count, used.different.values.count)
        reference = Reference(
            same: same, different: different,
            leftOut: judge.calibration.pairs.count - same - different,
            sha256: judge.calibration.listHash)
    }

    package func validate(_ shape: PairShape) throws {
        try shape.index("\(Self.part).best", best, below: shape.layers + 1)
        try shape.states(auc, "\(Self.part).auc")
        if let logOdds { try shape.states(logOdds, "\(Self.part).log_odds") }
        for (name, band) in [("same", bands.same), ("different", bands.different)] {
            let part = "\(Self.part).bands.\(name)"
            try shape.count(part, band.count, shape.layers + 1)
            for ends in band { try shape.row(ends, 2, part) }
        }
        try shape.finite(
            [
                percentiles.same, percentiles.different, accuracy.value, accuracy.low,
                accuracy.high,
            ], Self.part)
    }

    package var stateColumns: [StateColumn] {
        [
            ("same", "the same sense", bands.same),
            ("different", "different senses", bands.different),
        ].flatMap { name, kind, band in
            [("low", "tenth"), ("high", "ninetieth")].enumerated().map { end, names in
                StateColumn(
                    name: "\(name)_\(names.0)",
                    meaning: "\(names.1) percentile of the cosines of labelled pairs with \(kind)",
                    values: band.map { $0[end] })
            }
        } + [
            StateColumn(
                name: "log_odds",
                meaning:
                    "natural log-odds of the same sense against different senses; empty where the model does not tell "
                    + "labelled pairs apart",
                values: logOdds ?? auc.map { _ in nil })
        ]
    }
}

// MARK: - The verdict in words

extension Verdict {
    /// How many times as likely one kind is must a similarity make it for it to be called so.
    package static let leastRatio = 3.0

    /// The verdict, in one sentence.
    ///
    /// - Parameters:
    ///   - cosine: of the word's two vectors, `[layers + 1]`.
    ///   - layers: the names of the states.
    package func finding(cosine: [Float], layers: [String]) -> Finding {
        let rate =
            "\(Format.percent(accuracy.value)) right on new words, 95% interval "
            + "\(Format.percent(accuracy.low)) to \(Format.percent(accuracy.high))"
        guard let logOdds else {
            return """
                This model’s similarities do not tell the same sense from different senses (\(rate)), so they \
                cannot say whether the sense is the same here.
                """
        }
        let odds = Double(logOdds[best])
        let ratio = exp(abs(odds))
        let times = Format.fixed(ratio, decimals: ratio < 10 ? 1 : 0)
        let place = best == 0 ? "At the embeddings" : "After \(layers[best])"
        return """
            \(place), where this model tells senses apart best (\(rate)), a similarity of \
            \(Format.cosine(cosine[best])) is above \(Format.percent(percentiles.same)) of labelled pairs with the \
            same sense and \(Format.percent(percentiles.different)) with different senses, and is \
            \(times) times as likely for \(odds >= 0 ? "the same sense" : "different senses")\(hedge(ratio, cosine[best])).
            """
    }

    /// What to make of it where it says little.
    private func hedge(_ ratio: Double, _ value: Float) -> String {
        if ratio < Self.leastRatio { return ": too little to tell" }
        let isCommon = [bands.same[best], bands.different[best]].allSatisfy {
            $0[0] <= value && value <= $0[1]
        }
        return isCommon ? ", though such similarities are common in both kinds" : ""
    }
}

// MARK: - Figure and page

extension Verdict {
    /// The figure of the similarity shows the bands.
    package static let figures: [FigureKind] = []

    /// Cosine by layer, in front of what labelled pairs have.
    func similarityFigure(_ view: PairView) -> Figure {
        Figure(
            name: "similarity", title: "Similarity by layer",
            caption: (view.isOnPage ? "" : Corrected.points)
                + "Behind the line, the middle 80% of labelled pairs with the same sense and with different senses; "
                + "where both overlap, a similarity says little.",
            altText: Corrected.text(of: view.cosine, view) + ". "
                + "The middle 80% of labelled pairs at \(view.stateNames[best]), which tells them apart "
                + "best: same sense \(Self.text(bands.same[best])), different senses "
                + "\(Self.text(bands.different[best])).",
            size: view.isOnPage ? Self.onPage : FigureSize(width: 540, height: 300),
            chart: LineChart(
                title: Corrected.chartTitle(view), labels: view.stateNames,
                series: [.init(name: "this pair", values: view.cosine.map(Double.init))],
                categoryTitle: "layer", valueTitle: "cosine similarity",
                names: .legend, bands: chartBands(view)))
    }

    /// Higher than others beside the explorer, for the sake of the legend.
    private static let onPage = FigureSize(
        width: FigureSize.besideAnother.width, height: FigureSize.besideAnother.height + 36)

    private static func text(_ band: [Float]) -> String {
        "\(Format.cosine(band[0])) to \(Format.cosine(band[1]))"
    }

    private static func cell(_ band: [Float]) -> String {
        band.map { Format.cell(Double($0)) }.joined(separator: " to ")
    }

    /// With short names on a page, where the caption says the rest and the legend has one row.
    private func chartBands(_ view: PairView) -> [LineChart.Band] {
        func ranges(_ band: [[Float]]) -> [ClosedRange<Double>] {
            band.map { Double($0[0])...Double(max($0[0], $0[1])) }
        }
        return .labelledPairs(
            same: ranges(bands.same), different: ranges(bands.different),
            namesShare: !view.isOnPage)
    }

    package func section(_ view: PairView) -> AnalysisSection? {
        AnalysisSection(
            how:
                "What labelled pairs have at each layer: the middle 80% of the similarities of "
                + "\(Format.grouped(reference.same)) pairs with the same sense and of "
                + "\(Format.grouped(reference.different)) with different senses"
                + (reference.leftOut > 0
                    ? " (\(reference.leftOut) pairs with the word itself are left out)" : "")
                + ". AUC is how often a pair with the same sense is more similar than one with different "
                + "senses: 0.5 is chance, 1 perfect. The log-odds are the logarithm of how many times as likely "
                + "this pair’s similarity is for the same sense as for different senses: above 0 for the same. "
                + "They hold for pairs like those of the list, which are short English sentences unless you gave your own.",
            points: [finding(cosine: view.cosine, layers: view.stateNames)],
            tables: [
                AnalysisTable(
                    numbers: "layers",
                    caption: "Similarities of labelled pairs, and what they say of this one"
                        + (logOdds == nil
                            ? "; a dash, as the model does not tell labelled pairs apart" : ""),
                    corner: "Layer",
                    columns: ["Same sense", "Different senses", "AUC", "Cosine", "Log-odds"],
                    rows: view.stateNames.enumerated().map { state, layer in
                        (
                            layer,
                            [
                                Self.cell(bands.same[state]), Self.cell(bands.different[state]),
                                Format.cell(Double(auc[state])),
                                Format.cell(Double(view.cosine[state])),
                                logOdds.map { Format.cell(Double($0[state])) } ?? "–",
                            ], state == best
                        )
                    })
            ])
    }
}

extension AnalysisResults {
    /// The verdict that findings and the similarity's figure show.
    package var verdict: Verdict? { self[Verdict.self] }
}
