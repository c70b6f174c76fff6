/// A value on a scale with its name.
package struct Tick: Equatable {
    package let value: Double
    package let label: String
}

extension Ticks {
    /// Round numbers in a range, all with as many digits as tell them apart.
    /// - Parameters:
    ///   - range: Finite bounds.
    ///   - count: About how many there are.
    package static func labelled(in range: ClosedRange<Double>, count: Int) -> [Tick] {
        let ticks = Ticks(in: range, count: count)
        let format = NumberFormat.ticks(ticks)
        return ticks.values.map { Tick(value: $0, label: format.string($0)) }
    }
}
