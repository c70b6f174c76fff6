/// Text on its way through the tokenizer: each scalar with the place in the original that it came
/// from.
struct NormalizedText: Equatable {
    /// The scalars, and for each the range of scalars of the original text.
    var scalars: [(scalar: Unicode.Scalar, origin: Range<Int>)]

    /// The text itself, `start` being the place of its first scalar in the original.
    init(_ text: some Sequence<Unicode.Scalar>, start: Int = 0) {
        scalars = text.enumerated().map { ($1, start + $0..<start + $0 + 1) }
    }

    var string: String {
        var string = String.UnicodeScalarView()
        string.append(contentsOf: scalars.lazy.map(\.scalar))
        return String(string)
    }

    static func == (a: NormalizedText, b: NormalizedText) -> Bool {
        a.scalars.elementsEqual(b.scalars) { $0.scalar == $1.scalar && $0.origin == $1.origin }
    }
}
