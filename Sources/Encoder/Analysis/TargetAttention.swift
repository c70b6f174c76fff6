extension ModelOutput {
    /// Where a word attends: for each layer and head, the mean over its tokens' rows of attention (Clark et
    /// al. 2019).
    ///
    /// - Parameter tokens: the indices of the word's tokens.
    /// - Returns: `[layers][heads][tokens]`; each innermost row sums to 1. NaN for no token, or for one
    ///   whose row the encoding does not have.
    public func attention(from tokens: [Int]) -> [[[Float]]] {
        (0..<layerCount).map { attention(from: tokens, layer: $0) }
    }

    /// The same of one layer, `[heads][tokens]`.
    package func attention(from tokens: [Int], layer: Int) -> [[Float]] {
        (0..<headCount).map { head in
            mean(
                of: tokens.map { attention(from: $0, layer: layer, head: head) }, width: tokenCount)
        }
    }
}

/// Summaries of the attention rows of one word.
public enum AttentionSummary {
    /// The mean over heads: `[heads][tokens]` to `[tokens]`.
    ///
    /// - Returns: nothing for no heads; NaN where one has another number of tokens than the first.
    public static func headMean(_ heads: [[Float]]) -> [Float] {
        mean(of: heads.map { $0[...] }, width: heads.first?.count ?? 0)
    }

    /// A row divided by its sum, so that it sums to 1; a row of zeros stays as it is.
    public static func normalized(_ row: [Float]) -> [Float] {
        let sum = row.reduce(0.0) { $0 + Double($1) }
        return sum == 0 ? row : row.map { Float(Double($0) / sum) }
    }

    /// The layer × token map of a word: row l is its attention at layer l, the mean over heads,
    /// divided by its sum.
    ///
    /// - Parameters:
    ///   - attention: `[layers][heads][tokens]`.
    ///   - hidden: tokens to leave out before dividing; their entries are dropped.
    /// - Returns: `[layers][tokens − hidden]`, each row summing to 1, but for one of zeros, which stays
    ///   as it is.
    public static func layerMap(_ attention: [[[Float]]], hiding hidden: Set<Int> = []) -> [[Float]]
    {
        attention.map { heads in
            normalized(
                headMean(heads).enumerated().filter { !hidden.contains($0.offset) }.map(\.element))
        }
    }
}
