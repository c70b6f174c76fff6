import Testing

@testable import Charts

@Suite struct PlotLayoutTests {
    /// A part that needs the same everywhere.
    private struct Fixed: PlotPart {
        var needs: Insets
        func insets(around plot: Rect, in bounds: Rect) -> Insets { needs }
        func draw(around plot: Rect, in bounds: Rect) {}
    }

    /// A part that needs more room when the plot is narrow.
    private struct Growing: PlotPart {
        func insets(around plot: Rect, in bounds: Rect) -> Insets {
            Insets(bottom: plot.width < 170 ? 40 : 10)
        }
        func draw(around plot: Rect, in bounds: Rect) {}
    }

    private func layout(_ parts: [any PlotPart]) throws -> PlotLayout {
        let surface = RecordingSurface(width: 200, height: 100)
        let header = Header(nil, nil, on: surface, theme: .light)
        return try PlotLayout(on: surface, theme: .light, header: header, parts: parts)
    }

    @Test func marginsAreTheLargestNeed() throws {
        let plot = try layout([
            Fixed(needs: Insets(top: 1, left: 30)), Fixed(needs: Insets(top: 5, left: 20)),
        ]).plot
        #expect(plot == Rect(x: 40, y: 15, toX: 190, toY: 90))
    }

    @Test func needsThatDependOnThePlotAreMet() throws {
        let plot = try layout([Fixed(needs: Insets(left: 20)), Growing()]).plot
        #expect(plot == Rect(x: 30, y: 10, toX: 190, toY: 50))
    }

    @Test func noRoomIsAnError() {
        #expect(
            throws: ChartError.noRoom(
                size: FigureSize(width: 200, height: 100),
                needed: FigureSize(width: 224, height: 100))
        ) { try layout([Fixed(needs: Insets(left: 180))]) }
    }
}
