import Charts
import Encoder

/// The figures of a pair's analyses.
public enum AnalysisFigure: String, CaseIterable, Hashable, Sendable {
    case rollout, norm
    case headProfile = "head-profile"
    case tokenSimilarity = "token-similarity"
    case geometry
}

extension PairAnalysis {
    /// The figures that can be drawn of this pair, in the order of the page.
    public var figureKinds: [FigureKind] {
        FigureKind.all
            + AnalysisFigure.allCases.filter { figure in
                switch figure {
                case .rollout: analyses.rollout != nil
                case .norm: analyses.norm != nil
                case .headProfile: analyses.heads != nil
                case .tokenSimilarity: analyses.neighbours != nil && fitsTokenMap
                case .geometry: analyses.geometry != nil
                }
            }.map(FigureKind.analysis)
    }

    /// A page holds maps and tables of no more numbers than this each.
    static let cellLimit = PairAnalyses.Neighbours.cellLimit

    /// Whether the cosines of all tokens with all tokens can be shown.
    var fitsTokenMap: Bool {
        analyses.neighbours?.tokensLeftOut == nil
            && shownTokens(.first).count * shownTokens(.second).count
                <= Self.cellLimit
    }

    /// The rollout of the shown tokens, each row as shares of what is shown: `[layers][shown tokens]`.
    func shownRollout(_ side: Side) -> [[Float]] {
        (analyses.rollout?.layers[side.rawValue] ?? []).map { shares($0, side) }
    }

    /// The norms of the shown tokens as shares of their sum, `[layers][shown tokens]`.
    func shownNorms(_ side: Side) -> [[Float]] {
        (analyses.norm?.layers[side.rawValue] ?? []).map { shares($0, side) }
    }

    private func shares(_ row: [Float], _ side: Side) -> [Float] {
        AttentionSummary.normalized(shownTokens(side).map { row[$0] })
    }

    /// Cosines of the shown tokens of both sentences.
    var shownTokenSimilarity: [[Float]] {
        let map = analyses.neighbours?.tokens ?? []
        return map.isEmpty
            ? [] : shownTokens(.first).map { row in shownTokens(.second).map { map[row][$0] } }
    }

    /// All tokens but the word's and those that the encoder added, which lie far from all others.
    func otherTokens(_ side: Side) -> [Int] {
        shownTokens(side: side, hidingSpecial: true)
            .filter { !sentence(side).target.contains($0) }
    }

    /// "last layer (L5)", or "embeddings (emb)".
    func phrase(forState state: Int) -> String {
        guard state > 0 else { return "embeddings (emb)" }
        let title = title(of: state - 1)
        return title.prefix(1).lowercased() + title.dropFirst()
    }
}

extension PairFigures {
    /// One of the figures that `figureKinds` names.
    func chart(of figure: AnalysisFigure) -> any Chart {
        let sides = PairAnalysis.Side.allCases
        let sentences = sides.map(chartSentence)
        let words = sentences.map(\.word)
        switch figure {
        case .rollout:
            return AnalysisCharts.flows(
                title: AnalysisCharts.rolloutTitle(words), sentences,
                rows: sides.map(analysis.shownRollout), valueTitle: "share of the vector")
        case .norm:
            return AnalysisCharts.flows(
                title: AnalysisCharts.normTitle(words), sentences,
                rows: sides.map(analysis.shownNorms), valueTitle: "share of the norms")
        case .headProfile:
            let heads = analysis.analyses.heads
            return AnalysisCharts.headProfile(
                words: words, entropy: heads?.profiles.map { $0.map(\.entropy) } ?? [],
                contrast: heads?.contrast ?? [], showsValues: false)
        case .tokenSimilarity:
            return AnalysisCharts.tokenSimilarity(
                sentences[0], sentences[1], cosine: analysis.shownTokenSimilarity,
                place: analysis.phrase(forState: analysis.analyses.neighbours?.state ?? 0),
                showsValues: false)
        case .geometry:
            return AnalysisCharts.geometry(
                words: words,
                analysis.analyses.geometry
                    ?? PairAnalyses.Geometry(explained: [0, 0], words: [], tokens: []),
                labels: analysis.similarity.layers, shown: sides.map(analysis.otherTokens))
        }
    }

    private func chartSentence(_ side: PairAnalysis.Side) -> AnalysisCharts.Sentence {
        let sentence = analysis.sentence(side)
        let shown = analysis.shownTokens(side)
        return AnalysisCharts.Sentence(
            text: Self.subtitle(sentence.text, without: analysis.hiddenTokens(side)),
            word: sentence.word, tokens: shown.map { sentence.tokens[$0] },
            marked: Set(shown.indices.filter { sentence.target.contains(shown[$0]) }))
    }

    /// In points.
    func size(of figure: AnalysisFigure) -> FigureSize {
        let counts = PairAnalysis.Side.allCases.map { analysis.shownTokens($0).count }
        let tokens = counts.max() ?? 0
        let layers = Double(analysis.model.layers)
        let width = min(max(440, 85 + 35 * Double(tokens)), 880)
        return switch figure {
        case .geometry: FigureSize(width: 540, height: 400)
        case .rollout, .norm: FigureSize(width: width, height: 80 + 2 * (85 + 20 * layers))
        case .headProfile:
            FigureSize(
                width: min(max(440, 85 + 35 * Double(analysis.model.heads)), 880),
                height: 80 + 2 * (85 + 20 * layers))
        case .tokenSimilarity:
            FigureSize(
                width: min(max(440, 125 + 35 * Double(counts[1])), 880),
                height: min(110 + 20 * Double(counts[0]), 880))
        }
    }
}
