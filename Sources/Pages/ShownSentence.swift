/// A sentence as an index shows it: cut around the word when it is long.
package struct ShownSentence {
    /// Of a sentence the index shows about this much around the word.
    package static let bytes = 400

    package let segments: [MarkedText.Segment]
    package let isCutBefore: Bool
    package let isCutAfter: Bool

    /// - Parameter mark: the word's place in Unicode scalars, start and end; one that does not fit
    ///   marks nothing.
    package init(_ text: String, mark: [Int]?) {
        let scalars = Array(text.unicodeScalars)
        var start = 0
        var end = scalars.count
        var range: Range<Int>?
        if let mark, mark.count == 2, mark[0] < mark[1], mark[0] >= 0, mark[1] <= scalars.count {
            range = mark[0]..<mark[1]
        }
        // At most four bytes a scalar.
        let limit = Self.bytes / 4
        if text.utf8.count > Self.bytes, scalars.count > 2 * limit {
            let center = range?.lowerBound ?? 0
            start = max(0, min(center - limit, scalars.count - 2 * limit))
            end = min(scalars.count, start + 2 * limit)
            range = range.map { $0.clamped(to: start..<end) }
        }
        let shown = String(String.UnicodeScalarView(scalars[start..<end]))
        segments =
            MarkedText(
                shown,
                marking: range.map { [$0.lowerBound - start..<$0.upperBound - start] } ?? []
            ).segments
        isCutBefore = start > 0
        isCutAfter = end < scalars.count
    }
}
