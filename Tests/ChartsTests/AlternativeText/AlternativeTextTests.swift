import Testing

@testable import Charts

@Suite struct AlternativeTextTests {
    @Test func barCharts() {
        let chart = BarChart(
            title: "Attention", subtitle: "She sat by the bank.",
            bars: [
                .init("she", 0.1), .init("sat", 0.3), .init("by", 0.2), .init("the", 0.05),
                .init("bank", 0.35, isMarked: true), .init(".", .nan),
            ], valueTitle: "weight")
        #expect(
            chart.alternativeText(.short)
                == "Bar chart: Attention. 6 values. Highest: bank (0.350). Lowest: the (0.050).")
        #expect(
            chart.alternativeText(.long)
                == "Bar chart: Attention. 6 values. Subtitle: She sat by the bank. "
                + "Lengths: weight. Highest: bank (0.350), then sat (0.300) and by (0.200). "
                + "Lowest: the (0.050). Marked: bank (0.350). From the first bar to the last, "
                + "the value goes up and down without a clear trend. No number: “.”.")
    }

    @Test func heatmaps() {
        let chart = Heatmap(
            title: "Layers", rowLabels: ["L0", "L1", "L2"], columnLabels: ["the", "bank"],
            values: [[0.1, 0.2], [0.3, 0.25], [.nan, 0.9]], rowTitle: "layer",
            valueTitle: "attention", markedColumns: [1])
        #expect(
            chart.alternativeText(.short)
                == "Heatmap: Layers. 3 × 2 values (rows × columns). Highest: L2, bank (0.900). "
                + "Lowest: L0, the (0.100).")
        #expect(
            chart.alternativeText(.long)
                == "Heatmap: Layers. 3 × 2 values (rows × columns). Rows: layer, L0 to L2. "
                + "Columns: the to bank. Numbers: attention. Highest: L2, bank (0.900). "
                + "Lowest: L0, the (0.100). Highest in each row: L0: bank (0.200), "
                + "L1: the (0.300), L2: bank (0.900). From the first row to the last, the mean "
                + "of the row rises steadily. Marked: bank. No number: L2, the.")
    }

    /// What does not count for the scale is not what a figure shows first.
    @Test func whatIsApartIsNamedApart() {
        let bars = BarChart(
            bars: [.init("[CLS]", 0.6, isApart: true), .init("river", 0.16), .init("of", 0.03)])
        #expect(
            bars.alternativeText(.short)
                == "Bar chart of 3 values. Highest: river (0.160). Lowest: of (0.030). "
                + "Apart from the scale: [CLS] (0.600).")
        var map = Heatmap(
            rowLabels: ["L0", "L1"], columnLabels: ["[CLS]", "a", "b"],
            values: [[0.7, 0.2, 0.1], [0.9, 0.05, 0.05]], apartColumns: [0])
        #expect(
            map.alternativeText(.long).contains(
                "Highest: L0, a (0.200). Lowest: L1, a (0.050). Apart from the scale: [CLS] (up to 0.900). "
                    + "Highest in each row: L0: a (0.200), L1: a (0.050)."))
        let links = LinkChart(
            sources: ["bank"], targets: ["[CLS]", "river"], weights: [[0.7, 0.3]],
            apartTargets: [0])
        #expect(
            links.alternativeText(.short)
                == "Links of 1 token to 2 tokens. Strongest: from bank to river (0.300). "
                + "Apart from the scale: from bank to [CLS] (0.700).")
        let multiples = SmallMultiples(
            rowLabels: ["L0"], columnLabels: ["0"], panels: [[[[0.7, 0.2]]]], apartColumns: [0])
        #expect(multiples.alternativeText(.short).hasSuffix("Highest: in L0, 0 (0.200)."))
        // Indices that are not there are no reason to have no text.
        map.apartColumns = [-1, 5]
        map.apartRows = [9]
        #expect(map.alternativeText(.long).contains("Highest: L1, [CLS] (0.900)."))
    }

    @Test func lineCharts() {
        let one = LineChart(
            labels: ["emb", "L0", "L1"], series: [.init(values: [0.9581, 0.8804, 0.9])])
        #expect(
            one.alternativeText(.short)
                == "Line chart of 3 values. From 0.958 (emb) to 0.900 (L1). "
                + "Highest: 0.958 (emb). Lowest: 0.880 (L0).")
        #expect(
            one.alternativeText(.long)
                == one.alternativeText(.short) + " The line falls down to L0, then rises.")
        var two = one
        two.series.append(.init(name: "other", values: [1, 2, 3]))
        #expect(
            two.alternativeText(.short)
                == "Line chart of 2 lines over 3 positions. 1: from 0.96 (emb) to 0.90 (L1). "
                + "other: from 1.00 (emb) to 3.00 (L1).")
    }

    @Test func scatterCharts() {
        let chart = ScatterChart(
            title: "Contexts", subtitle: "Last layer",
            groups: [
                .init(
                    name: "river",
                    points: [.init(0, 1, label: "r1", isMarked: true), .init(1, 2, label: "r2")]),
                .init(
                    name: "way",
                    points: [
                        .init(-1, 0.5, label: "emb"), .init(0, .nan, label: "L0"), .init(3, 4),
                    ], isPath: true),
            ], background: [.init(0, 0)], horizontalTitle: "first", verticalTitle: "second")
        #expect(
            chart.alternativeText(.short)
                == "Scatter chart: Contexts. 5 points in 2 groups, 1 in the background. "
                + "river: 2 points around (0.500, 1.50). "
                + "way: a path of 2 points from emb (−1.00, 0.500) to (3.00, 4.00).")
        #expect(
            chart.alternativeText(.long)
                == "Scatter chart: Contexts. 5 points in 2 groups, 1 in the background. "
                + "Subtitle: Last layer. Horizontal axis: first. Vertical axis: second. "
                + "river: 2 points around (0.500, 1.50). "
                + "way: a path of 2 points from emb (−1.00, 0.500) to (3.00, 4.00). "
                + "Marked: r1. No number: L0.")
    }

    /// Whatever the data, even what cannot be drawn, there is a text on one line.
    @Test func everyChartHasAText() {
        let strange = "a\nb\u{0}" + String(repeating: "x", count: 5000)
        let charts: [any Chart] = [
            BarChart(bars: []), BarChart(bars: [.init(strange, .nan)]),
            BarChart(title: strange, subtitle: strange, bars: [.init(strange, 1)]),
            Heatmap(rowLabels: [], columnLabels: [], values: []),
            Heatmap(
                rowLabels: [strange], columnLabels: [], values: [[1, 2], [3]],
                markedColumns: [-1, 99], markedRows: [7]),
            LineChart(labels: [], series: []),
            LineChart(
                labels: [strange], series: [.init(values: [1, 2, .nan]), .init(values: [])]),
            ScatterChart(groups: []),
            ScatterChart(
                title: strange,
                groups: [
                    .init(name: strange, points: [.init(.nan, 1, label: strange)], isPath: true),
                    .init(points: [.init(1e308, 1e308), .init(1e308, -1e308)]), .init(points: []),
                ], background: [.init(.infinity, 0, label: strange)]),
            BarChart(bars: (0..<10_000).map { .init("\($0)", $0 % 2 == 0 ? .nan : 1e308) }),
        ]
        for chart in charts {
            for form in [AlternativeTextForm.short, .long] {
                let text = chart.alternativeText(form)
                #expect(!text.isEmpty && text.count < 2000)
                let lines = text.split(whereSeparator: \.isNewline)
                #expect(lines.count == 1)
            }
        }
    }

    @Test func describesTheFiles() throws {
        let chart = BarChart(title: "T", bars: [.init("a", 1), .init("b", 2), .init("c", 3)])
        let png = try #require(DecodedPNG(ChartRenderer().png(chart)))
        let text = chart.alternativeText(.long)
        #expect(png.all("tEXt").contains(Array("Description\0\(text)".utf8)))
        let svg = String(decoding: try ChartRenderer().svg(chart), as: UTF8.self)
        #expect(svg.contains(">\(text)</desc>"))
    }
}
