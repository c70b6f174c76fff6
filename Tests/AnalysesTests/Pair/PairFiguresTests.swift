import Charts
import ReportTestSupport
import Testing

@testable import Analyses

@Suite struct PairFiguresTests {
    private func bars(_ name: String, of analysis: AnalyzedPair) throws -> BarChart {
        try #require(analysis.figure(name).chart as? BarChart)
    }

    private func heatmap(_ name: String, of analysis: AnalyzedPair) throws -> Heatmap {
        try #require(analysis.figure(name).chart as? Heatmap)
    }

    @Test func namesAreTheContracts() throws {
        #expect(
            try Sample.analysis().pageFigures.map(\.name) == [
                "similarity", "last-layer-1", "last-layer-2", "first-layer-1", "first-layer-2",
                "layers-1", "layers-2",
            ])
        let third = try Sample.analysis(
            options: PairOptions(layer: 3), weights: Sample.flat)
        #expect(third.pageFigures[1].name == "layer-L3-1")
    }

    @Test func barsAreTheAttentionOfTheChosenHead() throws {
        let analysis = try Sample.analysis(
            options: PairOptions(layer: 5, head: 8), weights: Self.weights)
        let chart = try bars("last-layer-2", of: analysis)
        #expect(chart.title == "Where “bank” attends: last layer (L5), head 8")
        #expect(chart.subtitle == "She went to the bank to deposit money.")
        // Both "to" are there.
        #expect(chart.bars.map(\.label) == analysis.sentences[1].tokens)
        #expect(chart.bars.map(\.value) == analysis.attention[1].targetRows[5][8].map(Double.init))
        #expect(chart.bars.indices.filter { chart.bars[$0].isMarked } == [5])
    }

    @Test func theFirstLayerIsTheMeanOfHeads() throws {
        let analysis = try Sample.analysis(
            options: PairOptions(layer: 5, head: 8), weights: Self.weights)
        let chart = try bars("first-layer-1", of: analysis)
        for (token, bar) in chart.bars.enumerated() {
            let heads = analysis.attention[0].targetRows[0].map { Double($0[token]) }
            #expect(abs(bar.value - heads.reduce(0, +) / 12) < 1e-6)
        }
    }

    @Test func panelsOfAPairShareTheirScale() throws {
        let analysis = try Sample.analysis(weights: Self.weights)
        for name in ["last-layer", "first-layer"] {
            let charts = try [1, 2].map { try bars("\(name)-\($0)", of: analysis) }
            #expect(charts[0].valueRange == charts[1].valueRange)
            let largest = charts.flatMap(\.bars).filter { !$0.isApart }.map(\.value).max()
            #expect(charts[0].valueRange?.upperBound == largest)
        }
        let maps = try [1, 2].map { try heatmap("layers-\($0)", of: analysis) }
        #expect(maps[0].colorRange == maps[1].colorRange)
    }

    @Test func mapRowsAreLayersAndSumToOne() throws {
        let map = try heatmap("layers-2", of: Sample.analysis(weights: Self.weights))
        #expect(map.rowLabels == ["L0", "L1", "L2", "L3", "L4", "L5"])
        #expect(map.columnLabels == Sample.money.tokens)
        #expect(map.markedColumns == [5])
        for row in map.values { #expect(abs(row.reduce(0, +) - 1) < 1e-6) }
    }

    @Test func hiddenTokensAreLeftOutAndSaidSo() throws {
        let analysis = try Sample.analysis(
            options: PairOptions(layer: 5, special: .hide), weights: Self.weights)
        let chart = try bars("last-layer-1", of: analysis)
        #expect(chart.bars.map(\.label) == Array(Sample.river.tokens[1..<9]))
        #expect(abs(chart.bars.map(\.value).reduce(0, +) - 1) < 1e-6)
        #expect(chart.subtitle?.contains(" ([CLS] and [SEP], which take ") == true)
        let map = try heatmap("layers-1", of: analysis)
        #expect(map.markedColumns == [1])
    }

    @Test func drawsEveryFigureTheSameOnAnyNumberOfThreads() throws {
        let figures = PairFigures(try Sample.analysis(weights: Self.weights))
        let one = try figures.rendered(threadCount: 1)
        #expect(one.count == 7)
        #expect(one == (try figures.rendered(threadCount: 2)))
        for figure in one {
            #expect(figure.contents[.png]?.starts(with: [0x89, 0x50]) == true)
            #expect(figure.contents[.svg]?.isEmpty == false)
        }
    }

    private static let weights: [[Float]] = [
        [8, 1, 3, 1, 1, 6, 1, 2, 1, 4], [8, 1, 1, 1, 1, 3, 1, 6, 3, 1, 4],
    ]
}
