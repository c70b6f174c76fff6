import Testing

@testable import Charts

@Suite struct BarChartDrawingTests {
    private let theme = Theme.light
    private let tokens = "[CLS] she went to the bank to deposit money . [SEP]".split(separator: " ")
        .map(String.init)

    private func draw(
        _ chart: BarChart, width: Double = 500, height: Double = 180,
        setter: TextSetter? = nil
    ) throws -> RecordingSurface {
        try record(chart, size: FigureSize(width: width, height: height), setter: setter)
    }

    private func sentence(showsValues: Bool = true) -> BarChart {
        BarChart(
            title: "Attention",
            bars: tokens.enumerated().map {
                .init($1, 0.05 * Double($0), isMarked: $1 == "bank")
            }, showsValues: showsValues)
    }

    @Test func equalLabelsKeepTheirBars() throws {
        let surface = try draw(sentence())
        #expect(surface.fills(theme.bar).count == 10)
        #expect(surface.fills(theme.accent).count == 1)
        #expect(surface.texts(in: theme.labelStyle).filter { $0.string == "to" }.count == 2)
    }

    @Test func elevenTokensStandHorizontally() throws {
        let labels = try draw(sentence()).texts(in: theme.labelStyle)
        #expect(labels.map(\.string) == tokens.filter { $0 != "bank" })
        #expect(labels.allSatisfy { $0.rotation == 0 })
    }

    @Test func marksAreBoldAndColored() throws {
        let marked = try draw(sentence()).texts(in: theme.markedLabelStyle)
        #expect(marked.map(\.string) == ["bank"])
        #expect(marked[0].color == theme.accent)
    }

    @Test func heightsAreProportional() throws {
        let bars = try draw(sentence(showsValues: false)).fills(theme.bar)
        let unit = bars[1].height
        for (index, bar) in try paired([0, 1, 2, 3, 4, 6, 7, 8, 9, 10], bars) {
            #expect(abs(bar.height - unit * Double(index)) < 1e-9)
        }
    }

    @Test func negativeBarsHangFromTheBaseline() throws {
        let surface = try draw(BarChart(bars: [.init("a", 2), .init("b", -1)]))
        let bars = surface.fills(theme.bar)
        #expect(bars[0].maxY == bars[1].minY)
        #expect(abs(bars[0].height - 2 * bars[1].height) < 1e-9)
    }

    @Test func barsEndAtTheGivenRange() throws {
        let chart = BarChart(
            bars: [.init("a", 5), .init("b", 1)], valueRange: 0...1, showsValues: false)
        let bars = try draw(chart).fills(theme.bar)
        #expect(bars[0].height == bars[1].height)
    }

    @Test func numbersThatAreNoneSaySo() throws {
        let chart = BarChart(bars: [.init("a", .nan), .init("b", .infinity), .init("c", 1)])
        let surface = try draw(chart)
        #expect(surface.fills(theme.bar).count == 1)
        let texts = surface.texts.map(\.string)
        #expect(texts.contains("n/a") && texts.contains("∞"))
    }

    @Test func onlyUnusableNumbersStillMakeAFigure() throws {
        let surface = try draw(BarChart(bars: [.init("a", .nan), .init("b", .nan)]))
        #expect(surface.fills(theme.bar).isEmpty)
    }

    @Test(
        arguments: [
            [0, 0], [1e308, -1e308], [.leastNonzeroMagnitude, 0], [1e-300, 1], [1, 1 + 1e-15],
            [-3, -7],
        ] as [[Double]])
    func anyNumbersFit(_ values: [Double]) throws {
        for range in [nil, 2...2, -1e308...1e308, 5...6] as [ClosedRange<Double>?] {
            let chart = BarChart(
                bars: values.map { .init("\($0)", $0) }, valueRange: range)
            let surface = try draw(chart)
            #expect(surface.fills(theme.bar).count == 2)
            #expect(surface.outside.isEmpty)
            for bar in surface.fills(theme.bar) {
                #expect(bar.minY >= 0 && bar.maxY <= 180)
            }
        }
    }

    @Test func thinnedLabelsAreAnnounced() throws {
        let bars = (0..<200).map { BarChart.Bar("token\($0)", 1, isMarked: $0 == 77) }
        let surface = try draw(BarChart(bars: bars, categoryTitle: "Token"))
        let texts = surface.texts.map(\.string)
        #expect(texts.contains { $0.hasPrefix("Token (") && $0.hasSuffix(" labels)") })
        #expect(texts.contains("token77"))
        #expect(surface.overlaps.isEmpty)
    }

    @Test(arguments: [false, true]) func anyNumberOfAnyLabelsFits(realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(4)
        for count in [1, 2, 3, 5, 11, 24, 47, 60, 128, 300, 512] {
            for longest in [0, 3, 12, 80] {
                let bars = (0..<count).map { _ in
                    BarChart.Bar(
                        random.label(longest), Double.random(in: -0.2...1, using: &random),
                        isMarked: Int.random(in: 0..<20, using: &random) == 0)
                }
                let chart = BarChart(
                    title: random.label(80), subtitle: random.label(80), bars: bars,
                    categoryTitle: "Token", valueTitle: "Attention weight")
                let size =
                    Bool.random(using: &random)
                    ? chart.defaultSize(theme) : FigureSize(width: 420, height: 240)
                let surface = try draw(
                    chart, width: size.width, height: size.height, setter: setter)
                let marks = surface.fills(theme.bar).count + surface.fills(theme.accent).count
                #expect(marks == count)
                #expect(surface.overlaps.isEmpty, "\(count) bars, labels up to \(longest)")
                #expect(surface.outside.isEmpty, "\(count) bars, labels up to \(longest)")
            }
        }
    }

