/// Cuts a range into equal bands, one per item, with empty space between them.
///
/// Properties: bands do not overlap, keep the order of the items, and lie inside the range; items
/// are known by position, so equal labels keep their own bands.
struct BandScale: Equatable {
    let count: Int
    let start: Double
    let end: Double
    /// Distance between the centres of neighbouring bands.
    let step: Double
    /// Width of a band.
    let bandwidth: Double

    /// - Parameters:
    ///   - count: Number of items; 0 gives bands without a width.
    ///   - start: Where the first band's slot begins.
    ///   - end: Where the last band's slot ends; not less than `start`.
    ///   - spacing: Share of a slot that stays empty, from 0 to 1.
    ///   - maximumBandwidth: Limit for charts with few items.
    init(
        count: Int, from start: Double, to end: Double, spacing: Double = 0,
        maximumBandwidth: Double = .infinity
    ) {
        self.count = max(count, 0)
        self.start = start
        self.end = max(start, end)
        step = count > 0 ? (self.end - start) / Double(count) : 0
        bandwidth = min(step * (1 - min(max(spacing, 0), 1)), max(maximumBandwidth, 0))
    }

    func center(_ index: Int) -> Double { center(Double(index)) }

    /// Between the centres of bands: 1.5 is halfway from the second to the third.
    func center(_ place: Double) -> Double { start + step * (place + 0.5) }

    /// Without empty space, a band ends exactly where the next one begins.
    func band(_ index: Int) -> ClosedRange<Double> {
        guard bandwidth < step else {
            let (slot, next) = (start + step * Double(index), start + step * Double(index + 1))
            return slot...max(slot, next)
        }
        let center = center(index)
        return (center - bandwidth / 2)...(center + bandwidth / 2)
    }
}
