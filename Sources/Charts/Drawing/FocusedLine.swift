extension TextBlock {
    /// A line no wider than a width, cut around a part of it, between words where that is possible.
    ///
    /// - Parameters:
    ///   - focus: The part that stays, in Unicode scalars; as much of it as there is.
    ///   - width: In points.
    /// - Complexity: A dozen measurements.
    init(
        _ string: String, around focus: Range<Int>, _ style: TextStyle, width: Double,
        on surface: any Surface
    ) {
        let scalars = Array(
            string.unicodeScalars.map { $0.properties.isWhitespace ? " " : $0 })
        let focus = focus.clamped(to: 0..<scalars.count)
        func line(_ kept: Range<Int>) -> TextBlock {
            TextBlock(
                line: (kept.lowerBound > 0 ? "… " : "")
                    + String(String.UnicodeScalarView(scalars[kept]))
                    + (kept.upperBound < scalars.count ? " …" : ""), style)
        }
        func fits(_ kept: Range<Int>) -> Bool { surface.measure(line(kept)).width <= width }

        // A line holds no more than this, so that nothing longer is measured.
        let most = min(scalars.count - focus.count, Printable.longestLine - focus.count - 4)
        var (least, above) = (0, max(most, 0) + 1)
        while above - least > 1 {
            let middle = (least + above) / 2
            if fits(Self.window(scalars, around: focus, middle)) {
                least = middle
            } else {
                above = middle
            }
        }
        self = line(Self.window(scalars, around: focus, least)).limited(to: max(width, 1))
    }

    /// So many scalars more than the focus, about as many at each side, without words that are cut.
    private static func window(
        _ scalars: [Unicode.Scalar], around focus: Range<Int>, _ extra: Int
    ) -> Range<Int> {
        let after = scalars.count - focus.upperBound
        var before = min(extra / 2, focus.lowerBound)
        let right = min(extra - before, after)
        before = min(extra - right, focus.lowerBound)
        var (start, end) = (focus.lowerBound - before, focus.upperBound + right)
        // Scripts without spaces are cut anywhere.
        let longestWord = 16
        if start > 0, scalars[start - 1] != " ",
            let space = scalars[start..<min(start + longestWord, focus.lowerBound)]
                .firstIndex(of: " ")
        {
            start = space
        }
        if end < scalars.count, scalars[end] != " ",
            let space = scalars[max(end - longestWord, focus.upperBound)..<end].lastIndex(of: " ")
        {
            end = space
        }
        while start < focus.lowerBound, scalars[start] == " " { start += 1 }
        while end > focus.upperBound, scalars[end - 1] == " " { end -= 1 }
        return start..<end
    }
}
