/// One figure as `report figure` draws it: what it shows, and of which sentence.
public struct FigureRequest: Hashable, Sendable {
    /// What a figure shows.
    public enum Kind: String, CaseIterable, Sendable {
        /// The cosine of the word's two vectors, layer by layer.
        case similarity
        /// Where the word attends in one layer.
        case bars
        /// Where the word attends, layer by token.
        case layers = "heatmap"
        /// Which token attends to which in one layer.
        case tokens
        /// The same for every layer and head, each a small map.
        case heads
        /// The same as lines between two rows of tokens; of the word alone.
        case links
        /// The cosine, what unrelated words have, and the difference, layer by layer.
        case corrected
        /// Where the word's vector comes from, layer by token.
        case rollout
        /// What attention gives to the word, layer by token, as shares of each layer.
        case norm
        /// How widely each head looks, and how differently in two sentences.
        case headProfile = "head-profile"
        /// The heads on a plane, near where they attend alike.
        case headPlane = "head-plane"
        /// How differently every two heads attend.
        case headDistance = "head-distance"
        /// The cosine of every token with every token of the other sentence.
        case tokenSimilarity = "token-similarity"
        /// The tokens of the other sentence that the word is nearest to.
        case neighbours
        /// What the model would put in the word's place.
        case substitutes
        /// The word's path through the layers, on a plane.
        case geometry

        /// Whether it is of two sentences, whatever the side.
        public var comparesSentences: Bool {
            switch self {
            case .similarity, .corrected, .tokenSimilarity, .neighbours, .substitutes, .geometry:
                true
            case .bars, .layers, .tokens, .heads, .links, .rollout, .norm, .headProfile,
                .headDistance,
                .headPlane:
                false
            }
        }

        /// Whether two sentences make one figure and not a panel each.
        var joinsSentences: Bool {
            self == .headProfile || self == .headDistance || self == .headPlane
        }

        /// The analyses that it needs tools for.
        public var analyses: AnalysisChoice {
            switch self {
            case .corrected: AnalysisChoice([.corrected])
            case .norm: AnalysisChoice([.norm])
            case .substitutes: AnalysisChoice([.substitutes])
            default: .none
            }
        }
    }

    /// The sentence that a figure is of.
    public enum Side: String, CaseIterable, Sendable {
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

    public var kind: Kind
    /// Without meaning for what always is of both; see `Kind.comparesSentences`.
    public var side: Side
    /// Without meaning for figures that show all layers.
    public var layer: PairAnalyzer.Layer
    /// Without meaning for `similarity`, `heads` and the analyses.
    public var head: PairAnalyzer.Head
    /// Leaves out the special tokens and lets the rest of each row sum to 1.
    public var hidesSpecial: Bool
    /// Shows whole words in place of their pieces.
    public var mergesWords: Bool

    public init(
        _ kind: Kind, side: Side = .first, layer: PairAnalyzer.Layer = .last,
        head: PairAnalyzer.Head = .mean, hidesSpecial: Bool = false, mergesWords: Bool = false
    ) {
        self.kind = kind
        self.side = side
        self.layer = layer
        self.head = head
        self.hidesSpecial = hidesSpecial
        self.mergesWords = mergesWords
    }
}
