import Encoder

/// The similarities of things with one another.
enum SimilarityMatrix {
    /// The cosine of every two vectors: `[n][n]`, symmetric, in [−1, 1]; 0 for a zero vector.
    ///
    /// As `CosineSimilarity.cosine`, but each length is computed once, and the loop is not generic.
    static func cosines(_ vectors: [[Float]], threadCount: Int) throws -> [[Float]] {
        let units = vectors.map { vector in
            let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
            return vector.map { length == 0 ? 0 : Double($0) / length }
        }
        // The lower half; each row with what precedes it.
        let half = try mapConcurrently(count: units.count, threadCount: threadCount) { row in
            (0...row).map { Float(min(max(product(units[row], units[$0]), -1), 1)) }
        }
        return vectors.indices.map { row in
            vectors.indices.map { $0 <= row ? half[row][$0] : half[$0][row] }
        }
    }

    /// - Precondition: the lengths are equal.
    private static func product(_ a: [Double], _ b: [Double]) -> Double {
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                // Eight sums side by side do not wait for one another.
                typealias Lanes = SIMD8<Double>
                let whole = a.count / Lanes.scalarCount * Lanes.scalarCount
                let (left, right) = (UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
                var lanes = Lanes.zero
                for index in stride(from: 0, to: whole, by: Lanes.scalarCount) {
                    let offset = index * MemoryLayout<Double>.stride
                    lanes +=
                        left.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
                        * right.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
                }
                return (whole..<a.count).reduce(lanes.sum()) { $0 + a[$1] * b[$1] }
            }
        }
    }

    /// The mean over pairs of different things; `nil` when none is meant.
    static func mean(_ matrix: [[Float]], where isMeant: (Int, Int) -> Bool) -> Float? {
        var (sum, count) = (0.0, 0)
        for row in matrix.indices {
            for column in 0..<row where isMeant(row, column) {
                sum += Double(matrix[row][column])
                count += 1
            }
        }
        return count > 0 ? Float(sum / Double(count)) : nil
    }

    /// How far the mean over other sentences like these may be from `mean` in 95 of 100 cases: 1.96 standard
    /// errors of the jackknife, which leaves out one sentence after the other (Tukey 1958; for means over
    /// pairs, Arvesen 1969); `nil` where leaving one out leaves no pair.
    static func spread(_ matrix: [[Float]], where isMeant: (Int, Int) -> Bool) -> Float? {
        var sums = [Double](repeating: 0, count: matrix.count)
        var counts = [Int](repeating: 0, count: matrix.count)
        for row in matrix.indices {
            for column in 0..<row where isMeant(row, column) {
                for index in [row, column] {
                    sums[index] += Double(matrix[row][column])
                    counts[index] += 1
                }
            }
        }
        // Each pair is in two sentences' sums.
        let (sum, count) = (sums.reduce(0, +) / 2, counts.reduce(0, +) / 2)
        guard matrix.count > 2, counts.allSatisfy({ $0 < count }) else { return nil }
        let means = zip(sums, counts).map { (sum - $0) / Double(count - $1) }
        let center = means.reduce(0, +) / Double(means.count)
        let squares = means.reduce(0) { $0 + ($1 - center) * ($1 - center) }
        let share = Double(means.count - 1) / Double(means.count)
        return Float(1.959_963_984_540_054 * (share * squares).squareRoot())
    }

    /// The groups with, for each, the member that is most like the others, the first of several.
    static func groups(_ groups: [Int], _ matrix: [[Float]]) -> [AnalyzedWord.Group] {
        let members = Dictionary(grouping: groups.indices) { groups[$0] }
        return members.keys.sorted().map { number in
            let members = members[number] ?? []
            var best = (index: members.first ?? 0, sum: -Double.infinity)
            for member in members {
                let sum = members.reduce(0.0) { $0 + Double(matrix[member][$1]) }
                if sum > best.sum { best = (member, sum) }
            }
            return AnalyzedWord.Group(
                number: number + 1, size: members.count, representative: best.index)
        }
    }
}
