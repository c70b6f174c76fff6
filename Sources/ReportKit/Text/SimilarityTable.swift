/// The table that `report pair` prints: the sentences and the similarity at every layer.
public enum SimilarityTable {
    /// The table as lines of plain text, without a final line break.
    public static func text(for analysis: PairAnalysis) -> String {
        var lines = analysis.sentences.enumerated().map { index, sentence in
            "\(index + 1)  \(sentence.word): \(sentence.text)"
        }
        let width = max(5, analysis.similarity.layers.map(\.count).max() ?? 0)
        lines += ["", "layer".padded(to: width) + "  cosine"]
        for (layer, cosine) in zip(analysis.similarity.layers, analysis.similarity.cosine) {
            lines.append(layer.padded(to: width) + "  " + Format.fixed(Double(cosine), decimals: 4))
        }
        return lines.joined(separator: "\n")
    }
}

extension String {
    /// The text with spaces behind it up to a width in characters.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
