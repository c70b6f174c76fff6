/// A scalar of a text that is being tokenized, and where it came from.
struct AlignedScalar: Sendable, Equatable {
    var scalar: Unicode.Scalar
    /// The range of scalars of the original text.
    var origin: Range<Int>
}

/// Text on its way through the tokenizer: each scalar with the place in the original that it came
/// from.
struct NormalizedText: Sendable, Equatable {
    var scalars: [AlignedScalar]

    init(_ scalars: [AlignedScalar]) { self.scalars = scalars }

    /// The text itself, `start` being the place of its first scalar in the original.
    init(_ text: some Sequence<Unicode.Scalar>, start: Int = 0) {
        scalars = []
        var place = start
        for scalar in text {
            scalars.append(AlignedScalar(scalar: scalar, origin: place..<place + 1))
            place += 1
        }
    }

    init(_ text: String) {
        var text = text
        let ascii: [AlignedScalar]? = text.withUTF8 { bytes in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
            return Array(unsafeUninitializedCapacity: bytes.count) { buffer, count in
                for (place, byte) in bytes.enumerated() {
                    buffer.initializeElement(
                        at: place,
                        to: AlignedScalar(scalar: Unicode.Scalar(byte), origin: place..<place + 1))
                }
                count = bytes.count
            }
        }
        if let ascii { self.init(ascii) } else { self.init(text.unicodeScalars) }
    }

    var string: String { scalars[...].string }

    mutating func replaceEach(_ replacement: (Unicode.Scalar) -> Unicode.Scalar) {
        for index in scalars.indices { scalars[index].scalar = replacement(scalars[index].scalar) }
    }

    mutating func removeAll(where isRemoved: (Unicode.Scalar) -> Bool) {
        scalars.removeAll { isRemoved($0.scalar) }
    }

    /// Replaces each scalar by some that take over its place in the original.
    mutating func expandEach(_ expansion: (Unicode.Scalar, (Unicode.Scalar) -> Void) -> Void) {
        var expanded: [AlignedScalar] = []
        expanded.reserveCapacity(scalars.count + scalars.count / 8)
        for (scalar, origin) in scalars.lazy.map({ ($0.scalar, $0.origin) }) {
            expansion(scalar) { expanded.append(AlignedScalar(scalar: $0, origin: origin)) }
        }
        scalars = expanded
    }

    /// A scalar of a rewritten text, and how it changes the count of scalars: 0 takes the place of
    /// one old scalar, −n of one and the n after it, 1 of none.
    typealias Change = (scalar: Unicode.Scalar, change: Int)

    /// Rewrites the whole text.
    ///
    /// The places are told from the changes alone, in order, as the reference does it. Where scalars
    /// have changed their order, they stay with the positions and not with the scalars.
    mutating func rewrite(_ changes: [Change]) {
        var rewritten: [AlignedScalar] = []
        rewritten.reserveCapacity(changes.count)
        var next = 0
        for (scalar, change) in changes {
            let source = min(change > 0 ? max(next - 1, 0) : next, scalars.count - 1)
            guard source >= 0 else { break }
            rewritten.append(AlignedScalar(scalar: scalar, origin: scalars[source].origin))
            if change <= 0 { next += 1 - change }
        }
        scalars = rewritten
    }
}

extension ArraySlice<AlignedScalar> {
    var string: String {
        let length = reduce(0) { $0 + UTF8.width($1.scalar) }
        return String(unsafeUninitializedCapacity: length) { buffer in
            var end = 0
            for aligned in self {
                if aligned.scalar.isASCII {
                    buffer[end] = UInt8(truncatingIfNeeded: aligned.scalar.value)
                    end += 1
                } else {
                    for byte in aligned.scalar.utf8 {
                        buffer[end] = byte
                        end += 1
                    }
                }
            }
            return end
        }
    }

    /// From the place of the first scalar to that of the last; `0..<0` of none.
    var span: Range<Int> {
        guard let first, let last else { return 0..<0 }
        return first.origin.lowerBound..<Swift.max(first.origin.lowerBound, last.origin.upperBound)
    }
}
