internal import CPango

/// A line of a text that has been set: the characters that are shown of it, and where they stand.
struct TextLine: Equatable {
    /// In the order in which they are read; with the ellipsis of a text that was cut.
    var string: String
    /// The left edge, from that of the layout, in points.
    var x: Double
    var width: Double
    /// Height of the baseline below the upper edge of the layout.
    var baseline: Double
    var isRightToLeft: Bool
}

extension TextSetter {
    /// The lines of a text as they are broken and cut; empty only when memory runs out.
    func lines(of text: TextBlock) -> [TextLine] {
        guard let layout = layout(text) else { return [] }
        return FontLock.withLock { Self.lines(of: layout.pango, Array(text.string.utf8)) }
    }

    private static func lines(of layout: OpaquePointer, _ text: [UInt8]) -> [TextLine] {
        guard let place = pango_layout_get_iter(layout) else { return [] }
        defer { pango_layout_iter_free(place) }
        let unit = Double(PANGO_SCALE)
        var lines: [TextLine] = []
        repeat {
            guard let line = pango_layout_iter_get_line_readonly(place) else { continue }
            var extents = PangoRectangle()
            pango_layout_iter_get_line_extents(place, nil, &extents)
            lines.append(
                TextLine(
                    string: string(of: line.pointee, text), x: Double(extents.x) / unit,
                    width: Double(extents.width) / unit,
                    baseline: Double(pango_layout_iter_get_baseline(place)) / unit,
                    isRightToLeft: line.pointee.resolved_dir == PANGO_DIRECTION_RTL.rawValue))
        } while pango_layout_iter_next_line(place) != 0
        return lines
    }

    /// What a line shows; an ellipsis stands for the characters of its run.
    private static func string(of line: PangoLayoutLine, _ text: [UInt8]) -> String {
        var runs: [(start: Int, bytes: [UInt8])] = []
        var next = line.runs
        while let node = next {
            next = node.pointee.next
            guard let run = node.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self),
                let item = run.pointee.item
            else { continue }
            let start = min(max(Int(item.pointee.offset), 0), text.count)
            let end = min(start + max(Int(item.pointee.length), 0), text.count)
            let isEllipsis =
                Int32(item.pointee.analysis.flags) & Int32(PANGO_ANALYSIS_FLAG_IS_ELLIPSIS) != 0
            runs.append((start, isEllipsis ? Array("…".utf8) : Array(text[start..<end])))
        }
        // They come in the order in which they stand.
        let bytes = runs.sorted { $0.start < $1.start }.flatMap(\.bytes)
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else {
            return ""
        }
        return String(String.UnicodeScalarView(scalars[...last]))
    }
}
