/// Makes cairo's SVG fit to be put into a page: a name and a description for screen readers, and
/// ids that do not collide with those of another figure.
///
/// Cairo numbers its ids from a counter of the process; here they get numbers in the order of
/// their appearance and a prefix made from the figure's content, so that the same figure always
/// gives the same bytes.
struct SVGDocument {
    var title: String
    var description: String

    /// - Parameter svg: As written by cairo, in which text is glyphs, so that every `id="…"`,
    ///   `href="#…"` and `url(#…)` is an id or a reference.
    func decorate(_ svg: [UInt8]) -> [UInt8] {
        let pieces = Self.split(svg)
        let prefix = Self.prefix(
            title, description,
            pieces.compactMap { piece in
                guard case .verbatim(let bytes) = piece else { return nil }
                return bytes
            })
        var result: [UInt8] = []
        result.reserveCapacity(svg.count + 1024)
        var needsRoot = true
        for piece in pieces {
            switch piece {
            case .verbatim(let bytes):
                if needsRoot, let root = Self.rootTag(bytes) {
                    needsRoot = false
                    result += bytes[..<root.upperBound].dropLast()
                    result += head(prefix).utf8
                    result += bytes[root.upperBound...]
                } else {
                    result += bytes
                }
            case .id(let number):
                result += "\(prefix)\(number)".utf8
            }
        }
        return result
    }

    /// The end of the root's tag, and the elements that name and describe the figure.
    func head(_ prefix: String) -> String {
        var labels = ["\(prefix)-title"]
        var elements = "\n<title id=\"\(prefix)-title\">\(Self.escape(title))</title>"
        if !description.isEmpty {
            labels.append("\(prefix)-desc")
            elements += "\n<desc id=\"\(prefix)-desc\">\(Self.escape(description))</desc>"
        }
        return " role=\"img\" aria-labelledby=\"\(labels.joined(separator: " "))\">" + elements
    }

    // MARK: Ids

    private enum Piece {
        case verbatim(ArraySlice<UInt8>)
        case id(Int)
    }

    private static func split(_ svg: [UInt8]) -> [Piece] {
        var pieces: [Piece] = []
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        var start = 0
        var place = 0
        let quote = UInt8(ascii: "\"")
        while place < svg.count {
            guard let end = idStart(svg, place) else {
                place += 1
                continue
            }
            let terminator =
                svg[end - 1] == quote || svg[end - 2] == quote ? quote : UInt8(ascii: ")")
            let stop = svg[end...].firstIndex(of: terminator) ?? svg.count
            let id = svg[end..<stop]
            let number = numbers[id] ?? numbers.count
            numbers[id] = number
            pieces.append(.verbatim(svg[start..<end]))
            pieces.append(.id(number))
            start = stop
            place = stop
        }
        pieces.append(.verbatim(svg[start...]))
        return pieces
    }

    private static let openings = [" id=\"", "href=\"#", "url(#"].map { Array($0.utf8) }

    /// Where an id begins, if one of the openings stands at a place.
    private static func idStart(_ svg: [UInt8], _ place: Int) -> Int? {
        switch svg[place] {
        case UInt8(ascii: " "), UInt8(ascii: "h"), UInt8(ascii: "u"): break
        default: return nil
        }
        for opening in openings where svg[place...].starts(with: opening) {
            return place + opening.count
        }
        return nil
    }

    /// A prefix for the ids of a figure, made from its content: FNV-1a, 64 bits, a part of it in
    /// base 62. All have the same length, so that what follows cannot make two ids equal.
    static func prefix(
        _ title: String, _ description: String, _ content: [ArraySlice<UInt8>]
    ) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for byte in title.utf8 { mix(byte) }
        mix(0)
        for byte in description.utf8 { mix(byte) }
        for bytes in content {
            bytes.withUnsafeBufferPointer { for byte in $0 { mix(byte) } }
        }
        // A letter and three digits: 12 million ids tell the figures of any page apart.
        var rest = hash >> 32 ^ hash
        var prefix = [SVGBytes.idDigits[Int(10 + rest % 52)]]
        rest /= 52
        for _ in 0..<3 {
            prefix.append(SVGBytes.idDigits[Int(rest % 62)])
            rest /= 62
        }
        return String(decoding: prefix, as: UTF8.self)
    }

    // MARK: Text

    private static func rootTag(_ bytes: ArraySlice<UInt8>) -> Range<Int>? {
        let opening = Array("<svg ".utf8)
        guard
            let start = bytes.indices.first(where: {
                bytes[$0] == opening[0] && bytes[$0...].starts(with: opening)
            }), let end = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        return start..<end + 1
    }

    /// Text for XML: markup escaped, characters that XML forbids dropped.
    static func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "\t", "\n": result.append(scalar)
            default:
                let isForbidden =
                    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                    || scalar.value & 0xFFFE == 0xFFFE
                if !isForbidden { result.append(scalar) }
            }
        }
        return String(result)
    }
}
