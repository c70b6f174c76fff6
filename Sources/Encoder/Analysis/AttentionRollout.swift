/// Where a word's vector comes from, traced through all layers below.
///
/// Attention in layer l looks at vectors that layers below have mixed already. Rollout (Abnar and Zuidema
/// 2020) multiplies the layers: Ãₗ = rows of (mean over heads of Aₗ + I), each divided by its sum, the
/// identity standing for the residual connection; R₀ = Ã₀, Rₗ = Ãₗ·Rₗ₋₁. It takes no account of the
/// values that attention weighs, nor of what the feed-forward blocks do.
public enum AttentionRollout {
    /// The rollout of a word at every layer.
    ///
    /// - Parameters:
    ///   - tokens: the indices of the word's tokens; of several the mean of their rows.
    ///   - encoding: what the model computed for the word's sentence.
    /// - Returns: `[layers][tokens]`; row l sums to 1 and says of which tokens of the sentence the
    ///   word's vector after layer l is made. NaN for a word without tokens or with one that the sentence
    ///   does not have, and for a long text, of which some rows of attention are missing.
    /// - Complexity: O(layers² · tokens² + layers · heads · tokens²).
    public static func byLayer(from tokens: [Int], in encoding: ModelOutput) -> [[Float]] {
        let count = encoding.tokenCount
        guard encoding.hasEveryRow, !tokens.isEmpty, tokens.allSatisfy({ 0..<count ~= $0 }) else {
            return (0..<encoding.layerCount).map { _ in Array(repeating: .nan, count: count) }
        }
        let maps = (0..<encoding.layerCount).map { residualMap(encoding, layer: $0) }
        return maps.indices.map { top in
            var row = [Double](repeating: 0, count: count)
            for token in tokens { row[token] += 1 / Double(tokens.count) }
            // From the left: a row times a matrix is cheaper than the product of matrices.
            for map in maps[...top].reversed() { row = product(row, map) }
            return row.map { Float($0) }
        }
    }

    /// Ã of a layer, `[tokens·tokens]`.
    private static func residualMap(_ encoding: ModelOutput, layer: Int) -> [Double] {
        let count = encoding.tokenCount
        let heads = encoding.headCount
        var map = [Double](repeating: 0, count: count * count)
        encoding.attentions.scalars.withUnsafeBufferPointer { attentions in
            for head in 0..<heads {
                let start = (layer * heads + head) * map.count
                for index in map.indices { map[index] += Double(attentions[start + index]) }
            }
        }
        for row in 0..<count {
            let range = row * count..<(row + 1) * count
            for index in range { map[index] /= Double(heads) }
            map[row * count + row] += 1
            let sum = map[range].reduce(0, +)
            for index in range { map[index] /= sum }
        }
        return map
    }

    private static func product(_ row: [Double], _ map: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: row.count)
        for (index, weight) in row.enumerated() where weight != 0 {
            let start = index * row.count
            for column in result.indices { result[column] += weight * map[start + column] }
        }
        return result
    }
}
