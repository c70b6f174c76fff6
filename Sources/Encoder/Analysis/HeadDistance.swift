/// Which heads do the same.
public enum HeadDistance {
    /// Of a sentence that has more rows than this, evenly spaced ones are compared.
    static let rowLimit = 32

    /// The distance of every head from every other: the mean over rows of the Jensen–Shannon divergence
    /// of their attention, smoothed to 0.999·a + 0.001/n (Clark et al. 2019, who take the sum).
    ///
    /// It is the square of a distance in a Euclidean space (Fuglede and Topsøe 2004), so that
    /// `PrincipalCoordinates` places the heads on a plane, as Clark et al. do.
    ///
    /// - Parameters:
    ///   - encodings: sentences through the same model; rows of all count alike. Of a sentence of
    ///     more than 32 tokens, 32 evenly spaced rows are compared.
    ///   - threadCount: how many threads to use; the numbers do not depend on it.
    /// - Returns: `[layers·heads][layers·heads]`, head h of layer l at l·heads + h; in nats, from 0 to
    ///   ln 2, symmetric, 0 on the diagonal. Nothing for no sentence; NaN beside the diagonal for a long
    ///   text, of which some rows of attention are missing.
    /// - Complexity: O((layers · heads)² · tokens) for each of at most 32 rows of a sentence.
    public static func matrix(in encodings: [ModelOutput], threadCount: Int = 1) throws -> [[Float]]
    {
        guard let first = encodings.first else { return [] }
        let heads = first.headCount
        let count = first.layerCount * heads
        let rows = try mapConcurrently(count: count, threadCount: threadCount) { head in
            encodings.flatMap { encoding in
                self.rows(of: encoding.tokenCount).map { row in
                    JensenShannon.Distribution(
                        encoding.attention(from: row, layer: head / heads, head: head % heads))
                }
            }
        }
        let upper = try mapConcurrently(count: count, threadCount: threadCount) { head in
            // By their addresses: the rows of each pair would be retained and released else.
            rows[head].withUnsafeBufferPointer { rowsOfHead in
                (head + 1..<max(count, head + 1)).map { other -> Float in
                    rows[other].withUnsafeBufferPointer { rowsOfOther in
                        var sum = 0.0
                        for row in rowsOfHead.indices {
                            sum += JensenShannon.divergence(rowsOfHead[row], rowsOfOther[row])
                        }
                        return Float(sum / Double(rowsOfHead.count))
                    }
                }
            }
        }
        return (0..<count).map { row in
            (0..<count).map { column in
                row == column
                    ? 0 : upper[min(row, column)][abs(row - column) - 1]
            }
        }
    }

    /// The rows that are compared of a sentence of so many tokens.
    private static func rows(of count: Int) -> [Int] {
        guard count > rowLimit else { return Array(0..<count) }
        return (0..<rowLimit).map { $0 * (count - 1) / (rowLimit - 1) }
    }
}
