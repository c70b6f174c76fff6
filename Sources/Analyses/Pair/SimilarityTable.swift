import Files

/// The table that `report pair` prints: the sentences and the similarity at every layer.
package enum SimilarityTable {
    /// The table as lines of plain text, without a final line break.
    package static func text(for analysis: AnalyzedPair) -> String {
        var lines = analysis.sentences.enumerated().map { index, sentence in
            "\(index + 1)  \(sentence.word): \(sentence.text)".printable
        }
        let width = max(5, analysis.similarity.layers.map(\.count).max() ?? 0)
        var columns = [("cosine", analysis.similarity.cosine)]
        if let corrected = analysis.analyses.corrected {
            columns += [("baseline", corrected.baseline), ("corrected", corrected.cosine)]
        }
        lines += ["", line("layer", columns.map(\.0), columns.map(\.0), width)]
        for (index, layer) in analysis.similarity.layers.enumerated() {
            let numbers = columns.map { Format.cell(Double($0.1[index])) }
            lines.append(line(layer, numbers, columns.map(\.0), width))
        }
        return lines.joined(separator: "\n")
    }

    /// - Parameter names: of the columns, which are as wide.
    private static func line(
        _ layer: String, _ cells: [String], _ names: [String], _ width: Int
    ) -> String {
        let cells = zip(cells, names).map { $0.padded(to: $1.count) }
        let line = ([layer.padded(to: width)] + cells).joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}

extension String {
    /// The text with spaces behind it up to a width in characters.
    package func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
