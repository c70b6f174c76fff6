import Foundation

/// SentencePiece's own normalisation: a map from characters, or from short sequences of them, to what replaces
/// them.
///
/// The keys are in a trie in the form of two interwoven arrays (Aoe 1989; the library Darts-clone), each entry
/// of 32 bits. The file may hold anything: what leads out of the arrays is not in the map.
public struct CharacterMap: Sendable, Equatable {
    private let units: [UInt32]
    /// The replacements, each ended by a zero byte.
    private let replacements: [UInt8]

    /// - Parameter data: the trie's size in bytes as 32 bits, the trie, and the replacements.
    /// - Returns: `nil` when the sizes do not fit, or the replacements are not UTF-8.
    init?(_ data: [UInt8]) {
        guard data.count >= 4 else { return nil }
        func unit(at offset: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(data[offset + $1]) << UInt32(8 * $1) }
        }
        let size = Int(unit(at: 0))
        guard size % 4 == 0, size > 0, size <= data.count - 4,
            String(validating: data[(4 + size)...], as: UTF8.self) != nil
        else { return nil }
        units = stride(from: 4, to: 4 + size, by: 4).map(unit)
        replacements = Array(data[(4 + size)...])
    }

    init?(base64 text: String) {
        guard let data = Data(base64Encoded: text) else { return nil }
        self.init([UInt8](data))
    }

    /// What replaces a text: the replacement of the shortest of its beginnings that is in the map.
    func replacement(of text: some Sequence<UInt8>) -> [Unicode.Scalar]? {
        var place = Self.offset(units[0])
        for byte in text {
            guard byte != 0 else { return nil }
            place ^= Int(byte)
            guard place < units.count else { return nil }
            let unit = units[place]
            // The highest bit is set in values, which are no labels.
            guard unit & (1 << 31 | 0xFF) == UInt32(byte) else { return nil }
            place ^= Self.offset(unit)
            guard unit >> 8 & 1 == 1 else { continue }
            guard place < units.count else { return nil }
            let start = Int(units[place] & (1 << 31 - 1))
            guard start <= replacements.count else { return nil }
            let bytes = replacements[start...].prefix { $0 != 0 }
            return Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        }
        return nil
    }

    private static func offset(_ unit: UInt32) -> Int {
        Int(unit >> 10) << Int((unit & 1 << 9) >> 6)
    }

    /// Sequences of more bytes are replaced character by character.
    private static let longestSequence = 5

    func callAsFunction(_ text: inout NormalizedText) {
        var changes: [NormalizedText.Change] = []
        var isChanged = false
        func replace(_ scalars: some Collection<Unicode.Scalar>, utf8: some Sequence<UInt8>) -> Bool
        {
            guard let replacement = replacement(of: utf8) else { return false }
            isChanged = true
            let added = replacement.count - scalars.count
            for (index, scalar) in replacement.enumerated() {
                changes.append((scalar, index >= replacement.count - added ? 1 : 0))
            }
            // What is left out belongs to the scalar before it, of whatever replacement.
            if added < 0, let last = changes.indices.last { changes[last].change += added }
            return true
        }
        for character in text.string {
            let scalars = character.unicodeScalars
            if character.utf8.count <= Self.longestSequence,
                replace(scalars, utf8: character.utf8)
            {
                continue
            }
            for scalar in scalars where !replace(CollectionOfOne(scalar), utf8: scalar.utf8) {
                changes.append((scalar, 0))
            }
        }
        if isChanged { text.rewrite(changes) }
    }
}
