/// The domains of two axes that span a plane.
struct PlaneScales: Equatable {
    /// From the smallest to the largest number of all points along each axis, with a margin.
    let horizontal: ClosedRange<Double>
    let vertical: ClosedRange<Double>

    /// The share of a domain that is added at each of its ends.
    private static let margin = 0.04

    init(_ points: some Sequence<ScatterChart.Dot>) {
        var (x, y): (ClosedRange<Double>?, ClosedRange<Double>?)
        func extended(_ range: ClosedRange<Double>?, _ value: Double) -> ClosedRange<Double> {
            guard let range else { return value...value }
            return min(range.lowerBound, value)...max(range.upperBound, value)
        }
        for point in points where point.isFinite {
            x = extended(x, point.x)
            y = extended(y, point.y)
        }
        horizontal = Self.widened(x ?? 0...1)
        vertical = Self.widened(y ?? 0...1)
    }

    private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
        let room = margin * range.upperBound - margin * range.lowerBound
        let (lower, upper) = (range.lowerBound - room, range.upperBound + room)
        return lower.isFinite && upper.isFinite ? lower...upper : range
    }

    /// The domains, one of them widened about its middle, with which a unit is as long along a width
    /// as along a height.
    ///
    /// A plane without any extent, or one too large to widen, stays as it is.
    func equal(
        width: Double, height: Double
    ) -> (
        horizontal: ClosedRange<Double>, vertical: ClosedRange<Double>
    ) {
        // Halves, because the whole of a domain near the largest numbers is infinite.
        let (x, y) = (Self.half(horizontal), Self.half(vertical))
        guard width > 0, height > 0 else { return (horizontal, vertical) }
        let unit = max(x / width, y / height)
        let widened = (
            Self.range(about: horizontal, half: unit * width),
            Self.range(about: vertical, half: unit * height)
        )
        guard unit > 0, let wide = widened.0, let high = widened.1 else {
            return (horizontal, vertical)
        }
        return (wide, high)
    }

    private static func half(_ range: ClosedRange<Double>) -> Double {
        range.upperBound / 2 - range.lowerBound / 2
    }

    private static func range(
        about range: ClosedRange<Double>, half: Double
    ) -> ClosedRange<Double>? {
        guard half > self.half(range) else { return range }
        let middle = range.lowerBound + self.half(range)
        let (lower, upper) = (middle - half, middle + half)
        return lower.isFinite && upper.isFinite ? lower...upper : nil
    }
}
