import Analyses
import Charts
import TestSupport

extension AnalyzedPair {
    /// A figure of its page.
    package func figure(_ name: String) throws -> Figure {
        guard let figure = pageFigures.first(where: { $0.name == name }) else {
            throw MissingFigure(name: name)
        }
        return try figure.figure(view)
    }
}

/// A page has no figure of this name.
struct MissingFigure: Error {
    let name: String
}

/// The pair of the package's examples: real tokens, ids and cosines, made-up attention.
package enum Sample {
    package static let model = AnalyzedPair.Model(
        name: "sentence-transformers/all-MiniLM-L6-v2", type: "bert", layers: 6, heads: 12,
        hiddenSize: 384, parameters: 22_713_216,
        sha256: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db")

    package static let cosine: [Float] = [0.9581, 0.8804, 0.8569, 0.8064, 0.8477, 0.8720, 0.8114]

    package static let river = sentence(
        "The bank of the river was calm.",
        pieces: [
            ("the", 1996), ("bank", 2924), ("of", 1997), ("the", 1996), ("river", 2314),
            ("was", 2001), ("calm", 5475), (".", 1012),
        ], word: "bank", target: [2])

    package static let money = sentence(
        "She went to the bank to deposit money.",
        pieces: [
            ("she", 2016), ("went", 2253), ("to", 2000), ("the", 1996), ("bank", 2924),
            ("to", 2000), ("deposit", 12816), ("money", 2769), (".", 1012),
        ], word: "bank", target: [5])

    /// Attention that is the same on every token.
    package static let flat: [[Float]] = [
        Array(repeating: 1, count: 10), Array(repeating: 1, count: 11),
    ]

    package static func analysis() throws -> AnalyzedPair {
        try analysis(
            weights: [
                [8, 1, 3, 1, 1, 6, 1, 2, 1, 4], [8, 1, 1, 1, 1, 3, 1, 6, 3, 1, 4],
            ])
    }

    /// An analysis in which head h of layer l spreads its attention like `weights`, plus noise
    /// that grows with the layer.
    package static func analysis(
        id: String = "bank", sentences: [AnalyzedPair.Sentence] = [river, money],
        cosine: [Float] = cosine, options: PairOptions = PairOptions(layer: 5),
        weights: [[Float]], noise: Float = 1
    ) throws -> AnalyzedPair {
        var random = Noise()
        let attention = weights.map { weights in
            let rows = (0..<model.layers).map { layer in
                (0..<model.heads).map { _ in
                    let row = weights.map { $0 + noise * Float(layer) * random.next() }
                    let sum = row.reduce(0, +)
                    return row.map { $0 / sum }
                }
            }
            return AnalyzedPair.Attention(targetRows: rows)
        }
        return try AnalyzedPair(
            id: id, model: model, options: options, sentences: sentences,
            similarity: .init(cosine: cosine), attention: attention)
    }

    /// A sentence between `[CLS]` and `[SEP]`; offsets are found by reading the text from the
    /// left, and a piece that is not in it covers nothing.
    package static func sentence(
        _ text: String, pieces: [(token: String, id: Int)], word: String, target: [Int]
    ) -> AnalyzedPair.Sentence {
        let scalars = text.unicodeScalars.map { String($0).lowercased() }
        var position = 0
        let offsets = pieces.map { piece -> Range<Int> in
            let plain = piece.token.hasPrefix("##") ? String(piece.token.dropFirst(2)) : piece.token
            let wanted = plain.unicodeScalars.map { String($0) }
            for start in position...max(position, scalars.count)
            where scalars.dropFirst(start).starts(with: wanted) {
                position = start + wanted.count
                return start..<position
            }
            return 0..<0
        }
        return AnalyzedPair.Sentence(
            text: text, tokens: ["[CLS]"] + pieces.map(\.token) + ["[SEP]"],
            ids: [101] + pieces.map(\.id) + [102], offsets: [0..<0] + offsets + [0..<0],
            word: word, target: target, special: [0, pieces.count + 1])
    }

    /// Stand-ins for the figures of an analysis, by default of the sample.
    package static func figures(of analysis: AnalyzedPair? = nil) throws -> [RenderedFigure] {
        let analysis = try analysis ?? Self.analysis()
        return try analysis.pageFigures.map { page in
            var figure = try page.figure(analysis.view)
            let height = [FigureKind.similarity: 330, .bars: 253][page.kind] ?? 400
            figure.size = FigureSize(width: 540, height: Double(height) * 3 / 4)
            let svg = svg(figure.title, 720, height)
            return figure.placed([.svg: Array(svg.utf8), .png: [0x89, 0x50]])
        }
    }

    /// A stand-in for a chart.
    private static func svg(_ title: String, _ width: Int, _ height: Int) -> String {
        let bars = (0..<10).map { index in
            let bar = (index * 37 % 11 + 2) * height / 20
            let x = 40 + index * (width - 60) / 10
            return "<rect x=\"\(x)\" y=\"\(height - 40 - bar)\" width=\"40\" height=\"\(bar)\" "
                + "fill=\"#3b6fb6\"/>"
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width * 3 / 4)pt" \
            height="\(height * 3 / 4)pt" viewBox="0 0 \(width) \(height)">\
            <rect width="100%" height="100%" fill="#fff"/>\(bars.joined())\
            <path d="M40 20V\(height - 40)H\(width - 20)" fill="none" stroke="#555"/>\
            <text x="40" y="\(height - 12)" font-family="Inter" font-size="15">\(title)</text></svg>
            """
    }
}
