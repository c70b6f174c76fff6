/// Where bars stand: turns positions along the two axes into places on the page.
///
/// Everything about bars is computed along the categories and along the values; only here is it
/// decided which of the two runs down the page.
struct BarFrame {
    let orientation: BarChart.Orientation
    let bands: BandScale
    let values: LinearScale
    /// Bars of one band.
    let groupSize: Int

    init(
        _ orientation: BarChart.Orientation, count: Int, groupSize: Int, plot: Rect,
        values: LinearScale, theme: Theme
    ) {
        self.orientation = orientation
        self.values = values
        self.groupSize = max(groupSize, 1)
        let (start, end) =
            orientation == .vertical ? (plot.minX, plot.maxX) : (plot.minY, plot.maxY)
        bands = BandScale(
            count: count, from: start, to: end, spacing: theme.barSpacing,
            maximumBandwidth: theme.maximumBarWidth * Double(self.groupSize).squareRoot())
    }

    /// The bars of one band, which nearly touch.
    private func group(_ index: Int) -> BandScale {
        let band = bands.band(index)
        return BandScale(
            count: groupSize, from: band.lowerBound, to: band.upperBound,
            spacing: groupSize > 1 ? 0.06 : 0)
    }

    func center(_ index: Int, _ series: Int) -> Double { group(index).center(series) }

    /// Room for a number along the categories.
    var slot: Double { groupSize > 1 ? bands.bandwidth / Double(groupSize) : bands.step }

    /// From 0 to a value.
    func bar(_ index: Int, _ series: Int, _ value: Double) -> Rect {
        let band = group(index).band(series)
        return rectangle(
            band.lowerBound, band.upperBound, values.position(0), values.position(value))
    }

    /// From 0 to the end of the axis, with a slanted gap near the end: the bar of a value that lies beyond.
    /// - Returns: The corners of the two parts.
    func brokenBar(_ index: Int, _ series: Int, _ value: Double, _ theme: Theme) -> [[Point]] {
        let band = group(index).band(series)
        let (zero, end) = (values.position(0), values.position(value))
        let length = abs(end - zero)
        let sign: Double = end < zero ? -1 : 1
        let gap = min(2 * theme.unit, length / 6)
        let slant = min(3 * theme.unit, length / 6)
        // Along the values, of the edge at the beginning of the band.
        let start = zero + sign * max(length - 3 * gap - 2 * slant, 0)
        func point(_ across: Double, _ along: Double) -> Point {
            orientation == .vertical ? Point(x: across, y: along) : Point(x: along, y: across)
        }
        func part(_ low: (Double, Double), _ high: (Double, Double)) -> [Point] {
            [
                point(band.lowerBound, low.0), point(band.upperBound, low.1),
                point(band.upperBound, high.1), point(band.lowerBound, high.0),
            ]
        }
        let (slanted, shift) = (sign * slant, sign * gap)
        return [
            part((zero, zero), (start, start + slanted)),
            part((start + shift, start + slanted + shift), (end, end)),
        ]
    }

    /// The whole width of a band and height of the plot.
    func band(_ index: Int, in plot: Rect) -> Rect {
        let (low, high) = (
            bands.center(index) - bands.step / 2, bands.center(index) + bands.step / 2
        )
        switch orientation {
        case .vertical: return Rect(x: low, y: plot.minY, toX: high, toY: plot.maxY)
        case .horizontal: return Rect(x: plot.minX, y: low, toX: plot.maxX, toY: high)
        }
    }

    /// The line that bars stand on.
    func baseline(in plot: Rect) -> [Point] {
        let zero = values.position(0)
        switch orientation {
        case .vertical: return [Point(x: plot.minX, y: zero), Point(x: plot.maxX, y: zero)]
        case .horizontal: return [Point(x: zero, y: plot.minY), Point(x: zero, y: plot.maxY)]
        }
    }

    /// A box of a size along both axes that begins beyond the end of a bar and points away from it.
    func box(
        _ index: Int, _ series: Int, at value: Double, across: Double, along: Double,
        distance: Double, isNegative: Bool
    ) -> Rect {
        // Values grow up the page, or to the right.
        let sign = (orientation == .vertical ? -1.0 : 1) * (isNegative ? -1 : 1)
        let start = values.position(value) + sign * distance
        let center = center(index, series)
        return rectangle(
            center - across / 2, center + across / 2, start, start + sign * along)
    }

    private func rectangle(_ a: Double, _ b: Double, _ from: Double, _ to: Double) -> Rect {
        switch orientation {
        case .vertical: Rect(x: a, y: from, toX: b, toY: to)
        case .horizontal: Rect(x: from, y: a, toX: to, toY: b)
        }
    }
}
