import Charts

extension [LineChart.Band] {
    /// What labelled pairs have by layer, as areas behind a chart's lines: the middle 80 % of those with the
    /// same sense and of those with different senses.
    ///
    /// - Parameters:
    ///   - same: one range for each label of the chart, as long as `different`.
    ///   - namesShare: whether the legend says how many of the pairs an area holds.
    ///   - sharesColors: gives the areas the colours of the chart's first two lines, which show the same kinds in
    ///     this order.
    package static func labelledPairs(
        same: [ClosedRange<Double>], different: [ClosedRange<Double>], namesShare: Bool = true,
        sharesColors: Bool = false
    ) -> [LineChart.Band] {
        let share = namesShare ? ", middle 80%" : ""
        return [
            .init(name: "same sense\(share)", ranges: same, series: sharesColors ? 0 : nil),
            .init(
                name: "different senses\(share)", ranges: different, series: sharesColors ? 1 : nil),
        ]
    }
}