    @Test func heightsAreInThePixels() throws {
        let chart = BarChart(
            bars: [.init("a", 1), .init("b", 0.5), .init("c", 0.25, isMarked: true)],
            showsValues: false)
        let png = try #require(DecodedPNG(ChartRenderer().png(chart)))
        func height(_ color: Color) -> [Int] {
            var heights: [Int] = []
            var isInside = false
            for x in 0..<png.width {
                let count = (0..<png.height).count {
                    png.isColor(x, $0, color.red, color.green, color.blue)
                }
                if count > 20, !isInside { heights.append(count) }
                isInside = count > 20
            }
            return heights
        }
        let bars = height(theme.bar)
        let marked = height(theme.accent)
        #expect(bars.count == 2 && marked.count == 1)
        #expect(abs(bars[0] - 2 * bars[1]) <= 2)
        #expect(abs(bars[0] - 4 * marked[0]) <= 4)
    }

    @Test func gapsHaveALabelAndNoBar() throws {
        let chart = BarChart(bars: [.init("a", 0.25), .gap("⋯"), .init("b", 0.75)])
        for orientation in [BarChart.Orientation.vertical, .horizontal] {
            var turned = chart
            turned.orientation = orientation
            let surface = try draw(turned)
            #expect(surface.fills(theme.bar).count == 2)
            #expect(surface.texts.map(\.string).filter { $0 == "⋯" }.count == 1)
            #expect(surface.texts.contains { $0.string == "0.250" || $0.string == "0.25" })
            #expect(!surface.texts.contains { $0.string.contains("n/a") })
        }
        let text = chart.alternativeText(.long)
        #expect(text.contains("2 values") && !text.contains("⋯"))
    }

    @Test func smallFiguresLeaveOutWhatStandsAround() throws {
        let chart = BarChart(
            title: "Attention", subtitle: "The bank of the river was calm.",
            bars: (0..<8).map { .init("t\($0)", 0.1 * Double($0)) }, categoryTitle: "token",
            valueTitle: "attention")
        let large = try draw(chart, width: 600, height: 400)
        #expect(large.texts.contains { $0.string == "attention" })
        let small = try draw(chart, width: 200, height: 100)
        #expect(!small.texts.contains { $0.string == "attention" || $0.string == "token" })
        #expect(small.texts.contains { $0.string == "Attention" })
        #expect(small.texts.allSatisfy { $0.block.style.size >= 6 })
        #expect(small.overlaps.isEmpty && small.outside.isEmpty)
    }

    // MARK: Apart from the scale

    @Test func barsApartLeaveTheAxisToTheOthers() throws {
        var bars = [BarChart.Bar("[CLS]", 0.6, isApart: true)]
        bars += [0.1, 0.2, 0.05].map { BarChart.Bar("t", $0) }
        let chart = BarChart(bars: bars)
        #expect(chart.domain == 0...0.2)
        let surface = try draw(chart)
        #expect(surface.fills(theme.bar).count == 3)
        // Two parts of one broken bar, as high as the axis.
        #expect(surface.polygons.count == 2)
        let ends = surface.polygons.joined().map(\.y)
        let tallest = try #require(surface.fills(theme.bar).max { $0.height < $1.height })
        #expect(ends.min() == tallest.minY && ends.max() == tallest.maxY)
        #expect(surface.texts.contains { $0.string == "0.600" })
        #expect(surface.overlaps.isEmpty)
    }

    @Test func aBarApartThatFitsIsAsAllAre() throws {
        let chart = BarChart(bars: [.init("[SEP]", 0.1, isApart: true), .init("t", 0.2)])
        let surface = try draw(chart)
        #expect(surface.polygons.isEmpty)
        #expect(surface.fills(theme.bar).count == 2)
    }

    /// Without any other bar there is no other scale.
    @Test func onlyBarsApartHaveTheAxisToThemselves() throws {
        let chart = BarChart(bars: [.init("[CLS]", 0.6, isApart: true), .init("a", .nan)])
        #expect(chart.domain == 0...0.6)
        #expect(try draw(chart).polygons.isEmpty)
    }

    @Test(arguments: [BarChart.Orientation.vertical, .horizontal])
    func aBrokenBarHasItsNumberWhereOthersHaveNone(_ orientation: BarChart.Orientation) throws {
        var bars = (0..<40).map { BarChart.Bar("token\($0)", 0.01, isMarked: $0 == 20) }
        bars[0] = BarChart.Bar("[CLS]", 0.6, isApart: true)
        let surface = try draw(
            BarChart(bars: bars, orientation: orientation),
            height: orientation == .vertical ? 180 : 330)
        let numbers = surface.texts.filter {
            [theme.valueStyle, theme.markedValueStyle].contains($0.block.style)
        }
        #expect(numbers.map(\.string).sorted() == ["0.010", "0.600"])
        #expect(surface.outside.isEmpty && surface.marksOutside == 0)
    }
}
