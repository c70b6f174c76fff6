/// How a chart shows its labels and numbers, as far as its room decides that: panels of one kind do
/// it as the one with the least room does.
struct LabelLayout: Equatable {
    /// From the most to the least that the numbers of a chart can say.
    enum Numbers: Comparable {
        /// All, with so many digits fewer than would be best.
        case written(dropped: Int)
        /// All, read upwards.
        case turned
        /// None, or only those of marked items.
        case reduced
        /// Not even those of marked items, one of which has no room for its number.
        case hidden
    }

    /// Degrees of the labels below or above: 0, -45 or -90; labels may turn further, but not less.
    var rotation = 0.0
    var numbers = Numbers.written(dropped: 0)

    func union(_ other: LabelLayout) -> LabelLayout {
        LabelLayout(rotation: min(rotation, other.rotation), numbers: max(numbers, other.numbers))
    }

    /// The formats that are left, from the most to the fewest digits; none when not all numbers are
    /// to be written level.
    func formats(_ formats: [NumberFormat]) -> ArraySlice<NumberFormat> {
        guard case .written(let dropped) = numbers else { return [] }
        return formats.dropFirst(min(dropped, formats.count - 1))
    }
}
