/// Where arrays of a sentence go, and which tokens' rows of them are kept: of a long text all would take too
/// much memory.
struct KeptRows {
    /// `[…, kept tokens, width]`.
    let start: UnsafeMutablePointer<Float>
    /// The tokens, ascending; `nil` for all.
    let tokens: [Int]?

    /// The same behind some maps of `[kept tokens, tokens]`, of a sentence of `count` tokens.
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
