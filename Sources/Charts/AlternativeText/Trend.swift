/// Which way a row of numbers goes, as one would say it.
enum Trend: Equatable {
    /// Every number is the same.
    case constant
    case rising(isSteady: Bool)
    case falling(isSteady: Bool)
    /// Up to the number at an index, then down.
    case peak(Int)
    /// Down to the number at an index, then up.
    case valley(Int)
    case none

    /// - Returns: `nil` for fewer than three numbers, which have no trend.
    /// - Complexity: O(n)
    init?(_ values: [Double]) {
        guard values.count > 2, let first = values.first, let last = values.last else { return nil }
        let pairs = zip(values, values.dropFirst())
        let rises = pairs.count { $0 < $1 }
        let falls = pairs.count { $0 > $1 }
        if rises == 0, falls == 0 {
            self = .constant
        } else if falls == 0 {
            self = .rising(isSteady: true)
        } else if rises == 0 {
            self = .falling(isSteady: true)
        } else if let index = values.turningPoint(by: <) {
            self = .peak(index)
        } else if let index = values.turningPoint(by: >) {
            self = .valley(index)
        } else {
            let correlation = values.correlationWithPosition
            if correlation >= 0.7, last > first {
                self = .rising(isSteady: false)
            } else if correlation <= -0.7, last < first {
                self = .falling(isSteady: false)
            } else {
                self = .none
            }
        }
    }

    /// The trend as the end of a sentence: `falls steadily`.
    func phrase(_ label: (Int) -> String) -> String {
        switch self {
        case .constant: "stays the same"
        case .rising(let isSteady): isSteady ? "rises steadily" : "rises overall"
        case .falling(let isSteady): isSteady ? "falls steadily" : "falls overall"
        case .peak(let index): "rises up to \(label(index)), then falls"
        case .valley(let index): "falls down to \(label(index)), then rises"
        case .none: "goes up and down without a clear trend"
        }
    }
}

extension [Double] {
    /// The index of the extreme inside the row, if numbers only go up to it and only down from it
    /// (with `>`, the other way round).
    fileprivate func turningPoint(by precedes: (Double, Double) -> Bool) -> Int? {
        guard let top = indices.max(by: { precedes(self[$0], self[$1]) }), top > 0,
            top < count - 1
        else { return nil }
        let isUpBefore = (1...top).allSatisfy { !precedes(self[$0], self[$0 - 1]) }
        let isDownAfter = (top + 1..<count).allSatisfy { !precedes(self[$0 - 1], self[$0]) }
        return isUpBefore && isDownAfter ? top : nil
    }

    /// Pearson's correlation of the numbers with their places, from -1 to 1.
    fileprivate var correlationWithPosition: Double {
        // Scaled, because the squares of the largest numbers are infinite.
        let scale = map(abs).max() ?? 0
        guard scale > 0 else { return 0 }
        let mean = map { $0 / scale }.reduce(0, +) / Double(count)
        let middle = Double(count - 1) / 2
        var (product, square, places) = (0.0, 0.0, 0.0)
        for (index, value) in enumerated() {
            let (x, y) = (Double(index) - middle, value / scale - mean)
            product += x * y
            square += y * y
            places += x * x
        }
        return square > 0 ? product / (square * places).squareRoot() : 0
    }
}
