import Foundation

/// Unicode's normal forms, as the tables of Unicode 9 define them (the reference's version).
public enum NormalForm: String, Sendable, CaseIterable {
    case nfd = "NFD"
    case nfc = "NFC"
    case nfkd = "NFKD"
    case nfkc = "NFKC"

    func callAsFunction(_ text: inout NormalizedText) {
        guard text.scalars.contains(where: { $0.scalar.value >= 0xA0 }) else { return }
        let decomposed = decomposition(of: text)
        switch self {
        case .nfd, .nfkd: text.rewrite(decomposed)
        case .nfc, .nfkc: text.rewrite(Self.composition(of: decomposed))
        }
    }

    private var isCompatible: Bool { self == .nfkd || self == .nfkc }

    private func decomposition(of text: NormalizedText) -> [NormalizedText.Change] {
        var changes: [NormalizedText.Change] = []
        changes.reserveCapacity(text.scalars.count + text.scalars.count / 4)
        // Where the marks after the last character that is not one begin.
        var marks = 0
        var classes: [UInt8] = []
        func sortMarks() {
            if classes.count > 1 {
                let order = classes.indices.sorted { (classes[$0], $0) < (classes[$1], $1) }
                changes.replaceSubrange(marks..., with: order.map { changes[marks + $0] })
            }
            classes.removeAll(keepingCapacity: true)
        }
        func append(_ scalar: Unicode.Scalar, change: Int) {
            let combiningClass = scalar.combiningClass
            if combiningClass == 0 {
                sortMarks()
                changes.append((scalar, change))
                marks = changes.count
            } else {
                changes.append((scalar, change))
                classes.append(combiningClass)
            }
        }
        for aligned in text.scalars {
            let scalar = aligned.scalar
            if scalar.value < 0xA0 {
                append(scalar, change: 0)
            } else {
                let parts =
                    isCompatible ? scalar.compatibilityDecomposition : scalar.canonicalDecomposition
                for (index, part) in parts.enumerated() { append(part, change: index == 0 ? 0 : 1) }
            }
        }
        sortMarks()
        return changes
    }

    /// Joins each character with the marks after it, where there is a character for both.
    private static func composition(
        of decomposed: [NormalizedText.Change]
    ) -> [NormalizedText.Change] {
        var composed: [NormalizedText.Change] = []
        composed.reserveCapacity(decomposed.count)
        // The place of the character that marks are joined to, and the class of the last mark that
        // was not joined to it.
        var base: Int?
        var lastClass: UInt8?
        for (scalar, change) in decomposed {
            let combiningClass = scalar.combiningClass
            if let base, (lastClass ?? 0) < combiningClass || lastClass == nil,
                let joined = composed[base].scalar.composed(with: scalar)
            {
                composed[base] = (joined, composed[base].change + change - 1)
                continue
            }
            if combiningClass == 0 {
                base = composed.count
                lastClass = nil
            } else if base != nil {
                lastClass = combiningClass
            }
            composed.append((scalar, change))
        }
        return composed
    }
}

extension Unicode.Scalar {
    fileprivate var combiningClass: UInt8 {
        guard value >= 0x300, !(0x3100..<0xA66F ~= value) else { return 0 }
        let combiningClass = properties.canonicalCombiningClass.rawValue
        return combiningClass != 0 && isKnown(toUnicode: 9) ? combiningClass : 0
    }

    /// The scalar's canonical decomposition, at least one scalar.
    var canonicalDecomposition: [Unicode.Scalar] {
        switch value {
        case ..<0xC0, 0x3100..<0xAC00: [self]
        case 0xAC00...0xD7A3: hangulDecomposition
        case ..<0x3100: DecompositionTable.decomposition(of: value) ?? [self]
        default:
            isKnown(toUnicode: 9)
                ? Array(String(self).decomposedStringWithCanonicalMapping.unicodeScalars) : [self]
        }
    }

