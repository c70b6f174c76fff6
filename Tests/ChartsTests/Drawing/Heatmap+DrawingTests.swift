import Testing

@testable import Charts

@Suite struct HeatmapDrawingTests {
    private let theme = Theme.light

    private func draw(
        _ chart: Heatmap, width: Double = 500, height: Double = 300,
        setter: TextSetter? = nil
    ) throws -> RecordingSurface {
        try record(chart, size: FigureSize(width: width, height: height), setter: setter)
    }

    private func heatmap(_ rows: Int, _ columns: Int) -> Heatmap {
        Heatmap(
            rowLabels: (0..<rows).map { "L\($0)" }, columnLabels: (0..<columns).map { "t\($0)" },
            values: (0..<rows).map { row in
                (0..<columns).map { Double(row * columns + $0) / Double(rows * columns) }
            }, colorRange: 0...1)
    }

    /// The colour bar has one, too, but narrower.
    private func cells(_ surface: RecordingSurface) -> [RecordingSurface.Fill] {
        surface.fills.filter { $0.rectangle.width > 10 }
    }

    @Test func everyValueHasItsCell() throws {
        let chart = heatmap(6, 11)
        let cells = cells(try draw(chart))
        #expect(cells.count == 66)
        let scale = ColorScale(domain: 0...1, map: theme.colorMap)
        #expect(cells.map(\.color) == chart.values.flatMap { $0 }.map { scale.color($0) })
        #expect(cells[0].rectangle.minX < cells[1].rectangle.minX)
        #expect(cells[0].rectangle.minY < cells[11].rectangle.minY)
    }

    @Test func equalLabelsKeepTheirColumns() throws {
        var chart = heatmap(2, 3)
        chart.columnLabels = ["to", "to", "to"]
        let surface = try draw(chart)
        #expect(cells(surface).count == 6)
        #expect(surface.texts.count { $0.string == "to" } == 3)
    }

    @Test func numbersAreBlackOrWhite() throws {
        let surface = try draw(heatmap(6, 11))
        let numbers = surface.texts(in: theme.valueStyle)
        #expect(numbers.count == 66)
        #expect(numbers[0].color == .black && numbers[65].color == .white)
        #expect(surface.overlaps.isEmpty)
    }

    @Test func numbersThatDoNotFitAreLeftOut() throws {
        #expect(try draw(heatmap(6, 60)).texts(in: theme.valueStyle).isEmpty)
        var chart = heatmap(6, 11)
        chart.showsValues = false
        #expect(try draw(chart).texts(in: theme.valueStyle).isEmpty)
    }

    @Test func marksHaveFramesAndBoldLabels() throws {
        var chart = heatmap(3, 4)
        chart.markedColumns = [2]
        chart.markedRows = [0]
        let surface = try draw(chart)
        #expect(Set(surface.texts(in: theme.markedLabelStyle).map(\.string)) == ["t2", "L0"])
        // Each frame on a rim.
        #expect(surface.frames.count == 4)
        #expect(surface.frames[0].height > surface.frames[1].height)
    }

    @Test func marksOfNeighboursShareAFrame() throws {
        var chart = heatmap(3, 6)
        chart.markedColumns = [1, 2, 3, 5]
        let frames = try draw(chart).frames
        #expect(frames.count == 4)  // Two runs, each on a rim.
        #expect(frames[0].width > 2.5 * frames[1].width)
    }

    @Test func numbersThatAreNoneAreHatched() throws {
        var chart = heatmap(2, 3)
        chart.values[0][1] = .nan
        chart.values[1][2] = .infinity
        let surface = try draw(chart)
        // The two cells, a plate for the text of each, and a sample of each beside the colour bar.
        #expect(surface.fills(theme.missing).count == 6)
        #expect(surface.clips.count == 4)
        let texts = surface.texts.map(\.string)
        #expect(texts.contains("n/a") && texts.contains("∞") && texts.contains("±∞"))
    }

