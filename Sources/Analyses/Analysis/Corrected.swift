import Charts
import Encoder
import Files

/// The similarity of the word's two vectors beside what unrelated words have (`SimilarityBaseline`).
package struct Corrected: Analysis {
    package static let name = "corrected"
    package static let title = "Corrected similarity"
    package static let explanation =
        "the similarity minus that of unrelated words at the same layer"
    package static let source = "Ethayarajh 2019."
    package static let needs: Set<AnalysisNeed> = [.baseline]

    /// The mean cosine of random tokens of different sentences, `[layers + 1]`.
    package var baseline: [Float]
    /// The word's cosine less the baseline, `[layers + 1]`.
    package var cosine: [Float]
    /// The cosine of the means of all tokens of each sentence, `[layers + 1]`.
    package var sentenceMeans: [Float]
    /// What the baseline was measured from.
    package var reference: Reference

    /// A set of sentences.
    package struct Reference: Codable, Equatable, Sendable {
        /// How many tokens were compared, one from each sentence.
        package var tokens: Int
        package var sha256: String
    }

    private enum CodingKeys: String, CodingKey {
        case baseline, cosine, reference
        case sentenceMeans = "sentence_means"
    }
}

extension AnalysisResults {
    /// The similarity that the page's findings and tables go by.
    package var corrected: Corrected? { self[Corrected.self] }
}

// MARK: - Numbers

extension Corrected {
    package static func results(of input: AnalysisInput) -> [Corrected?] {
        guard let baseline = input.tools.baseline else { return input.pairs.map { _ in nil } }
        return input.pairs.map { pair in
            Corrected(
                baseline: baseline.layers, cosine: baseline.corrected(pair.cosine),
                sentenceMeans: CosineSimilarity.ofSentenceMeans(
                    pair.sides[0].encoding, pair.sides[1].encoding),
                reference: Reference(
                    tokens: baseline.tokenCount, sha256: baseline.sentencesHash))
        }
    }

    package func validate(_ shape: PairShape) throws {
        try shape.states(baseline, "\(Self.part).baseline")
        try shape.states(cosine, "\(Self.part).cosine")
        try shape.states(sentenceMeans, "\(Self.part).sentence_means")
    }

    package var stateColumns: [StateColumn] {
        [
            StateColumn(
                name: "baseline",
                meaning: "mean cosine of unrelated words of other sentences, from -1 to 1",
                values: baseline),
            StateColumn(
                name: "corrected", meaning: "cosine less baseline, from -2 to 2", values: cosine),
            StateColumn(
                name: "sentence_means",
                meaning: "cosine of the mean vectors of both sentences, from -1 to 1",
                values: sentenceMeans),
        ]
    }
}

// MARK: - Figure and page

extension Corrected {
    package static let figures = [figure]

    /// Cosine, baseline and their difference by layer.
    static let figure = FigureKind(
        name, "the cosine, what unrelated words have, and the difference", scope: .pair,
        needs: needs
    ) { view in
        let corrected = try view.result(Corrected.self)
        let cosine = view.cosine
        return Figure(
            name: name, title: "Similarity by layer",
            caption: view.isOnPage
                ? "Baseline: the mean cosine of unrelated words. Corrected: the cosine less that; at 0, the "
                    + "two vectors are no more alike than those of unrelated words."
                : points
                    + "Corrected is the cosine minus the baseline, the mean cosine of unrelated words in the same "
                    + "layer: at 0, the two vectors are no more alike than those of unrelated words.",
            altText: text(of: cosine, view) + ". "
                + "Baseline: \(values(corrected.baseline, view)). "
                + "Corrected: \(values(corrected.cosine, view)).",
            size: view.isOnPage ? .besideAnother : FigureSize(width: 540, height: 280),
            chart: LineChart(
                title: chartTitle(view), labels: view.stateNames,
                series: [
                    .init(name: "cosine", values: cosine.map(Double.init)),
                    .init(name: "baseline", values: corrected.baseline.map(Double.init)),
                    .init(name: "corrected", values: corrected.cosine.map(Double.init)),
                ], categoryTitle: "layer", valueTitle: "cosine similarity"))
    }

    /// Of the raw similarity, too. A page says the rest around the figure.
    static func chartTitle(_ view: PairView) -> String {
        if view.isOnPage { return "Similarity of \(view.subject)" }
        let isOne = Set(view.words).count == 1
        return "Similarity of \(view.subject)\(isOne ? " in two sentences" : ""), layer by layer"
    }

    static let points =
        "One point per hidden state, from the embeddings (emb) to the last layer. "

    static func text(of cosine: [Float], _ view: PairView) -> String {
        "Line chart of the cosine by layer: \(values(cosine, view))"
    }

    private static func values(_ numbers: [Float], _ view: PairView) -> String {
        zip(view.stateNames, numbers).map { "\($0) \(Format.cosine($1))" }.joined(separator: ", ")
    }

    /// It stands with the raw one, whose figure it takes the place of.
    package func section(_ view: PairView) -> AnalysisSection? { nil }
}
