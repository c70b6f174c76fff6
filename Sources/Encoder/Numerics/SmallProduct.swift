/// The two products of attention for a short sentence, without oneDNN.
///
/// oneDNN's general product writes its machine code at the first call, which takes ten times as long
/// as everything else that a pair of sentences needs. For matrices of a few dozen rows plain loops
/// are as fast.
extension BatchedProduct {
    /// Up to this many rows and columns the loops below are not slower.
    static let smallSize = 40

    /// Whether the product is small, and its matrices lie as the loops below need it.
    var isSmall: Bool { m <= Self.smallSize && max(n, k) <= 2 * Self.smallSize }

    /// Computes the product.
    func runSmall(
        _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>,
        into destination: UnsafeMutablePointer<Float>
    ) {
        for index in 0..<batch {
            let left = left + index * self.left.batch
            let right = right + index * self.right.batch
            let destination = destination + index * self.destination.batch
            if self.right.row == 1 {
                multiplyTransposed(left, right, into: destination)
            } else {
                multiply(left, right, into: destination)
            }
        }
    }

    /// Rows times rows: `right`'s columns are contiguous.
    private func multiplyTransposed(
        _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>,
        into destination: UnsafeMutablePointer<Float>
    ) {
        for row in 0..<m {
            let a = left + row * self.left.row
            let output = destination + row * self.destination.row
            for column in 0..<n {
                let b = right + column * self.right.column
                var lanes = Lanes.zero
                var index = 0
                while index + Lanes.scalarCount <= k {
                    lanes += load(a + index) * load(b + index)
                    index += Lanes.scalarCount
                }
                var sum = lanes.sum()
                while index < k {
                    sum += a[index] * b[index]
                    index += 1
                }
                output[column] = scale * sum + (accumulates ? output[column] : 0)
            }
        }
    }

    /// Rows times columns: `right`'s rows are contiguous.
    private func multiply(
        _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>,
        into destination: UnsafeMutablePointer<Float>
    ) {
        for row in 0..<m {
            let a = left + row * self.left.row
            let output = destination + row * self.destination.row
            var column = 0
            while column + Lanes.scalarCount <= n {
                var lanes = Lanes.zero
                for index in 0..<k {
                    lanes += a[index] * load(right + index * self.right.row + column)
                }
                lanes *= scale
                if accumulates { lanes += load(output + column) }
                UnsafeMutableRawPointer(output + column).storeBytes(of: lanes, as: Lanes.self)
                column += Lanes.scalarCount
            }
            while column < n {
                var sum: Float = 0
                for index in 0..<k { sum += a[index] * right[index * self.right.row + column] }
                output[column] = scale * sum + (accumulates ? output[column] : 0)
                column += 1
            }
        }
    }
}

private typealias Lanes = SIMD16<Float>

private func load(_ address: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(address).loadUnaligned(as: Lanes.self)
}
