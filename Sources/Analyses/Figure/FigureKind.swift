import Charts
import Encoder
import Files

/// What a figure shows. Pages, `report figure` and `report figures` all draw from these.
///
/// ```swift
/// FigureKind(rawValue: "rollout")?.explanation
/// ```
package struct FigureKind: RawRepresentable, Sendable {
    /// How `report figure` names it.
    package let rawValue: String
    /// What it shows, in one line.
    package let explanation: String
    /// Which sentences it is of.
    let scope: Scope
    /// What it needs of a model.
    package let needs: Set<AnalysisNeed>
    /// Whether it has labels for the tokens of sentences, of which long ones have too many.
    let showsTokens: Bool
    /// Draws it; the figure has the kind's name.
    private let draw: @Sendable (PairView) throws -> Figure

    enum Scope: Sendable {
        /// One, or a panel for each.
        case sentence
        /// One or two in one picture.
        case joined
        /// Two that are compared.
        case pair
    }

    init(
        _ name: String, _ explanation: String, scope: Scope, needs: Set<AnalysisNeed> = [],
        showsTokens: Bool = false, draw: @escaping @Sendable (PairView) throws -> Figure
    ) {
        rawValue = name
        self.explanation = explanation
        self.scope = scope
        self.needs = needs
        self.showsTokens = showsTokens
        self.draw = draw
    }

    /// One of `allCases`.
    package init?(rawValue: String) {
        guard let kind = Self.allCases.first(where: { $0.rawValue == rawValue }) else {
            return nil
        }
        self = kind
    }

    /// Whether it is of two sentences, whatever the side.
    package var comparesSentences: Bool { scope == .pair }

    /// Makes sure, before the model runs, that the texts are not too long for it.
    ///
    /// - Parameter tokenCounts: of the texts.
    /// - Throws: `FigureError`.
    func check(tokenCounts: [Int]) throws(FigureError) {
        let limit = EncoderModel.wholeAttentionLimit
        guard needs.contains(.everyRow), let count = tokenCounts.first(where: { $0 > limit }) else {
            return
        }
        throw .unavailable(
            kind: rawValue,
            reason:
                "a text has \(Format.grouped(count)) tokens, and of more than \(limit) only the attention of the word "
                + "is kept, which bars, heatmap and links show")
    }

    /// - Throws: `FigureError` for what the model cannot give; what the encoder throws.
    func figure(_ view: PairView) throws -> Figure { try draw(view) }
}

extension FigureKind: CaseIterable {
    /// Those of similarity and attention, then those of the analyses in their order.
    package static let allCases: [FigureKind] =
        [similarity, bars, layers, tokens, heads, links]
        + AnalysisRegistry.all.flatMap { $0.figures }
}

extension FigureKind: Hashable {
    package static func == (a: Self, b: Self) -> Bool { a.rawValue == b.rawValue }
    package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
