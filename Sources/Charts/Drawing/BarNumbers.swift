/// The numbers at the ends of bars: how they are written so that all of them fit.
struct BarNumbers {
    /// One per bar and series.
    let texts: [[TextBlock]]
    let sizes: [[Size]]
    /// Read upwards.
    let isTurned: Bool
    let fitsAll: Bool
    /// How they are written.
    let labelLayout: LabelLayout.Numbers
    private let runsUp: Bool

    /// - Parameters:
    ///   - formats: From the most to the fewest digits that make sense.
    ///   - slot: Room for a number along the categories.
    init(
        _ chart: BarChart, formats: [NumberFormat], slot: Double, labelLayout: LabelLayout,
        on surface: any Surface, theme: Theme
    ) {
        runsUp = chart.orientation == .vertical
        let isGrouped = (chart.bars.first?.values.count ?? 0) > 1
        func texts(_ format: NumberFormat) -> [[TextBlock]] {
            chart.bars.map { bar in
                bar.values.map { value in
                    TextBlock(
                        line: bar.isGap ? "" : format.string(value),
                        bar.isMarked ? theme.markedValueStyle : theme.valueStyle)
                }
            }
        }
        let first = texts(formats.first ?? .fixed(decimals: 0))
        var choice = (texts: first, sizes: first.map { $0.map(surface.measure) })
        func fits(_ extent: KeyPath<Size, Double>, _ space: Double) -> Bool {
            choice.sizes.allSatisfy { $0.allSatisfy { $0[keyPath: extent] + space <= slot } }
        }
        guard runsUp else {
            (self.texts, sizes, isTurned) = (choice.texts, choice.sizes, false)
            fitsAll = labelLayout.numbers < .reduced && fits(\.height, 0)
            self.labelLayout = fitsAll ? .written(dropped: 0) : .reduced
            return
        }
        for format in labelLayout.formats(formats) {
            if format != formats.first {
                let shorter = texts(format)
                choice = (shorter, shorter.map { $0.map(surface.measure) })
            }
            // Groups stand apart, so that the numbers of one may nearly touch.
            if fits(\.width, isGrouped ? 1 : 2) {
                (self.texts, sizes, isTurned) = (choice.texts, choice.sizes, false)
                fitsAll = true
                self.labelLayout = .written(dropped: formats.firstIndex(of: format) ?? 0)
                return
            }
        }
        isTurned = isGrouped && labelLayout.numbers < .reduced && fits(\.height, 0)
        fitsAll = isTurned
        self.labelLayout = isTurned ? .turned : .reduced
        if !isTurned { choice = (first, first.map { $0.map(surface.measure) }) }
        (self.texts, sizes) = (choice.texts, choice.sizes)
    }

    /// Extent along the categories.
    func across(_ index: Int, _ series: Int) -> Double {
        let size = sizes[index][series]
        return runsUp != isTurned ? size.width : size.height
    }

    /// Extent along the values.
    func along(_ index: Int, _ series: Int) -> Double {
        let size = sizes[index][series]
        return runsUp != isTurned ? size.height : size.width
    }

    /// The most room that a number of a bar takes along the values.
    func longest(where isShown: (Int) -> Bool) -> Double {
        sizes.indices.filter(isShown).flatMap { index in
            sizes[index].indices.map { along(index, $0) }
        }.max() ?? 0
    }
}
