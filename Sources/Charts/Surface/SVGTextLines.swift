extension SVGBytes {
    /// Lines of text as text elements.
    /// - Parameters:
    ///   - share: the part of a single line's width that stands left of the point where it is anchored,
    ///     so that it keeps its place in a font of another width.
    ///   - origin: the upper left corner of the layout.
    mutating func add(
        _ lines: [TextLine], _ style: TextStyle, share: Double, at origin: Point,
        _ turn: SVGText.Turn?, _ color: Color
    ) {
        for line in lines where !line.string.isEmpty {
            let end = line.isRightToLeft ? 1.0 : 0
            let part =
                lines.count == 1 || share == 0.5 ? min(max((2 * share).rounded(), 0), 2) / 2 : end
            add("<text x=\"")
            add((turn == nil ? origin.x : 0) + line.x + part * line.width)
            add("\" y=\"")
            add((turn == nil ? origin.y : 0) + line.baseline)
            add("\"")
            if let turn {
                add(" transform=\"")
                add(turn)
                add("\"")
            }
            // The start of a line that runs from right to left is at its right.
            if line.isRightToLeft { add(" direction=\"rtl\"") }
            if part == 0.5 {
                add(" text-anchor=\"middle\"")
            } else if part != end {
                add(" text-anchor=\"end\"")
            }
            add(" font-family=\"")
            bytes += SVGDocument.escape(style.family).utf8
            add("\" font-size=\"")
            add(style.size)
            add("\"")
            if style.weight != .regular {
                add(" font-weight=\"")
                add(style.weight.rawValue)
                add("\"")
            }
            add(color, as: .fill)
            add(">")
            bytes += SVGDocument.escape(line.string).utf8
            add("</text>\n")
        }
    }

    /// Moves to where turned text begins, and turns.
    mutating func add(_ turn: SVGText.Turn) {
        add("translate(")
        add(turn.origin.x)
        add(" ")
        add(turn.origin.y)
        add(")rotate(")
        add(turn.degrees)
        add(")")
    }
}
