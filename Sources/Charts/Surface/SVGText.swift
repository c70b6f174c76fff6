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

    /// - Parameter symbols: The numbers of the glyphs that the document defines; the outlines of the
    ///   others are written here.
    func write(to bytes: inout SVGBytes, symbols: [ObjectIdentifier: Int]) {
        var path = SVGBytes()
        var lines: [(y: Int, uses: [(x: Int, symbol: Int)])] = []
        for glyph in glyphs {
            guard let symbol = symbols[ObjectIdentifier(glyph.outline)] else {
                path.add(path.bytes.isEmpty ? "<path d=\"M" : "M")
                path.add(glyph.x + glyph.outline.start.x)
                path.addSeparated(glyph.y + glyph.outline.start.y)
                path.bytes += glyph.outline.path
                continue
            }
            if let line = lines.firstIndex(where: { $0.y == glyph.y }) {
                lines[line].uses.append((glyph.x, symbol))
            } else {
                lines.append((glyph.y, [(glyph.x, symbol)]))
            }
        }
        bytes.bytes += path.bytes
        if !path.bytes.isEmpty { bytes.add("\"/>") }
        for line in lines {
            let isGroup = line.y != 0 && line.uses.count > Self.longestLoose
            if isGroup {
                bytes.add("<g transform=\"translate(0 ")
                bytes.add(line.y)
                bytes.add(")\">")
            }
            for use in line.uses {
                bytes.add("<use xlink:href=\"#")
                bytes.addPrefix()
                bytes.add(id: use.symbol)
                bytes.add("\" x=\"")
                bytes.add(use.x)
                if line.y != 0, !isGroup {
                    bytes.add("\" y=\"")
                    bytes.add(line.y)
                }
                bytes.add("\"/>")
            }
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
    private static let placeLength = 8
    private static let definitionLength = 28
    private static let useLength = 38
}
