import Testing

@testable import ReportKit

struct FigureKindTests {
    @Test func namesAreTheContracts() throws {
        let analysis = try Sample.analysis()
        #expect(
            FigureKind.all.map(analysis.name) == [
                "similarity", "last-layer-1", "last-layer-2", "first-layer-1", "first-layer-2",
                "layers-1", "layers-2",
            ])
    }

    @Test func namesSayWhichLayer() throws {
        let analysis = try Sample.analysis(
            options: PairOptions(layer: 3), weights: PairReportTests.flat)
        #expect(analysis.name(of: .chosenLayer(.first)) == "layer-L3-1")
    }
}
