import Encoder
import Files

/// What figures and pages show of a long text: the tokens around the word, and those that it attends to most.
///
/// What is not shown keeps its part of the attention, so that the weights of the rest are as they are in the
/// whole text.
package struct TextWindow: Sendable {
    /// What is shown.
    package let groups: TokenGroups
    /// The tokens around the word, from the first to the last.
    private let near: ClosedRange<Int>

    /// So many tokens, or words, on each side of the word.
    static let reach = 20
    /// So many of those that it attends to most, in the mean over all layers and heads.
    static let farCount = 16

    /// - Parameters:
    ///   - tokenCount: of the text.
    ///   - groups: what would be shown of it.
    ///   - target: the word's tokens.
    ///   - rows: the word's attention, `[layers][heads][tokens]`; read for a long text alone.
    /// - Returns: `nil` for a text of at most `EncoderModel.wholeAttentionLimit` tokens, all of which is shown.
    init?(_ tokenCount: Int, _ groups: TokenGroups, target: [Int], rows: () -> [[[Float]]]) {
        let marked = groups.indices(of: target)
        guard tokenCount > EncoderModel.wholeAttentionLimit, let first = marked.min(),
            let last = marked.max()
        else { return nil }
        let near = max(first - Self.reach, 0)...min(last + Self.reach, groups.groups.count - 1)
        let weights = groups.merge(
            row: AttentionSummary.headMean(rows().map(AttentionSummary.headMean)))
        // Between the parts of a word that is far apart, there may be more than is shown.
        let around = Set(
            marked.flatMap {
                max($0 - Self.reach, 0)...min($0 + Self.reach, near.upperBound)
            })
        let far = weights.indices.filter { !around.contains($0) }
            .sorted { (weights[$1], $0) < (weights[$0], $1) }.prefix(Self.farCount)
        let shown = around.union(far)
        let indices = weights.indices
        self.groups = TokenGroups(
            groups: indices.filter(shown.contains).map { groups.groups[$0] },
            labels: indices.filter(shown.contains).map { groups.labels[$0] },
            others: indices.filter { !shown.contains($0) }.flatMap { groups.groups[$0] })
        let tokens = near.flatMap { groups.groups[$0] }
        self.near = (tokens.min() ?? 0)...(tokens.max() ?? 0)
    }

    /// Which tokens are shown.
    static let choice = "those around the word, and those that it attends to most"

    /// The text around the word, with signs where it is cut.
    ///
    /// - Parameter offsets: of all tokens, in Unicode scalars.
    /// - Returns: also by how much places in it are moved against those in the whole text.
    package func excerpt(of text: String, offsets: [Range<Int>]) -> (text: String, shift: Int) {
        let ranges = offsets[near].filter { !$0.isEmpty }
        let scalars = Array(text.unicodeScalars)
        guard let start = ranges.map(\.lowerBound).min(), let end = ranges.map(\.upperBound).max()
        else { return (text, 0) }
        let opening = start > 0 ? "… " : ""
        let cut = String(String.UnicodeScalarView(scalars[start..<end]))
        return (
            opening + cut + (end < scalars.count ? " …" : ""),
            opening.unicodeScalars.count - start
        )
    }
}