    @Test func equalValuesTakeTheMiddleOfTheMap() throws {
        let chart = Heatmap(
            rowLabels: ["r"], columnLabels: ["a", "b"], values: [[0.5, 0.5]])
        let middle = theme.colorMap.color(at: 0.5)
        #expect(cells(try draw(chart)).map(\.color) == [middle, middle])
    }

    @Test(
        arguments: [
            [.nan, .nan], [.infinity, -.infinity], [1e308, -1e308], [.leastNonzeroMagnitude, 0],
            [-1, -1],
        ] as [[Double]])
    func anyNumbersFit(_ numbers: [Double]) throws {
        let chart = Heatmap(rowLabels: ["r"], columnLabels: ["a", "b"], values: [numbers])
        let surface = try draw(chart)
        // Behind the text of a hatched cell there is a plate.
        #expect(cells(surface).count { $0.rectangle.width > 50 } == 2)
        #expect(surface.outside.isEmpty)
    }

    @Test(arguments: [false, true]) func anyNumberOfAnyLabelsFits(realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(5)
        for (rows, columns) in [(1, 1), (6, 11), (12, 40), (2, 512), (100, 3), (30, 128)] {
            for longest in [0, 8, 80] {
                var chart = heatmap(rows, columns)
                chart.title = random.label(60)
                chart.columnLabels = (0..<columns).map { _ in random.label(longest) }
                chart.rowLabels = (0..<rows).map { _ in random.label(longest) }
                chart.markedColumns = [columns / 2]
                chart.rowTitle = "Layer"
                chart.columnTitle = "Token"
                chart.valueTitle = "Attention weight"
                let size = chart.defaultSize(theme)
                let surface = try draw(
                    chart, width: size.width, height: size.height, setter: setter)
                let bar = surface.fills.count - rows * columns
                #expect(bar == 64)
                #expect(surface.overlaps.isEmpty, "\(rows) × \(columns), up to \(longest)")
                #expect(surface.outside.isEmpty, "\(rows) × \(columns), up to \(longest)")
            }
        }
    }

    @Test func colorsAreInThePixels() throws {
        var chart = heatmap(6, 11)
        let renderer = ChartRenderer(options: .init(size: .init(width: 500, height: 300)))
        for showsValues in [false, true] {
            chart.showsValues = showsValues
            let png = try #require(DecodedPNG(renderer.png(chart)))
            let scale = ColorScale(domain: 0...1, map: theme.colorMap)
            var counts: [[UInt8]: Int] = [:]
            for y in 0..<png.height {
                for x in 0..<png.width { counts[png.pixel(x, y), default: 0] += 1 }
            }
            for value in chart.values.flatMap({ $0 }) {
                let color = try #require(scale.color(value))
                let area = counts[[color.red, color.green, color.blue, 255]] ?? 0
                #expect(area > 1500)
            }
        }
    }

    @Test func gapsHaveALabelAndNoCells() throws {
        let map = Heatmap(
            rowLabels: ["L0", "L1"], columnLabels: ["a", "⋯", "b"],
            values: [[0.1, 9, 0.2], [0.3, .nan, 0.4]], valueTitle: "weight", gapColumns: [1])
        let surface = try record(map)
        let cells = surface.fills.filter { $0.rectangle.width > 60 }
        #expect(cells.count == 4)
        #expect(surface.texts.contains { $0.string == "⋯" })
        // They count neither for the scale nor for the colour bar.
        #expect(!surface.texts.contains { $0.string == "n/a" || $0.string.hasPrefix("9") })
        let text = map.alternativeText(.long)
        #expect(text.contains("2 × 2 values") && text.contains("Highest: L1, b (0.4"))
        let turned = map.transposed()
        #expect(turned.gapRows == [1] && turned.gapColumns.isEmpty)
        #expect(turned.rowLabels == ["a", "⋯", "b"] && turned.columnLabels == ["L0", "L1"])
        #expect(turned.values[2] == [0.2, 0.4])
        #expect(turned.transposed().values[0][2] == 0.2)
        #expect(try record(turned).fills.count { $0.rectangle.width > 60 } == 4)
    }

