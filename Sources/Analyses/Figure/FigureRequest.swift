/// One figure as `report figure` draws it: what it shows, and of which sentence.
package struct FigureRequest: Hashable, Sendable {
    /// The sentence that a figure is of.
    package enum Side: String, CaseIterable, Sendable {
        case first = "1"
        case second = "2"
        /// Both, as panels with one scale.
        case both

        var indices: [Int] {
            switch self {
            case .first: [0]
            case .second: [1]
            case .both: [0, 1]
            }
        }
    }

    package var kind: FigureKind
    /// Without meaning for what always is of both; see `FigureKind.comparesSentences`.
    var side: Side
    /// Without meaning for figures that show all layers.
    var layer: PairAnalyzer.Layer
    /// Without meaning for `similarity`, `heads` and the analyses.
    var head: PairAnalyzer.Head
    /// What to do with special tokens.
    var special: SpecialTokens
    /// Shows whole words in place of their pieces.
    var mergesWords: Bool
    /// Shows behind the similarity what labelled pairs have. Without meaning for other figures.
    var showsBands: Bool
    /// Which tokens of long sentences are shown.
    var limit: TokenLimit
    /// Sets tokens below one another, with bars that run to the right.
    var isHorizontal: Bool
    /// What decides how many tokens have room.
    var room: FigureRoom
    var look: FigureLook

    package init(
        _ kind: FigureKind, side: Side = .first, layer: PairAnalyzer.Layer = .last,
        head: PairAnalyzer.Head = .mean, special: SpecialTokens = .apart, mergesWords: Bool = false,
        showsBands: Bool = true, limit: TokenLimit = .automatic, isHorizontal: Bool = false,
        room: FigureRoom = .page, look: FigureLook = FigureLook()
    ) {
        self.kind = kind
        self.side = side
        self.layer = layer
        self.head = head
        self.special = special
        self.mergesWords = mergesWords
        self.showsBands = showsBands
        self.limit = limit
        self.isHorizontal = isHorizontal
        self.room = room
        self.look = look
    }

    /// What it needs of a model.
    package var needs: Set<AnalysisNeed> {
        kind == .similarity && !showsBands ? [] : kind.needs
    }
}

extension FigureRequest {
    /// - Throws: `FigureError.noTokens` for a choice of tokens where none are shown.
    func checkTokens() throws(FigureError) {
        guard !kind.showsTokens else { return }
        if limit != .automatic { throw .noTokens(kind: kind.rawValue, option: "top") }
        if isHorizontal { throw .noTokens(kind: kind.rawValue, option: "horizontal") }
    }
}
