import Testing

@testable import Charts

@Suite struct CairoSurfaceTests {
    /// The pixels of a small bitmap at 1.5 pixels a point, row by row, without alpha.
    private func pixels(_ draw: (CairoSurface) -> Void) throws -> [[UInt32]] {
        let surface = try CairoSurface.bitmap(
            FigureSize(width: 8, height: 4), pixelsWide: 12, pixelsHigh: 6, scale: 1.5,
            theme: .light)
        draw(surface)
        return try surface.withPixels { bitmap in
            (0..<bitmap.height).map { bitmap.row($0).map { $0 & 0xFFFFFF } }
        }
    }

    @Test func edgesLieOnPixels() throws {
        let rows = try pixels {
            $0.fill(Rect(x: 1, y: 1, toX: 3.1, toY: 3), .black)
            $0.fill(Rect(x: 3.1, y: 1, toX: 5, toY: 3), Color(0xFF0000))
        }
        #expect(Set(rows.flatMap { $0 }) == [0, 0xFF0000, 0xFFFFFF])
        // Neighbours share their edge: no pixel is left between them.
        let row = rows[3]
        #expect(
            row == [
                0xFFFFFF, 0xFFFFFF, 0, 0, 0, 0xFF0000, 0xFF0000, 0xFF0000, 0xFFFFFF, 0xFFFFFF,
                0xFFFFFF, 0xFFFFFF,
            ])
    }

    /// As an SVG, which can be read: the first cell and the first step reach below the next.
    @Test func cellsOfVectorFormatsAreJoined() throws {
        let sink = ByteSink()
        let surface = try CairoSurface.svg(
            FigureSize(width: 40, height: 40), theme: .light, to: sink)
        surface.fill(
            apart: [
                ColoredRect(rectangle: Rect(x: 0, y: 0, toX: 10, toY: 10), color: .black),
                ColoredRect(rectangle: Rect(x: 10, y: 0, toX: 20, toY: 10), color: Color(0xFF0000)),
            ])
        surface.fill(Rect(x: 30, y: 0, toX: 36, toY: 20), steps: [.black, Color(0xFF0000)])
        try surface.finish()
        let svg = String(decoding: sink.bytes, as: UTF8.self)
        #expect(svg.contains("M 0 0 L 15 0 L 15 10 L 0 10 Z"))
        #expect(svg.contains("M 30 0 L 36 0 L 36 15 L 30 15 Z"))
    }

    @Test func smallAreasKeepAPixel() throws {
        let rows = try pixels { $0.fill(Rect(x: 2, y: 2, toX: 2.01, toY: 2.01), .black) }
        #expect(rows.flatMap { $0 }.count { $0 == 0 } == 1)
        let empty = try pixels { $0.fill(Rect(x: 2, y: 2, toX: 2, toY: 3), .black) }
        #expect(!empty.flatMap { $0 }.contains(0))
    }

    @Test func straightLinesAreSharp() throws {
        let rows = try pixels {
            $0.stroke(
                path: [Point(x: 0, y: 1.7), Point(x: 8, y: 1.7)],
                LineStyle(color: .black, width: 0.5))
        }
        #expect(Set(rows.map { $0[5] }) == [0, 0xFFFFFF])
    }

    @Test func clippingEnds() throws {
        let rows = try pixels { surface in
            surface.clip(to: Rect(x: 0, y: 0, toX: 2, toY: 4)) {
                surface.fill(Rect(x: 0, y: 0, toX: 8, toY: 2), .black)
            }
            surface.fill(Rect(x: 6, y: 2, toX: 8, toY: 4), .black)
        }
        #expect(rows[0] == Array(repeating: 0, count: 3) + Array(repeating: 0xFFFFFF, count: 9))
        #expect(rows[5][11] == 0)
    }

    @Test func impossibleBitmapsAreErrors() {
        #expect(throws: ChartError.self) {
            try CairoSurface.bitmap(
                FigureSize(width: 1, height: 1), pixelsWide: 40_000, pixelsHigh: 1, scale: 1,
                theme: .light)
        }
    }
}
