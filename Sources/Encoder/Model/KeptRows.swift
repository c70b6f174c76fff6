/// Where a sentence's arrays go, and which tokens' rows of them are kept: all rows of a long text would take
/// too much memory.
struct KeptRows {
    /// `[…, kept tokens, width]`.
    let start: UnsafeMutablePointer<Float>
    /// The tokens, ascending; `nil` for all.
    let tokens: [Int]?

    /// The place after some maps of `[kept tokens, tokens]`, for a sentence of `count` tokens.
    func dropping(_ maps: Int, of count: Int) -> KeptRows {
        KeptRows(start: start + maps * (tokens?.count ?? count) * count, tokens: tokens)
    }

    /// Writes the rows that are kept of one layer's states.
    /// - Parameters:
    ///   - layer: 0 is the embeddings.
    ///   - states: `[count, width]`.
    func keep(_ states: UnsafePointer<Float>, layer: Int, count: Int, width: Int) {
        guard let tokens else {
            return (start + layer * count * width).update(from: states, count: count * width)
        }
        for (index, token) in tokens.enumerated() {
            (start + (layer * tokens.count + index) * width).update(
                from: states + token * width, count: width)
        }
    }
}
