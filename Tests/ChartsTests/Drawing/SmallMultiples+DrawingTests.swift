import Testing

@testable import Charts

@Suite struct SmallMultiplesDrawingTests {
    private let theme = Theme.light

    private func grid(_ rows: Int, _ columns: Int, tokens: Int) -> SmallMultiples {
        func panel(_ seed: Int) -> [[Double]] {
            (0..<tokens).map { from in
                (0..<tokens).map { to in Double((seed + from * to) % 17) / 17 }
            }
        }
        return SmallMultiples(
            title: "Attention", rowLabels: (0..<rows).map { "L\($0)" },
            columnLabels: (0..<columns).map(String.init),
            panels: (0..<rows).map { row in (0..<columns).map { panel(row + $0) } },
            rowTitle: "layer", columnTitle: "head", valueTitle: "attention")
    }

    /// The colour bar has 64 fills of its own.
    private func cells(_ surface: RecordingSurface) -> [RecordingSurface.Fill] {
        surface.fills.filter { $0.rectangle.width != 9 }
    }

    @Test(arguments: [(6, 12), (12, 12), (24, 16)])
    func everyHeadStaysReadable(_ rows: Int, _ columns: Int) throws {
        let surface = try record(grid(rows, columns, tokens: 11), setter: try TextSetter())
        let cells = cells(surface)
        #expect(cells.count == rows * columns * 121)
        #expect(cells.allSatisfy { $0.rectangle.width > 2 && $0.rectangle.height > 2 })
        let panels = surface.frames
        #expect(panels.count == rows * columns)
        #expect(panels.allSatisfy { $0.width > 28 && $0.height > 28 })
        #expect(panels.allSatisfy { abs($0.width / $0.height - 1) < 0.25 })
        // All labels are there, none thinned.
        #expect(
            surface.texts(in: theme.labelStyle).count { $0.color == theme.text } == rows + columns)
        #expect(surface.overlaps.isEmpty && surface.outside.isEmpty)
    }

    @Test func panelsShareTheirScale() throws {
        let chart = SmallMultiples(
            rowLabels: ["r"], columnLabels: ["a", "b"], panels: [[[[0.1, 0.2]], [[0.2, 1.1]]]])
        let colors = cells(try record(chart)).map(\.color)
        #expect(colors[1] == colors[2])
        #expect(colors[0] == theme.colorMap.colors.first)
        #expect(colors[3] == theme.colorMap.colors.last)
    }

    @Test func tooManyCellsAreJoinedAndTheLargestShown() throws {
        var chart = grid(2, 2, tokens: 3)
        chart.panels[0][0] = (0..<400).map { row in
            (0..<400).map { $0 == 217 && row == 123 ? 5 : 0 }
        }
        let surface = try record(chart)
        #expect(
            surface.texts.contains { $0.string == "Each cell shows the largest of several values." }
        )
        #expect(cells(surface).filter { $0.color == theme.colorMap.colors.last }.count == 1)
        #expect(cells(surface).count > 10_000 && cells(surface).count < 160_000)
    }

    @Test func marksAreFramed() throws {
        var chart = grid(2, 3, tokens: 2)
        chart.markedPanels = [.init(row: 1, column: 2)]
        let surface = try record(chart)
        #expect(surface.frames.count == 7)
        #expect(Set(surface.texts(in: theme.markedLabelStyle).map(\.string)) == ["L1", "2"])
    }

    @Test(arguments: [false, true]) func anyGridFits(realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(31)
        for (rows, columns) in [(1, 1), (1, 12), (12, 1), (6, 12), (48, 32), (100, 2), (2, 200)] {
            for longest in [0, 8, 80] {
                let chart = SmallMultiples(
                    title: random.label(80),
                    rowLabels: (0..<rows).map { _ in random.label(longest) },
                    columnLabels: (0..<columns).map { _ in random.label(longest) },
                    panels: (0..<rows).map { _ in
                        (0..<columns).map { _ in
                            let width = Int.random(in: 0...4, using: &random)
                            return (0..<Int.random(in: 0...4, using: &random)).map { _ in
                                random.numbers(width)
                            }
                        }
                    }, rowTitle: "layer", columnTitle: "head", valueTitle: "attention",
                    colorScale: Bool.random(using: &random) ? .linear : .logarithmic,
                    markedPanels: [.init(row: rows / 2, column: columns / 2)])
                let surface = try record(chart, setter: setter)
                #expect(surface.frames.count == rows * columns + 1)
                #expect(surface.overlaps.isEmpty, "\(rows) × \(columns), up to \(longest)")
                #expect(surface.outside.isEmpty, "\(rows) × \(columns), up to \(longest)")
            }
        }
    }

    @Test func rowsAndColumnsApartDoNotCountForTheScale() throws {
        var chart = SmallMultiples(
            rowLabels: ["r"], columnLabels: ["a", "b"],
            panels: [[[[0.9, 0.8], [0.7, 0.1]], [[0.05, 0.9], [0.02, 0.3]]]],
            apartColumns: [0], apartRows: [0])
        #expect(chart.scale(theme).domain == 0.1...0.3)
        let colors = cells(try record(chart)).map(\.color)
        // Of the second table two are within the scale, whether apart or not.
        #expect(colors.count { $0 == theme.missingHatch } == 4)
        chart.apartRows = [0, 1]
        #expect(chart.scale(theme).domain == 0.02...0.9)
    }

    /// Else a column of special tokens would be all that is seen of a long sentence.
    @Test func joinedCellsShowWhatCounts() throws {
        var chart = grid(1, 1, tokens: 3)
        chart.apartColumns = [0]
        chart.colorRange = 0...0.5
        chart.panels = [[(0..<1000).map { _ in (0..<1000).map { $0 == 0 ? 5 : 0.5 } }]]
        let cells = cells(try record(chart))
        #expect(cells.count < 500_000)
        #expect(cells.allSatisfy { $0.color == theme.colorMap.colors.last })
    }
}
