import Testing

@testable import Charts

@Suite struct PanelsDrawingTests {
    private let theme = Theme.light

    private func bars(_ values: [Double], labels: String = "t") -> BarChart {
        BarChart(
            title: "Bars", bars: values.enumerated().map { .init("\(labels)\($0)", $1) },
            valueTitle: "weight", showsValues: false)
    }

    private func heatmap(_ values: [Double], marks: Set<Int> = []) -> Heatmap {
        Heatmap(
            title: "Cells", rowLabels: ["r"],
            columnLabels: values.indices.map { "t\($0)" }, values: [values],
            valueTitle: "weight", markedColumns: marks)
    }

    @Test func barsShareTheirScaleAndBaseline() throws {
        let charts = [bars([0.1, 0.2]), bars([0.4, 0.8], labels: "a very long label ")]
        let marks = try record(Panels(charts: charts)).fills(theme.bar)
        #expect(marks.count == 4)
        #expect(Set(marks.map(\.maxY)).count == 1)
        #expect(abs(marks[2].height - 4 * marks[0].height) < 1e-6)
        var alone = Panels(charts: charts)
        alone.sharesScale = false
        let own = try record(alone).fills(theme.bar)
        #expect(abs(own[1].height - own[3].height) < 1e-6)
    }

    @Test func heatmapsShareOneColorBar() throws {
        let figure = Panels(charts: [heatmap([0, 0.5]), heatmap([0.5, .nan, 1])])
        let surface = try record(figure)
        #expect(surface.fills.count { $0.rectangle.width == 9 } == 65)
        #expect(surface.texts.count { $0.string == "weight" } == 1)
        #expect(surface.texts.contains { $0.string == "n/a" })
        let cells = surface.fills.filter { $0.rectangle.width > 20 }
        #expect(cells.count == 5)
        #expect(cells[1].color == cells[2].color)
        var alone = figure
        alone.sharesScale = false
        #expect(try record(alone).fills.count { $0.rectangle.width == 9 } == 129)
    }

    @Test func withoutRoomTheKeyOfColorsStandsBelowTheTitle() throws {
        let charts = [heatmap([0, 0.5]), heatmap([0.5, .nan, 1])]
        let surface = RecordingSurface(width: 300, height: 200)
        let drawings = charts.map(\.body.drawing)
        let beside = SharedPanels(drawings, sharesScale: true, theme: theme)
        #expect(beside.colorScale != nil && beside.legend.isEmpty)
        let tight = theme.with(.tight)
        let below = SharedPanels(drawings, sharesScale: true, theme: tight)
        #expect(below.colorScale == nil)
        #expect(below.legend.map(\.name) == ["1.00", "n/a"])
        for drawing in below.drawings {
            let plan = try #require(drawing as? any PlannedDrawing)
                .plan(on: surface, theme: tight, labelLayout: LabelLayout())
            // Both axes, and no key of its own.
            #expect(plan.parts.count == 2)
        }
        let alone = charts[0].plan(on: surface, theme: tight, labelLayout: LabelLayout())
        let plain = charts[0].sharing(nil, showsKey: false)
            .plan(on: surface, theme: tight, labelLayout: LabelLayout())
        #expect(alone.header.height > plain.header.height)
    }

    @Test func aRemarkOfAllPanelsIsMadeOnce() throws {
        func grid(_ size: Int) -> SmallMultiples {
            let table = (0..<size).map { row in (0..<size).map { Double($0 + row) } }
            return SmallMultiples(
                title: "\(size)", rowLabels: ["r"], columnLabels: ["c"], panels: [[table]])
        }
        let note = "Each cell shows the largest of several values."
        let both = try record(Panels(charts: [grid(900), grid(901)]))
        #expect(both.texts.count { $0.string == note } == 1)
        #expect(both.outside.isEmpty && both.overlaps.isEmpty)
        // One of several makes its own, below itself.
        let one = try record(Panels(charts: [grid(4), grid(901)], columns: 2))
        let remark = try #require(one.texts.first { $0.string == note })
        #expect(remark.box.corners[0].x > one.size.width / 3)
    }

    @Test func titlesOfAxesLineUp() throws {
        func links(_ label: String) -> LinkChart {
            let items = (0..<9).map { "\(label)\($0)" }
            return LinkChart(
                title: label, sources: items, targets: items,
                weights: items.map { _ in items.map { _ in 0.1 } }, sourceTitle: "attends",
                targetTitle: "is attended to")
        }
        let surface = try record(Panels(charts: [links("a"), links("attended")]))
        for title in ["attends", "is attended to"] {
            let heights = surface.texts.filter { $0.string == title }.map { $0.box.corners[0].y }
            #expect(heights.count == 2 && Set(heights.map { ($0 * 1000).rounded() }).count == 1)
        }
    }

    @Test func unlikeScalesStayApart() throws {
        var logarithmic = heatmap([0.1, 1])
        logarithmic.colorScale = .logarithmic
        let surface = try record(Panels(charts: [heatmap([0, 0.5]), logarithmic]))
        #expect(surface.fills.count { $0.rectangle.width == 9 } == 128)
    }

