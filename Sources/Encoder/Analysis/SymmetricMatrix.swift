/// A number for every two of n things, such as a distance, whichever of the two comes first: kept once, in half
/// the memory of a square.
public struct SymmetricMatrix: Sendable, Equatable {
    /// The number of things, n.
    public let count: Int
    /// Row after row, each up to and with the diagonal: `[n (n + 1) / 2]`.
    private(set) var values: [Float]

    /// - Parameter rows: the number of row a and column b for each b ≤ a: a + 1 numbers in row a; what
    ///   follows in a row is not read, so that a square matrix can be given too. What is missing is NaN.
    public init(_ rows: [[Float]]) {
        count = rows.count
        values = []
        values.reserveCapacity(count * (count + 1) / 2)
        for (index, row) in rows.enumerated() {
            values += row.prefix(index + 1)
            values += repeatElement(.nan, count: max(index + 1 - row.count, 0))
        }
    }

    /// The number of two things, from 0 to `count` − 1 each.
    public subscript(a: Int, b: Int) -> Float {
        get { values[Self.place(a, b)] }
        set { values[Self.place(a, b)] = newValue }
    }

    private static func place(_ a: Int, _ b: Int) -> Int {
        a >= b ? a * (a + 1) / 2 + b : b * (b + 1) / 2 + a
    }

    /// All numbers of one thing: `[n]`.
    public func row(_ thing: Int) -> [Float] { (0..<count).map { self[thing, $0] } }

    /// The matrix of the distances 1 − s, if this one holds similarities s.
    public var distances: SymmetricMatrix {
        var matrix = self
        for index in matrix.values.indices { matrix.values[index] = 1 - matrix.values[index] }
        return matrix
    }

    /// The numbers of some of the things with one another, in the order in which these are given.
    public func among(_ things: [Int]) -> SymmetricMatrix {
        SymmetricMatrix(
            things.enumerated().map { index, thing in
                things[...index].map { self[thing, $0] }
            })
    }
}
