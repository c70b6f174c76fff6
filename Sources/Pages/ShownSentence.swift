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
        let scalars = text.unicodeScalars
        let count = scalars.count
        var start = 0
        var end = count
        var range: Range<Int>?
        if let mark, mark.count == 2, mark[0] < mark[1], mark[0] >= 0, mark[1] <= count {
            range = mark[0]..<mark[1]
        }
        // At most four bytes a scalar.
        let limit = Self.bytes / 4
        if text.utf8.count > Self.bytes, count > 2 * limit {
            let center = range?.lowerBound ?? 0
            start = max(0, min(center - limit, count - 2 * limit))
            end = min(count, start + 2 * limit)
            range = range.map { $0.clamped(to: start..<end) }
        }
        let from = scalars.index(scalars.startIndex, offsetBy: start)
        let shown = String(scalars[from..<scalars.index(from, offsetBy: end - start)])
        segments =
            MarkedText(
                shown,
                marking: range.map { [$0.lowerBound - start..<$0.upperBound - start] } ?? []
            ).segments
        isCutBefore = start > 0
        isCutAfter = end < count
    }
}
