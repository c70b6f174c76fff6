/// Numbers in ascending order.
package struct SortedNumbers: Sendable, Equatable {
    package let values: [Double]

    package init(_ values: [Double]) { self.values = values.sorted() }

    /// - Parameter values: in ascending order.
    init(ascending values: [Double]) { self.values = values }

    /// The number below which a share of all lies, between neighbours linearly (type 7 of Hyndman and Fan
    /// 1996); 0 where there are none.
    package func quantile(_ share: Double) -> Double {
        guard let last = values.indices.last else { return 0 }
        let place = share * Double(last)
        let low = min(max(Int(place), 0), last)
        let high = min(low + 1, last)
        return values[low] + (place - Double(low)) * (values[high] - values[low])
    }

    /// The middle 80 %: from the tenth to the ninetieth percentile.
    package var band: ClosedRange<Double> { quantile(0.1)...max(quantile(0.1), quantile(0.9)) }

    /// The share of the numbers that are at most `value`.
    package func share(upTo value: Double) -> Double {
        values.isEmpty ? 0 : Double(count { $0 <= value }) / Double(values.count)
    }

    /// How many numbers a condition holds for that holds for all numbers below one, and for none above.
    /// - Complexity: O(log n)
    func count(_ isLow: (Double) -> Bool) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if isLow(values[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    package var mean: Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }

    /// With n − 1 in the denominator.
    var deviation: Double {
        guard values.count > 1 else { return 0 }
        let mean = mean
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1)).squareRoot()
    }
}
