/// One figure as `report figure` draws it: what it shows, and of which sentence.
public struct FigureRequest: Equatable, Sendable {
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

    public var kind: Kind
    /// The sentence; without meaning for `similarity`.
    public var side: PairAnalysis.Side
    public var layer: Int
    /// `nil` for the mean over heads.
    public var head: Int?
    /// Leaves out `[CLS]` and `[SEP]` and lets the rest of each row sum to 1.
    public var hidesSpecial: Bool
    /// Shows whole words in place of their pieces.
    public var mergesWords: Bool

    public init(
        _ kind: Kind, side: PairAnalysis.Side, layer: Int, head: Int?, hidesSpecial: Bool = false,
        mergesWords: Bool = false
    ) {
        self.kind = kind
        self.side = side
        self.layer = layer
        self.head = head
        self.hidesSpecial = hidesSpecial
        self.mergesWords = mergesWords
    }
}
