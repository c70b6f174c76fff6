import Testing

@testable import Charts

@Suite struct LineChartDrawingTests {
    private let theme = Theme.light
    private let similarity = LineChart(
        labels: ["emb", "L0", "L1", "L2", "L3", "L4", "L5"],
        series: [.init(values: [0.9581, 0.8804, 0.8569, 0.8064, 0.8477, 0.8720, 0.8114])],
        valueTitle: "Cosine similarity")

    private func draw(
        _ chart: LineChart, width: Double = 540, height: Double = 230,
        setter: TextSetter? = nil
    ) throws -> RecordingSurface {
        try record(chart, size: FigureSize(width: width, height: height), setter: setter)
    }

    @Test func everyPointHasAMarkerAndItsNumber() throws {
        let surface = try draw(similarity)
        // Each marker on a rim.
        #expect(surface.circles.count == 14)
        let numbers = surface.texts(in: theme.valueStyle).map(\.string)
        #expect(
            numbers == ["0.958", "0.880", "0.857", "0.806", "0.848", "0.872", "0.811"])
        #expect(surface.overlaps.isEmpty)
        #expect(surface.outside.isEmpty)
    }

    @Test func heightsFollowTheNumbers() throws {
        let points = Array(Set(try draw(similarity).circles)).sorted { $0.x < $1.x }
        #expect(points.map(\.y).min() == points[0].y)
        #expect(points.map(\.y).max() == points[3].y)
        let scale = (points[3].y - points[0].y) / (0.9581 - 0.8064)
        #expect(abs((points[1].y - points[0].y) / scale - (0.9581 - 0.8804)) < 1e-9)
    }

    @Test func missingNumbersInterruptTheLine() throws {
        var chart = similarity
        chart.series[0].values[3] = .nan
        let surface = try draw(chart)
        #expect(surface.paths.filter { $0.count == 3 }.count == 2)
        #expect(surface.texts.contains { $0.string == "n/a" })
    }

    @Test func bandsAreAreasBehindTheLines() throws {
        let chart = LineChart(
            labels: ["a", "b"], series: [.init(name: "line", values: [0.5, 0.6])],
            names: .legend,
            bands: [
                .init(name: "area", ranges: [0.2...0.4, 0.3...0.9]),
                .init(ranges: [0.45...0.55, 0.5...0.7], series: 0),
            ])
        // The axis holds the areas, too.
        #expect(chart.domain.contains(0.2) && chart.domain.contains(0.9))
        let surface = try draw(chart)
        let areas = surface.polygons.filter { $0.count == 4 }
        let area = try #require(areas.first)
        // Along the upper ends, and back along the lower ones.
        #expect(area[0].x == area[3].x && area[1].x == area[2].x)
        #expect(area[0].y < area[3].y && area[1].y < area[2].y && area[1].y < area[0].y)
        #expect(surface.texts.contains { $0.string == "area" })
        #expect(
            chart.alternativeText(.long).contains("Area area: 0.2 to 0.4 (a), 0.3 to 0.9 (b)")
                || chart.alternativeText(.long).contains("Area area: 0.20"))
    }

    /// Two greys are hard to tell apart, and harder where they overlap.
    @Test func inPrintTheSecondAreaIsHatchedInThePlotAndInTheLegend() throws {
        let chart = LineChart(
            labels: ["a", "b"], series: [.init(values: [0.5, 0.6])],
            bands: [
                .init(name: "first", ranges: [0.2...0.4, 0.3...0.9]),
                .init(name: "second", ranges: [0.3...0.5, 0.2...0.7]),
            ])
        func lines(_ theme: Theme) throws -> Int {
            try record(chart, size: FigureSize(width: 540, height: 230), theme: theme)
                .strokes.count { $0.line.width == 0.6 && $0.path.count == 2 }
        }
        #expect(try lines(.light) == 0)
        // Some 70 in half of the width, and three in the legend.
        #expect(try lines(.print) > 50)
        var unnamed = chart
        unnamed.bands[1].name = nil
        #expect(
            try record(unnamed, size: FigureSize(width: 540, height: 230), theme: .print)
                .polygons.count { $0.count == 4 } == 2)
    }

    @Test func aBandHasARangeForEveryLabel() {
        func problem(_ ranges: [ClosedRange<Double>]) -> String? {
            let chart = LineChart(
                labels: ["a", "b"], series: [.init(values: [1, 2])], bands: [.init(ranges: ranges)])
            do { try chart.validate() } catch { return "\(error)" }
            return nil
        }
        #expect(problem([0...1, 1...2]) == nil)
        #expect(problem([0...1])?.contains("LineChart.bands[0].ranges") == true)
        #expect(problem([0...1, 1...Double.infinity])?.contains("LineChart.bands[0]") == true)
    }

    /// Two lines of different length from the first label to the last.
    private let placed = LineChart(
        labels: ["0", "0.5", "1"],
        series: [
            .init(name: "deep", values: [0.9, 0.7, 0.8, 0.6, 0.5], places: [0, 0.5, 1, 1.5, 2]),
            .init(name: "flat", values: [0.4, 0.3], places: [0, 2]),
        ])

    @Test func placesAreCountedInLabels() throws {
        let surface = try draw(placed)
        let deep = try #require(surface.paths.first { $0.count == 5 }).map(\.x)
        let flat = try #require(surface.paths.first { $0.count == 2 && $0[0].x == deep[0] })
        #expect(flat[1].x == deep[4])
        for (left, right) in zip(deep, deep.dropFirst()) {
            #expect(abs(right - left - (deep[4] - deep[0]) / 4) < 1e-9)
        }
        // As one number per label stands.
        var plain = placed
        plain.series = [.init(values: [0.9, 0.8, 0.5])]
        plain.showsValues = false
        let labels = try #require(try draw(plain).paths.first { $0.count == 3 }).map(\.x)
        #expect(abs((labels[1] - labels[0]) - (deep[2] - deep[0])) < 60)
        // No numbers beside points that stand between labels; names at the ends.
        #expect(surface.texts(in: theme.valueStyle).isEmpty)
        #expect(surface.texts.contains { $0.string == "deep" })
        #expect(surface.outside.isEmpty)
    }

    @Test func aMissingNumberIsMarkedAtItsPlace() throws {
        var chart = placed
        chart.series[0].values[1] = .nan
        #expect(chart.missing.map(\.place) == [0.5])
        let surface = try draw(chart)
        #expect(surface.texts.contains { $0.string == "n/a" })
        #expect(surface.paths.contains { $0.count == 3 })
        #expect(
            chart.alternativeText(.long).contains("between 0 and 0.5"),
            "\(chart.alternativeText(.long))")
    }

    @Test(
        arguments: [
            ([0, 1], "LineChart.series[0].values: expected 2 numbers (one per place), found 3"),
            (
                [0, 1, 2.5],
                "LineChart.series[0].places: expected numbers from 0, the first label, to 2"
            ),
            ([-0.1, 1, 2], "found -0.1"), ([0, .nan, 2], "found nan"),
            ([0, 1, .infinity], "found inf"),
        ] as [([Double], String)])
    func placesLieOnTheAxis(_ places: [Double], _ message: String) {
        let chart = LineChart(
            labels: ["a", "b", "c"], series: [.init(values: [1, 2, 3], places: places)])
        #expect {
            try chart.validate()
        } throws: { "\($0)".contains(message) }
        // What is wrong with it does not end the process.
        #expect(!chart.alternativeText(.long).isEmpty)
    }

    @Test func namesMakeALegend() throws {
        var chart = similarity
        #expect(try !draw(chart).texts.contains { $0.string == "bank" })
        chart.series[0].name = "bank"
        chart.series.append(.init(name: "the", values: chart.series[0].values.map { $0 - 0.3 }))
        let surface = try draw(chart)
        #expect(surface.texts.contains { $0.string == "bank" })
        #expect(surface.texts.contains { $0.string == "the" })
        #expect(surface.outside.isEmpty)
    }

    @Test(
        arguments: [
            [.nan], [0], [1e308, -1e308], [1, 1], [.leastNonzeroMagnitude, 0],
            [.infinity, 2, -.infinity],
        ] as [[Double]])
    func anyNumbersFit(_ values: [Double]) throws {
        for range in [nil, 2...2, -1e308...1e308] as [ClosedRange<Double>?] {
            let chart = LineChart(
                labels: values.map { "\($0)" }, series: [.init(values: values)],
                valueRange: range)
            let surface = try draw(chart)
            #expect(surface.circles.count == 2 * values.count(where: \.isFinite))
            #expect(surface.outside.isEmpty)
            #expect(surface.circles.allSatisfy { $0.y >= 0 && $0.y <= 230 })
        }
    }

    @Test(arguments: [false, true]) func anyNumberOfAnySeriesFits(realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(6)
        for count in [1, 2, 7, 25, 100, 512] {
            for longest in [0, 8, 80] {
                let series = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                    LineChart.Series(
                        name: random.label(20),
                        values: (0..<count).map { _ in
                            Int.random(in: 0..<9, using: &random) == 0
                                ? .nan : Double.random(in: 0...1, using: &random)
                        })
                }
                let chart = LineChart(
                    title: random.label(80), labels: (0..<count).map { _ in random.label(longest) },
                    series: series, categoryTitle: "Layer", valueTitle: "Similarity")
                let surface = try draw(chart, height: 320, setter: setter)
                #expect(surface.overlaps.isEmpty, "\(count) points, labels up to \(longest)")
                #expect(surface.outside.isEmpty, "\(count) points, labels up to \(longest)")
            }
        }
    }

    private func named(_ names: [String]) -> LineChart {
        LineChart(
            labels: ["emb", "L0", "L1"],
            series: names.enumerated().map { index, name in
                .init(name: name, values: [0.1, 0.2, Double(index) / Double(names.count)])
            }, showsValues: false)
    }

    @Test func namesStandAtTheEndsOfTheirLines() throws {
        let chart = named(["one", "two", "three"])
        let surface = try draw(chart)
        for (index, name) in ["one", "two", "three"].enumerated() {
            let text = try #require(surface.texts.first { $0.string == name })
            #expect(text.color == theme.seriesColor(index))
            #expect(text.box.corners[0].x > 400)
        }
        #expect(surface.overlaps.isEmpty && surface.outside.isEmpty)
    }

    @Test func namesThatDoNotFitMakeALegend() throws {
        var lost = named(["one", "two"])
        lost.series[0].values[2] = .nan
        var legend = named(["one", "two"])
        legend.names = .legend
        for chart in [
            lost, legend, named((0..<30).map { "line \($0)" }),
            named([String(repeating: "long ", count: 9), "b"]),
        ] {
            let surface = try draw(chart)
            let names = surface.texts.filter { text in
                chart.series.contains { $0.name == text.string }
            }
            #expect(names.count == chart.series.count)
            #expect(names.allSatisfy { $0.color == theme.secondaryText })
        }
    }

    @Test func namesCanBeHidden() throws {
        var chart = named(["one", "two"])
        chart.names = .hidden
        #expect(try !draw(chart).texts.contains { $0.string == "one" })
    }

    @Test func eightSeriesDifferInShape() {
        let styles = (0..<8).map { SeriesStyle($0, theme: theme) }
        #expect(Set(styles.map { "\($0.marker) \($0.isHollow)" }).count == 8)
    }

    @Test(arguments: [false, true]) func namesNeverMeetAnything(realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(81)
        for round in 0..<60 {
            let count = Int.random(in: 1...12, using: &random)
            let chart = LineChart(
                title: random.label(80), labels: (0..<count).map { _ in random.label(12) },
                series: (0..<Int.random(in: 1...8, using: &random)).map { _ in
                    .init(name: random.label(14), values: random.numbers(count))
                }, categoryTitle: "layer", valueTitle: "similarity")
            let surface = try draw(chart, height: 320, setter: setter)
            #expect(surface.overlaps.isEmpty, "round \(round)")
            #expect(surface.outside.isEmpty, "round \(round)")
        }
    }
}