    fileprivate var compatibilityDecomposition: [Unicode.Scalar] {
        isKnown(toUnicode: 9)
            ? Array(String(self).decomposedStringWithCompatibilityMapping.unicodeScalars) : [self]
    }

    /// The letters of a Hangul syllable (Unicode 9, section 3.12).
    private var hangulDecomposition: [Unicode.Scalar] {
        let index = value - 0xAC00
        let letters = [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11A7 + index % 28]
        return letters.filter { $0 != 0x11A7 }.compactMap(Unicode.Scalar.init)
    }

    /// The syllable of two letters, or of a syllable without a final consonant and that consonant.
    private func hangulSyllable(with next: Unicode.Scalar) -> Unicode.Scalar? {
        switch (value, next.value) {
        case (0x1100...0x1112, 0x1161...0x1175):
            Unicode.Scalar(0xAC00 + (value - 0x1100) * 588 + (next.value - 0x1161) * 28)
        case (0xAC00...0xD7A3, 0x11A8...0x11C2) where (value - 0xAC00) % 28 == 0:
            Unicode.Scalar(value + next.value - 0x11A7)
        default: nil
        }
    }

    /// The character that is this one and the next together, if there is one.
    fileprivate func composed(with next: Unicode.Scalar) -> Unicode.Scalar? {
        guard value >= 0x3C, next.value >= 0x300 else { return nil }
        if let syllable = hangulSyllable(with: next) { return syllable }
        return DecompositionTable.composites[canonicalDecomposition + [next]]
    }
}

/// The canonical decompositions of U+00C0 to U+30FF, where nearly all of them are: a look-up is
/// a hundred times faster than to ask Foundation.
private enum DecompositionTable {
    /// Made when a character of theirs is met: all of them take milliseconds.
    private static let blocks = Locked<[UInt32: [[Unicode.Scalar]?]]>([:])
    private static let blockSize: UInt32 = 256

    /// The decomposition of a scalar of the range; `nil` if it has none.
    static func decomposition(of value: UInt32) -> [Unicode.Scalar]? {
        let range = block(of: value)
        let place = Int(value - range.lowerBound)
        return blocks.withLock { blocks in
            if let known = blocks[range.lowerBound] { return known[place] }
            let new = decompositions(in: range)
            blocks[range.lowerBound] = new
            return new[place]
        }
    }

    private static func block(of value: UInt32) -> Range<UInt32> {
        let start = value / blockSize * blockSize
        return max(start, 0xC0)..<start + blockSize
    }

    private static func decompositions(in range: Range<UInt32>) -> [[Unicode.Scalar]?] {
        // All in one string, separated by a character that nothing combines with.
        var all = String.UnicodeScalarView()
        for value in range {
            guard let scalar = Unicode.Scalar(value) else { continue }
            all.append(scalar)
            all.append("\n")
        }
        let parts = String(all).decomposedStringWithCanonicalMapping.unicodeScalars
            .split(separator: "\n", omittingEmptySubsequences: false)
        return zip(range, parts).map { value, part in
            guard part.count != 1 || part.first?.value != value,
                let scalar = Unicode.Scalar(value), scalar.isKnown(toUnicode: 9)
            else { return nil }
            return Array(part)
        }
    }

    /// The characters that are put together again, by their decompositions. (Foundation's own
    /// composition leaves some vowel signs apart and takes U+21F10 for U+1F10.)
    static let composites: [[Unicode.Scalar]: Unicode.Scalar] = {
        var composites: [[Unicode.Scalar]: Unicode.Scalar] = [:]
        for value in [UInt32(0xC0)..<0x3100, 0x11000..<0x12000].joined() {
            guard let scalar = Unicode.Scalar(value),
                !scalar.properties.isFullCompositionExclusion,
                case let parts = scalar.canonicalDecomposition, parts.count > 1
            else { continue }
            composites[parts] = scalar
        }
        return composites
    }()
}
