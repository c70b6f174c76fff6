import Testing

@testable import Charts

@Suite struct ChartErrorTests {
    private func message(_ chart: some Chart, _ options: ChartOptions = .init()) -> String {
        do {
            _ = try ChartRenderer(options: options).png(chart)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    private let bars = BarChart(bars: [.init("a", 1)])

    private func heatmap(
        _ values: [[Double]], columns: Set<Int> = [], range: ClosedRange<Double>? = nil
    ) -> Heatmap {
        Heatmap(
            rowLabels: ["r", "s"], columnLabels: ["a", "b", "c"], values: values,
            colorRange: range, markedColumns: columns)
    }

    @Test func nothingToDraw() {
        #expect(
            message(BarChart(bars: []))
                == "BarChart: expected at least one of bars, found none; add one before drawing.")
        #expect(
            message(Heatmap(rowLabels: [], columnLabels: ["a"], values: []))
                == "Heatmap: expected at least one of rowLabels, found none; add one before drawing."
        )
        #expect(
            message(Heatmap(rowLabels: ["a"], columnLabels: [], values: [[]]))
                == "Heatmap: expected at least one of columnLabels, found none; "
                + "add one before drawing.")
        #expect(
            message(LineChart(labels: ["a"], series: []))
                == "LineChart: expected at least one of series, found none; add one before drawing."
        )
        #expect(
            message(LineChart(labels: [], series: [.init(values: [])]))
                == "LineChart: expected at least one of labels, found none; add one before drawing."
        )
    }

    @Test func aPlaneWithoutPoints() {
        #expect(
            message(ScatterChart(groups: [.init(name: "a", points: [])]))
                == "ScatterChart: expected at least one of points, found none; "
                + "add one before drawing.")
        #expect(message(ScatterChart(groups: [], background: [.init(0, 0)])) == "no error")
    }

    @Test func arraysOfDifferentLength() {
        #expect(
            message(heatmap([[1, 2, 3]]))
                == "Heatmap.values: expected 2 rows (one per row label), found 1; "
                + "give every array the same length.")
        #expect(
            message(heatmap([[1, 2, 3], [1, 2]]))
                == "Heatmap.values[1]: expected 3 numbers (one per column label), found 2; "
                + "give every array the same length.")
        #expect(
            message(LineChart(labels: ["a", "b"], series: [.init(values: [1])]))
                == "LineChart.series[0].values: expected 2 numbers (one per label), found 1; "
                + "give every array the same length.")
    }

    @Test func marksThatDoNotExist() {
        #expect(
            message(heatmap([[1, 2, 3], [1, 2, 3]], columns: [7, 3, 1]))
                == "Heatmap.markedColumns: expected an index from 0 to 2, found 3; "
                + "mark only what exists.")
    }

    @Test func infiniteRanges() {
        #expect(
            message(heatmap([[1, 2, 3], [1, 2, 3]], range: 0...(.infinity)))
                == "Heatmap.colorRange: expected finite bounds, found 0.0...inf; "
                + "give finite bounds, or nil to follow the data.")
    }

    @Test(arguments: [0, -1, Double.nan, .infinity]) func impossibleSizes(_ width: Double) {
        #expect(
            message(bars, .init(size: .init(width: width, height: 100)))
                == "Figure size: expected a width and a height above 0 and up to 100000 points, "
                + "found \(width) × 100.0; set ChartOptions.size.")
        #expect(
            message(bars, .init(resolution: width))
                == "Resolution: expected a positive, finite number of dots per inch, "
                + "found \(width); set ChartOptions.resolution.")
    }

    @Test func tooManyPixels() {
        #expect(
            message(bars, .init(size: .init(width: 40_000, height: 100), resolution: 72))
                == "PNG: expected at most 32767 pixels a side and 100000000 in all, "
                + "found 40000 × 100; lower the size or the resolution, or draw an SVG.")
        #expect(message(bars, .init(resolution: 1e300)).hasPrefix("PNG: expected at most"))
        #expect(
            message(bars, .init(size: .init(width: 20_000, height: 20_000), resolution: 72))
                .hasPrefix("PNG: expected at most"))
    }

    @Test func tooSmall() {
        #expect(
            message(bars, .init(size: .init(width: 300, height: 30)))
                .hasPrefix("Figure size: expected at least 300 × "))
    }

    @Test func impossibleThemes() {
        var theme = Theme.light
        theme.titleSize = .nan
        #expect(
            message(bars, .init(theme: theme))
                == "Theme.titleSize: expected a finite number in its range, found nan; "
                + "start from Theme.light.")
    }

    @Test func reportsFromBelow() {
        #expect(
            "\(ChartError.drawingFailed("out of memory"))"
                == "Drawing: cairo reported “out of memory”; try a smaller figure.")
        #expect(
            "\(ChartError.encodingFailed("out of memory"))"
                == "PNG: libpng reported “out of memory”; try a smaller figure.")
    }

    @Test func groupsOfDifferentSize() {
        #expect(
            message(BarChart(bars: [.init("a", [1, 2]), .init("b", [1])]))
                == "BarChart.bars[1].values: expected 2 numbers (as many as the first bar), found 1; "
                + "give every array the same length.")
        #expect(
            message(BarChart(bars: [.init("a", [1, 2])], series: ["x"]))
                == "BarChart.series: expected 2 names (one per value of a bar), found 1; "
                + "give every array the same length.")
        #expect(
            message(BarChart(bars: [.init("a", [])]))
                == "BarChart.bars[0]: expected at least one of values, found none; "
                + "add one before drawing.")
    }

    @Test func impossibleColorScales() {
        var chart = heatmap([[1, 2, 3], [1, 2, 3]], range: 0...1)
        chart.colorScale = .logarithmic
        #expect(
            message(chart)
                == "Heatmap.colorRange: expected a number above 0, found 0.0; "
                + "raise it, or give nil to follow the data.")
        chart.colorScale = .diverging(center: .nan)
        #expect(
            message(chart)
                == "Heatmap.colorScale center: expected a finite number, found nan; "
                + "give one near the data.")
    }

    @Test func smallMultiplesOfDifferentLength() {
        func grid(_ panels: [[[[Double]]]], marks: Set<SmallMultiples.Position> = []) -> String {
            message(
                SmallMultiples(
                    rowLabels: ["r"], columnLabels: ["a", "b"], panels: panels,
                    markedPanels: marks))
        }
        #expect(
            grid([])
                == "SmallMultiples.panels: expected 1 rows (one per row label), found 0; "
                + "give every array the same length.")
        #expect(
            grid([[[[1]]]])
                == "SmallMultiples.panels[0]: expected 2 panels (one per column label), found 1; "
                + "give every array the same length.")
        #expect(
            grid([[[[1]], [[1, 2], [3]]]])
                == "SmallMultiples.panels[0][1][1]: expected 2 numbers (as many as the panel's "
                + "first row), found 1; give every array the same length.")
        #expect(
            grid([[[[1]], [[1]]]], marks: [.init(row: 0, column: 2)])
                == "SmallMultiples.markedPanels columns: expected an index from 0 to 1, found 2; "
                + "mark only what exists.")
    }

    @Test func linksOfDifferentLength() {
        var chart = LinkChart(sources: ["a"], targets: ["x", "y"], weights: [[1]])
        #expect(
            message(chart)
                == "LinkChart.weights[0]: expected 2 numbers (one per target), found 1; "
                + "give every array the same length.")
        chart.weights = [[1, 2]]
        chart.shownSources = [1]
        #expect(
            message(chart)
                == "LinkChart.shownSources: expected an index from 0 to 0, found 1; "
                + "mark only what exists.")
        chart.shownSources = nil
        chart.fullWeight = -1
        #expect(
            message(chart)
                == "LinkChart.fullWeight: expected a number above 0, found -1.0; "
                + "raise it, or give nil to follow the data.")
    }

    @Test func panelsWithoutCharts() {
        #expect(
            message(Panels(charts: []))
                == "Panels: expected at least one of charts, found none; add one before drawing.")
        #expect(message(Panels(charts: [BarChart(bars: [])])).hasPrefix("BarChart: expected"))
    }
}
