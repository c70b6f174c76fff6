import Charts
import Encoder
import Files

/// How alike the tokens of each sentence are (`IntraSentenceSimilarity`).
struct IntraSentence: Analysis {
    static let name = "intra-sentence"
    static let title = "Intra-sentence similarity"
    static let explanation = "how alike the tokens of each sentence are, raw and corrected"
    static let source = "Ethayarajh 2019."
    static let needs: Set<AnalysisNeed> = [.baseline]

    /// `[sentences][layers + 1]`, special tokens left out.
    var cosine: [[Float]]
    /// The same minus that of unrelated words, `[sentences][layers + 1]`.
    var corrected: [[Float]]

    static func results(of input: AnalysisInput) -> [IntraSentence?] {
        guard let baseline = input.tools.baseline else { return input.pairs.map { _ in nil } }
        return input.pairs.map { pair in
            let cosine = pair.sides.map { IntraSentenceSimilarity.byLayer(in: $0.encoding) }
            return IntraSentence(cosine: cosine, corrected: cosine.map(baseline.corrected))
        }
    }

    func validate(_ shape: PairShape) throws {
        for (name, values) in [("cosine", cosine), ("corrected", corrected)] {
            try shape.bySentence(values, "\(Self.part).\(name)") { try shape.states($0, $2) }
        }
    }

    var stateColumns: [StateColumn] {
        [
            ("intra_sentence", "", cosine),
            ("intra_sentence_corrected", ", less baseline", corrected),
        ].flatMap { name, ending, sentences in
            sentences.enumerated().map {
                StateColumn(
                    name: "\(name)_\($0 + 1)",
                    meaning:
                        "mean cosine of the tokens of sentence \($0 + 1) with their mean vector"
                        + ending, values: $1)
            }
        }
    }

    static let figures = [
        FigureKind(
            name, "how alike the tokens of each sentence are, layer by layer", scope: .joined,
            needs: needs
        ) { view in
            let result = try view.result(IntraSentence.self)
            let names = view.sides.map { "sentence \($0 + 1)" }
            return Figure(
                name: name, title: "Intra-sentence similarity",
                caption: "One point per hidden state: the mean cosine of a sentence’s tokens with "
                    + "their mean, minus that of unrelated words. The higher, the more the context "
                    + "has drawn the tokens together.",
                altText:
                    "Line chart of the corrected similarity of each sentence’s tokens by layer. "
                    + view.sides.map { side in
                        let values = zip(view.stateNames, result.corrected[side]).map {
                            "\($0) \(Format.cosine($1))"
                        }
                        return "Sentence \(side + 1): \(values.joined(separator: ", "))."
                    }.joined(separator: " "),
                size: .narrow(height: 210),
                chart: LineChart(
                    title: "How alike the tokens of a sentence are, beyond unrelated words",
                    labels: view.stateNames,
                    series: zip(names, view.sides).map {
                        LineChart.Series(name: $0, values: result.corrected[$1].map(Double.init))
                    }, categoryTitle: "layer", valueTitle: "corrected similarity"))
        }
    ]

    func pageFigures(_ view: PairView) -> [FigureKind] { Self.figures }

    func section(_ view: PairView) -> AnalysisSection? {
        AnalysisSection(
            how:
                "Does the context draw all tokens of a sentence together, or the word alone? At each "
                + "layer, the mean vector of the sentence’s tokens is compared with each of them, special "
                + "tokens left out, and the cosines are averaged. Corrected is that number minus the "
                + "cosine of unrelated words at the same layer: at 0, the tokens of the sentence are no more "
                + "alike than words of different sentences. Short sentences have higher numbers, since "
                + "every token is part of the mean.",
            tables: [
                AnalysisTable(
                    name: "layers", caption: "Mean cosine of a sentence’s tokens with their mean",
                    style: "values", corner: "Layer",
                    columns: ["Sentence 1", "Sentence 2", "Corrected 1", "Corrected 2"].map {
                        .init(text: $0)
                    },
                    rows: view.stateNames.enumerated().map { state, layer in
                        AnalysisTable.Row(
                            name: layer,
                            cells: (cosine + corrected).map { AnalysisTable.number($0[state]) })
                    })
            ])
    }
}