    @Test func aCommonLegendIsShownOnce() throws {
        let chart = BarChart(
            bars: [.init("a", [1, 2]), .init("b", [2, 3])], series: ["one", "two"])
        var other = chart
        let surface = try record(Panels(charts: [chart, other]))
        #expect(surface.texts.count { $0.string == "one" } == 1)
        other.series = ["one", "three"]
        let apart = try record(Panels(charts: [chart, other]))
        #expect(apart.texts.count { $0.string == "one" } == 2)
    }

    @Test func columnsLineUpWhenStacked() throws {
        let values = [0.1, 0.2, 0.3]
        let figure = Panels(charts: [bars(values), heatmap(values)], columns: 1)
        let surface = try record(figure)
        let centers = surface.fills(theme.bar).map(\.midX)
        let cells = surface.fills.filter { $0.rectangle.width > 60 }.map(\.rectangle.midX)
        #expect(centers.count == 3)
        #expect(zip(centers, cells).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func oneChartIsItsOwnFigure() throws {
        let surface = try record(Panels(charts: [heatmap([1, 2])], columns: 7))
        #expect(surface.fills.count { $0.rectangle.width == 9 } == 64)
    }

    @Test func panelsNest() throws {
        let inner = Panels(charts: [bars([1, 2]), bars([3])], columns: 1)
        let surface = try record(Panels(title: "All", charts: [inner, heatmap([1, 2])]))
        #expect(surface.fills(theme.bar).count == 3)
        #expect(surface.overlaps.isEmpty && surface.outside.isEmpty)
    }

    @Test func tooLittleRoomNamesTheWholeFigure() {
        let figure = Panels(charts: [bars([1]), bars([2])])
        let size = FigureSize(width: 90, height: 90)
        #expect {
            try record(figure, size: size)
        } throws: { error in
            guard case ChartError.noRoom(size, let needed) = error else { return false }
            return needed.width > 90
        }
    }

    @Test(arguments: [false, true]) func anyPanelsFit(realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(51)
        for round in 0..<24 {
            let charts = (0..<Int.random(in: 1...5, using: &random)).map { _ -> any Chart in
                let count = [1, 3, 11, 40, 200].randomElement(using: &random) ?? 1
                let longest = [0, 6, 80].randomElement(using: &random) ?? 0
                let labels = (0..<count).map { _ in random.label(longest) }
                let title = random.label(60)
                switch (round + Int.random(in: 0...1, using: &random)) % 5 {
                case 0:
                    return BarChart(
                        title: title,
                        bars: zip(labels, random.numbers(count)).map { .init($0, $1) },
                        orientation: Bool.random(using: &random) ? .vertical : .horizontal)
                case 1:
                    return Heatmap(
                        title: title, rowLabels: ["a", random.label(longest)],
                        columnLabels: labels,
                        values: [random.numbers(count), random.numbers(count)],
                        valueTitle: "weight", markedColumns: [0])
                case 2:
                    return LineChart(
                        title: title, labels: labels,
                        series: (0..<3).map { _ in
                            .init(name: random.label(12), values: random.numbers(count))
                        })
                case 3:
                    return LinkChart(
                        title: title, sources: labels, targets: labels,
                        weights: labels.map { _ in random.numbers(count) })
                default:
                    return SmallMultiples(
                        title: title, rowLabels: ["a"], columnLabels: labels,
                        panels: [labels.map { _ in [random.numbers(2)] }], valueTitle: "weight")
                }
            }
            let figure = Panels(
                title: random.label(80), subtitle: random.label(80), charts: charts,
                columns: Int.random(in: 0...4, using: &random))
            var size = figure.defaultSize(theme)
            if Bool.random(using: &random) { size.height += 200 }
            let surface = try record(figure, size: size, setter: setter)
            #expect(surface.overlaps.isEmpty, "round \(round)")
            #expect(surface.outside.isEmpty, "round \(round)")
        }
    }

    /// The data of two panels: side by side, or one below the other.
    private func isStacked(_ figure: Panels, _ width: Double, _ height: Double) throws -> Bool {
        let size = FigureSize(width: width, height: height)
        let marks = try record(figure, size: size).fills
            .filter { $0.color == theme.bar }.map(\.rectangle)
        let (first, last) = try (#require(marks.first), #require(marks.last))
        return abs(first.maxY - last.maxY) > 1
    }

    @Test func panelsStandAsItSuitsTheFigure() throws {
        let figure = Panels(charts: [bars([1, 2]), bars([2, 1])])
        #expect(try !isStacked(figure, 800, 200))
        #expect(try isStacked(figure, 300, 400))
        var asked = figure
        asked.columns = 1
        #expect(try isStacked(asked, 600, 400))
        // Stacked panels would leave the bars no room.
        #expect(try !isStacked(asked, 600, 90))
    }

    @Test func panelTitlesTakeALineAroundTheirFocus() throws {
        let sentence =
            "We tied the boat to the bank of the river and watched the herons fish there."
        var charts = [bars([0.1, 0.2]), bars([0.2, 0.1])]
        for index in charts.indices {
            charts[index].title = sentence
            charts[index].focus = 24..<28
        }
        let surface = try record(
            Panels(title: "All", charts: charts), size: FigureSize(width: 400, height: 200))
        let titles = surface.texts.filter { $0.string.contains("the bank of") }
        #expect(titles.count == 2)
        #expect(titles.allSatisfy { $0.string.hasSuffix(" …") })
        #expect(surface.overlaps.isEmpty && surface.outside.isEmpty)
    }
}
