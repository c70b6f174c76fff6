/// Maps a range of values to the colours of a map.
struct ColorScale: Equatable {
    let domain: ClosedRange<Double>
    let map: ColorMap

    /// The colour of a value; `nil` for NaN and infinite values, which have no place on the scale.
    ///
    /// A zero-width domain gives the middle of the map.
    func color(_ value: Double) -> Color? {
        guard value.isFinite else { return nil }
        return map.color(at: LinearScale.fraction(value, in: domain))
    }
}
