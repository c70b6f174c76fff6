import Encoder

/// Attention rollout to the word (`AttentionRollout`).
struct Rollout: Analysis {
    static let name = "rollout"
    static let title = "Attention rollout"
    static let explanation = "where the word’s vector comes from, through all layers below"
    static let source = "Abnar and Zuidema 2020."
    static let showsAttention = true
    static let needs: Set<AnalysisNeed> = [.everyRow]

    /// `[sentences][layers][tokens]`; each innermost row sums to 1.
    var layers: [[[Float]]]

    static func results(of input: AnalysisInput) -> [Rollout?] {
        input.pairs.map { pair in
            guard pair.hasEveryRow else { return nil }
            return Rollout(
                layers: pair.sides.map {
                    AttentionRollout.byLayer(from: $0.target, in: $0.encoding)
                })
        }
    }

    func validate(_ shape: PairShape) throws {
        try shape.byToken(layers, "\(Self.part).layers")
    }

    var tokenColumns: [TokenColumn] {
        [
            TokenColumn(
                Self.name,
                "the token's share of the word's vector by attention rollout, 0 to 1; empty for the embeddings",
                layers: layers)
        ]
    }

    static let figures = [
        FigureKind(
            name, "where the word’s vector comes from, by layer and token", scope: .sentence,
            needs: needs, showsTokens: true
        ) { view in
            try view.result(Rollout.self).map(view).figure(
                name, title: title,
                caption:
                    "Rows are layers, columns tokens; a row adds up to 1. Both sentences have the same colours.",
                chartTitle:
                    "Where the vector of \(view.shownSubject) comes from: attention rollout")
        }
    ]

    private func map(_ view: PairView) -> TokenMap {
        TokenMap(
            view: view, layers: layers, valueTitle: "share of the vector",
            subject: "attention rollout to the word")
    }

    func pageFigures(_ view: PairView) -> [FigureKind] { Self.figures }

    func section(_ view: PairView) -> AnalysisSection? {
        AnalysisSection(
            how:
                "A layer attends to vectors that the layers below have mixed already. Rollout multiplies "
                + "the layers, each half attention and half residual connection, and so shows which "
                + "tokens the word’s vector after each layer is made of. Rows are layers, columns tokens, "
                + "and the colour the share; a row adds up to 1\(view.hiddenNote). It follows only the "
                + "weights: values and feed-forward blocks are not taken into account.",
            tables: map(view).tables("attention rollout"))
    }
}
