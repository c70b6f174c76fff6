import Charts
import Testing

@testable import Analyses

@Suite struct FigureLookTests {
    private let map = Heatmap(
        title: "t", subtitle: "s", rowLabels: ["L0"], columnLabels: ["a", "b", "c"],
        values: [[0, 0.001, 0.5]], colorRange: 0...0.5)
    private let bars = BarChart(title: "t", subtitle: "s", bars: [.init("a", 1)])

    private func applied(_ look: FigureLook, to chart: any Chart) throws -> any Chart {
        try look.applied(to: chart, of: .bars)
    }

    @Test func titlesOfEveryChartChange() throws {
        let lines = LineChart(
            title: "t", subtitle: "s", labels: ["a"], series: [.init(values: [1])])
        let charts: [any Chart] = [
            map, bars, lines,
            LinkChart(title: "t", subtitle: "s", sources: ["a"], targets: ["a"], weights: [[1]]),
            ScatterChart(title: "t", subtitle: "s", groups: []),
            SmallMultiples(
                title: "t", subtitle: "s", rowLabels: ["a"], columnLabels: ["a"],
                panels: [[[[1]]]]),
            Panels(title: "t", subtitle: "s", charts: [bars]),
        ]
        for chart in charts {
            #expect(try applied(FigureLook(), to: chart).title == "t")
            let named = try applied(FigureLook(title: .text("n")), to: chart)
            #expect(named.title == "n" && named.subtitle == "s")
            let bare = try applied(FigureLook(title: .none), to: chart)
            #expect(bare.title == nil && bare.subtitle == nil)
        }
        // Those of panels say which is which.
        let panels = try applied(
            FigureLook(title: .none), to: Panels(title: "t", charts: [bars]))
        #expect((panels as? Panels)?.charts.map(\.title) == ["t"])
    }

    @Test func colorsReachThePanels() throws {
        let look = FigureLook(colorMap: .magma, scale: .log)
        let panels = try #require(
            try applied(look, to: Panels(charts: [map, bars])) as? Panels)
        let changed = try #require(panels.charts[0] as? Heatmap)
        #expect(changed.colorMap == .magma && changed.colorScale == .logarithmic)
        #expect(changed.values == map.values)
        #expect(panels.charts[1] as? BarChart == bars)
    }

    @Test func aLogarithmSpansWhatIsThere() throws {
        func range(_ values: [Double], _ range: ClosedRange<Double>?) throws -> ClosedRange<Double>?
        {
            var map = map
            map.values = [values]
            map.colorRange = range
            return try (applied(FigureLook(scale: .log), to: map) as? Heatmap)?.colorRange
        }
        #expect(try range([0, 0.001, 0.5], 0...0.5) == 0.001...0.5)
        // Ratios beyond four powers of ten are one colour.
        let wide = try #require(try range([1e-9, .nan, 1], nil))
        #expect(abs(wide.lowerBound - 1e-4) < 1e-12 && wide.upperBound == 1)
        #expect(try range([0.2, 0.2, 0.2], nil) == 0.2...0.2)
        // Values that were set apart keep out.
        #expect(try range([0.01, 0.1, 0.9], 0...0.1) == 0.01...0.1)
    }

    @Test func whatAFigureCannotShowIsRefused() throws {
        #expect(throws: FigureError.noColors(kind: "bars", option: "colormap")) {
            try applied(FigureLook(colorMap: .magma), to: bars)
        }
        #expect(throws: FigureError.noColors(kind: "bars", option: "scale")) {
            try applied(FigureLook(scale: .log), to: bars)
        }
        var diverging = map
        diverging.colorMap = .blueRed
        var zero = map
        zero.values = [[0, 0, 0]]
        for map in [diverging, zero] {
            #expect(throws: FigureError.noLogarithm(kind: "bars")) {
                try applied(FigureLook(scale: .log), to: map)
            }
        }
        // Settings of a whole list are for those of its figures that they suit.
        let lax = FigureLook(colorMap: .magma, scale: .log, refusesMismatch: false)
        #expect(try applied(lax, to: bars) as? BarChart == bars)
        #expect(try (applied(lax, to: zero) as? Heatmap)?.colorScale == .linear)
    }
}
