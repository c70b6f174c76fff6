import Encoder

/// Norm-based attention to the word (`NormBasedAttention`).
struct NormFlow: Analysis {
    static let name = "norm"
    static let title = "Norm-based attention"
    static let explanation =
        "how much each token contributes to the word, by the length of the vectors that flow"
    static let source = "Kobayashi and others 2020."
    static let showsAttention = true
    static let needs: Set<AnalysisNeed> = [.valueVectors]

    /// `[sentences][layers][tokens]`, in the unit of the hidden states.
    var layers: [[[Float]]]
    /// `[sentences][layers][heads][tokens]`.
    var heads: [[[[Float]]]]

    static func results(of input: AnalysisInput) throws -> [NormFlow?] {
        guard let flows = try input.flows() else { return input.pairs.map { _ in nil } }
        return flows.map { flows in
            NormFlow(layers: flows.map(\.norms.layers), heads: flows.map(\.norms.heads))
        }
    }

    func validate(_ shape: PairShape) throws {
        try shape.byToken(layers, "\(Self.part).layers")
        try shape.bySentence(heads, "\(Self.part).heads") { heads, tokens, part in
            try shape.byLayer(heads, part) { heads, part in
                try shape.byHead(heads, part) { try shape.row($0, tokens, $1) }
            }
        }
    }

    var tokenColumns: [TokenColumn] {
        [
            TokenColumn(
                Self.name,
                "length of the vector that attention adds to the word for the token, in the unit of the hidden "
                    + "states; empty for the embeddings", layers: layers)
        ]
    }

    static let figures = [
        FigureKind(
            name, "what attention contributes to the word, by layer and token", scope: .sentence,
            needs: needs, showsTokens: true
        ) { view in
            try view.result(NormFlow.self).map(view).figure(
                name, title: title,
                caption:
                    "Rows are layers, columns tokens; the norms of a row as shares of their sum. Both sentences "
                    + "have the same colours.",
                chartTitle:
                    "What attention gives to \(view.shownSubject): norms as shares of a layer")
        }
    ]

    private func map(_ view: PairView) -> TokenMap {
        TokenMap(
            view: view, layers: layers, valueTitle: "share of the norms",
            subject: "norm-based attention to the word, as shares")
    }

    func pageFigures(_ view: PairView) -> [FigureKind] { Self.figures }

    func section(_ view: PairView) -> AnalysisSection? {
        AnalysisSection(
            how:
                "A large weight on a short vector moves little, and heads often rest on a special token "
                + "to read nothing. Here a token counts by the length of the vector that attention adds "
                + "to the word for it, all heads together. Rows are layers, columns tokens, and the "
                + "colour the token’s share of its row’s lengths\(view.hiddenNote); data.json has the lengths "
                + "themselves, also for each head. The residual connection, by which the word keeps its "
                + "own vector, is not in it.",
            tables: map(view).tables("norm-based attention"))
    }
}
