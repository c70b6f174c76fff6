import Charts

extension GalleryFigure {
    static let grids = [
        GalleryFigure(
            "heads",
            "`SmallMultiples`: a table for each head of each layer, one colour scale.",
            SmallMultiples(
                title: "Attention in every head",
                subtitle: "She went to the bank to deposit money.",
                rowLabels: (0..<6).map { "L\($0)" }, columnLabels: (0..<12).map { "\($0)" },
                panels: Measured.headTables, columnTitle: "head", valueTitle: "attention",
                markedPanels: [.init(row: 2, column: 2)])),
        GalleryFigure(
            "heads-12x12",
            "The size of BERT base, here with the usual patterns of heads, computed.",
            SmallMultiples(
                title: "Patterns of heads",
                rowLabels: (0..<12).map { "\($0)" }, columnLabels: (0..<12).map { "\($0)" },
                panels: patterns(rows: 12, columns: 12, tokens: 16), rowTitle: "layer",
                columnTitle: "head", valueTitle: "attention")),
        GalleryFigure(
            "heads-24x16",
            "The size of BERT large, on a logarithmic scale.",
            SmallMultiples(
                title: "Patterns of heads",
                rowLabels: (0..<24).map { "\($0)" }, columnLabels: (0..<16).map { "\($0)" },
                panels: patterns(rows: 24, columns: 16, tokens: 8), rowTitle: "layer",
                columnTitle: "head", valueTitle: "attention", colorRange: 0.001...1,
                colorScale: .logarithmic)),
    ]

    /// Heads that look at the token before or after, at the first one, at themselves, or around, the
    /// more widely the later the layer.
    static func patterns(rows: Int, columns: Int, tokens: Int) -> [[[[Double]]]] {
        (0..<rows).map { row in
            (0..<columns).map { column in
                let kind = (row * 5 + column * 3) % 7
                let width = 0.3 + 3 * Double(row) / Double(rows)
                return (0..<tokens).map { from in
                    let weights = (0..<tokens).map { to in
                        let offset = Double(to - from + [1, -1, 0, 2, 0, 0, -2][kind])
                        let near = 1 / (1 + offset * offset / (width * width))
                        let first = to == 0 ? Double(kind % 3) * 1.5 : 0
                        return near * near + first + 0.002
                    }
                    let sum = weights.reduce(0, +)
                    return weights.map { $0 / sum }
                }
            }
        }
    }
}

extension Measured {
    /// Layers × heads × tokens × tokens.
    static let headTables: [[[[Double]]]] = {
        let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        let count = deposit.count
        let tables = heads.map { line in
            let numbers = line.map { Double(digits.firstIndex(of: $0) ?? 0) / 61 }
            return stride(from: 0, to: count * count, by: count).map {
                Array(numbers[$0..<$0 + count])
            }
        }
        return stride(from: 0, to: tables.count, by: 12).map { Array(tables[$0..<$0 + 12]) }
    }()
}
