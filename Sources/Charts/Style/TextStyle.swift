/// Weight of a font on the scale of OpenType.
enum FontWeight: Int, Hashable, Sendable {
    case regular = 400
    case semibold = 600
}

/// How a piece of text is set.
struct TextStyle: Hashable, Sendable {
    /// Comma-separated families, first choice first.
    var family: String
    /// In points.
    var size: Double
    var weight: FontWeight = .regular
    /// Digits of equal width, so that numbers below one another line up.
    var hasTabularDigits = false

    func weighing(_ weight: FontWeight) -> TextStyle {
        var copy = self
        copy.weight = weight
        return copy
    }
}
