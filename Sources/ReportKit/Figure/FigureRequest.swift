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
    /// Without meaning for `similarity`, which always is of both.
    public var side: Side
    /// Without meaning for `similarity`, `layers` and `heads`, which show all layers.
    public var layer: PairAnalyzer.Layer
    /// Without meaning for `similarity` and `heads`.
    public var head: PairAnalyzer.Head
    /// Leaves out `[CLS]` and `[SEP]` and lets the rest of each row sum to 1.
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
