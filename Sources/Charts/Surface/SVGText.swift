/// Texts of one size, colour and direction, in units of `OutlinedRun`.
struct SVGText {
    struct Glyph {
        let outline: GlyphOutline
        let x: Int
        let y: Int
    }

    /// In points.
    let size: Double
    let color: Color
    /// Where text begins that is turned, and by how many degrees; nothing for text as usual, whose
    /// glyphs have their places in the figure.
    let turn: Turn?
    var glyphs: [Glyph] = []

    struct Turn: Equatable {
        let origin: Point
        let degrees: Double
    }

    /// Points in a unit.
    var scale: Double { size / Double(OutlinedRun.unitsPerSize) }

    func isLike(_ other: SVGText) -> Bool {
        size == other.size && color == other.color && turn == nil && other.turn == nil
            // What overlaps would show through.
            && color.alpha == 255
    }

    /// Which glyphs are written in their places, and which are uses of what the document defines.
    /// - Parameter symbols: The numbers of the glyphs that it defines.
    func placed(symbols: [ObjectIdentifier: Int]) -> PlacedText {
        var placed = PlacedText()
        for glyph in glyphs {
            guard let symbol = symbols[ObjectIdentifier(glyph.outline)] else {
                placed.path.add("M")
                placed.path.add(glyph.x + glyph.outline.start.x)
                placed.path.addSeparated(glyph.y + glyph.outline.start.y)
                placed.path.bytes += glyph.outline.path
                continue
            }
            let use = SVGCombinations.Use(x: glyph.x, symbol: symbol)
            if let line = placed.heights.firstIndex(of: glyph.y) {
                placed.lines[line].append(use)
            } else {
                placed.heights.append(glyph.y)
                placed.lines.append([use])
            }
        }
        return placed
    }
}

/// A text's glyphs as they are written.
struct PlacedText {
    /// The outlines of glyphs that occur only here.
    var path = SVGBytes()
    /// The heights of the lines, and what stands on each.
    var heights: [Int] = []
    var lines: [[SVGCombinations.Use]] = []

    func write(to bytes: inout SVGBytes) {
        if !path.bytes.isEmpty {
            bytes.add("<path d=\"")
            bytes.bytes += path.bytes
            bytes.add("\"/>")
        }
        for (y, uses) in zip(heights, lines) {
            let isGroup = y != 0 && uses.count > Self.longestLoose
            if isGroup {
                bytes.add("<g transform=\"translate(0 ")
                bytes.add(y)
                bytes.add(")\">")
            }
            for use in uses { bytes.addUse(of: use.symbol, x: use.x, y: isGroup ? 0 : y) }
            if isGroup { bytes.add("</g>") }
        }
    }

    /// With more glyphs on a line a group takes fewer bytes than the line's place at each glyph.
    private static let longestLoose = 4
}

/// Counts the glyphs of a document, and chooses those to be defined once: where outlines at each
/// place would take more bytes.
struct SVGSymbols {
    private var counts: [ObjectIdentifier: Int] = [:]
    private var outlines: [GlyphOutline] = []

    mutating func count(_ text: SVGText) {
        for glyph in text.glyphs {
            if counts[ObjectIdentifier(glyph.outline), default: 0] == 0 {
                outlines.append(glyph.outline)
            }
            counts[ObjectIdentifier(glyph.outline), default: 0] += 1
        }
    }

    /// The glyphs to define, in the order of their numbers.
    var defined: [GlyphOutline] {
        outlines.filter { outline in
            let count = counts[ObjectIdentifier(outline)] ?? 0
            let length = outline.path.count
            return count * (length + Self.placeLength)
                > length + Self.definitionLength + count * Self.useLength
        }
    }

    // Bytes around an outline in a path and in a definition, and those of a use.
    private static let placeLength = 10
    private static let definitionLength = 28
    private static let useLength = 36
}