    @Test func whatIsOutsideCannotBeAGap() {
        let map = Heatmap(
            rowLabels: ["a"], columnLabels: ["b"], values: [[1]], gapColumns: [1])
        #expect(
            throws: ChartError.indexOutOfRange(place: "Heatmap.gapColumns", index: 1, count: 1)
        ) { try map.validate() }
    }

    // MARK: Apart from the scale

    @Test func columnsApartDoNotCountForTheScale() throws {
        var chart = heatmap(3, 4)
        chart.colorRange = nil
        chart.apartColumns = [3]
        chart.values[1][3] = 7
        chart.values[2][3] = 0.1
        // The largest of the others: row 2, column 2.
        #expect(chart.scale(theme).domain == 0...(10.0 / 12))
        let surface = try draw(chart)
        let grey = cells(surface).filter { $0.color == theme.missingHatch }
        // One cell, and below its number.
        #expect(grey.count == 2)
        #expect(surface.texts.contains { $0.string == "> 0.833" })
        // Grey changes with the theme of a reader, and so does its ink.
        #expect(surface.texts.contains { $0.string == "7.00" && $0.color == theme.text })
        #expect(surface.overlaps.isEmpty)
        chart.apartColumns = []
        #expect(chart.scale(theme).domain.upperBound == 7)
        #expect(try draw(chart).texts.allSatisfy { !$0.string.hasPrefix(">") })
    }

    /// The place of what is not shown has no say, whether or not other columns stand apart.
    @Test func gapsCountForNoScale() {
        var chart = heatmap(3, 4)
        chart.colorRange = nil
        chart.apartColumns = [3]
        let domain = chart.scale(theme).domain
        chart.columnLabels.append("⋯")
        chart.values = chart.values.map { $0 + [9] }
        chart.gapColumns = [4]
        #expect(chart.scale(theme).domain == domain)
    }

    @Test func aRangeOfItsOwnIsKept() throws {
        var chart = heatmap(3, 4)
        chart.apartRows = [2]
        chart.colorRange = 0...0.25
        #expect(chart.scale(theme).domain == 0...0.25)
        let grey = cells(try draw(chart)).filter { $0.color == theme.missingHatch }
        // The others have the colour of the end.
        #expect(grey.count == 8)
    }

    @Test func whereAllIsApartTheScaleIsTheirs() throws {
        var chart = heatmap(2, 2)
        chart.colorRange = nil
        chart.apartRows = [0, 1]
        #expect(chart.scale(theme).domain == 0...0.75)
        #expect(try draw(chart).fills(theme.missingHatch).isEmpty)
    }

    @Test func panelsShareTheScaleOfWhatCounts() throws {
        var (first, second) = (heatmap(2, 3), heatmap(2, 3))
        for (chart, largest) in [(0, 0.2), (1, 0.4)] {
            let values = [[0.9, largest, 0], [0.8, 0, 0]]
            if chart == 0 { first.values = values } else { second.values = values }
        }
        (first.colorRange, second.colorRange) = (nil, nil)
        (first.apartColumns, second.apartColumns) = ([0], [0])
        let shared = SharedPanels([first, second], sharesScale: true, theme: theme)
        #expect(shared.colorScale?.domain == 0...0.4)
        #expect(shared.exceptions == [.beyond])
    }

    @Test func rowsAndColumnsApartAreThere() {
        var chart = heatmap(2, 3)
        chart.apartColumns = [3]
        #expect(
            throws: ChartError.indexOutOfRange(
                place: "Heatmap.apartColumns", index: 3, count: 3)
        ) { try draw(chart) }
        chart.apartColumns = []
        chart.apartRows = [-1]
        #expect(
            throws: ChartError.indexOutOfRange(place: "Heatmap.apartRows", index: -1, count: 2)
        ) { try draw(chart) }
    }
}
