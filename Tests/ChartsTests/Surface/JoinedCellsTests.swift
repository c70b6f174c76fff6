import TestSupport
import Testing

@testable import Charts

@Suite struct JoinedCellsTests {
    private static let side = 8

    /// Cells of 8 × 8 points, each of one of a few colours; `nil` leaves a hole.
    private func cells(_ colors: [[Color?]]) -> [ColoredRect] {
        let side = Double(Self.side)
        return colors.enumerated().flatMap { row, colors in
            colors.enumerated().compactMap { column, color in
                color.map {
                    ColoredRect(
                        rectangle: Rect(
                            x: side * Double(column), y: side * Double(row),
                            toX: side * Double(column + 1), toY: side * Double(row + 1)),
                        color: $0)
                }
            }
        }
    }

    private func corners(_ area: JoinedCells.Area) -> [[[Int]]] {
        area.outlines.map { $0.map { [$0.x, $0.y] } }
    }

    /// The squares of a unit that an area covers, by the rule that counts crossings (even-odd), and by
    /// that which counts turns (nonzero): programs choose.
    private func covered(
        _ area: JoinedCells.Area, width: Int, height: Int, _ body: (_ x: Int, _ y: Int) -> Void
    ) {
        var edges: [(x: Int, from: Int, to: Int)] = []
        for outline in area.outlines {
            for (index, corner) in outline.enumerated() {
                let next = outline[(index + 1) % outline.count]
                #expect(index % 2 == 0 ? corner.y == next.y : corner.x == next.x)
                if index % 2 == 1 { edges.append((corner.x, corner.y, next.y)) }
            }
        }
        edges.sort { $0.x < $1.x }
        for y in 0..<height {
            let crossed = edges.filter { min($0.from, $0.to) <= y && y < max($0.from, $0.to) }
            var turns = 0
            for (number, edge) in crossed.enumerated() where number + 1 < crossed.count {
                turns += edge.from < edge.to ? 1 : -1
                #expect((turns != 0) == (number % 2 == 0))
                guard turns != 0 else { continue }
                for x in edge.x..<crossed[number + 1].x where 0..<width ~= x { body(x, y) }
            }
        }
    }

    private let palette = [Color(0x440154), Color(0x21918C), Color(0xFDE725)]

    private func random(_ generator: inout SeededGenerator, holes: Bool) -> [[Color?]] {
        (0..<6).map { _ in
            (0..<7).map { _ in
                holes && Int.random(in: 0..<6, using: &generator) == 0
                    ? nil : palette.randomElement(using: &generator)
            }
        }
    }

    @Test(arguments: [false, true]) func everyPlaceHasTheColorOfItsCell(holes: Bool) {
        var generator = SeededGenerator(1)
        for _ in 0..<20 {
            let colors = random(&generator, holes: holes)
            let joined = JoinedCells(cells(colors), units: 1)
            let (width, height) = (7 * Self.side, 6 * Self.side)
            var painted = [[Color?]](
                repeating: [Color?](repeating: nil, count: width), count: height)
            for area in joined.areas {
                covered(area, width: width, height: height) { painted[$1][$0] = area.color }
            }
            for y in 0..<height {
                for x in 0..<width {
                    #expect(painted[y][x] == colors[y / Self.side][x / Self.side])
                }
            }
        }
    }

    private static let pixel = 5
    private static let pixels = (width: 7 * side / pixel, height: 6 * side / pixel)

    /// Pixels of 5 × 5 units, which lie across most edges, are filled as smooth edges are: each colour
    /// with the share of the pixel that it covers.
    private func painted(
        _ colors: [[Color?]], on background: Double, as value: (Color) -> Double
    ) -> [[Double]] {
        let (width, height) = Self.pixels
        var picture = [[Double]](
            repeating: [Double](repeating: background, count: width), count: height)
        for area in JoinedCells(cells(colors), units: 1).areas {
            var squares = [Int](repeating: 0, count: width * height)
            covered(area, width: width * Self.pixel, height: height * Self.pixel) { x, y in
                squares[y / Self.pixel * width + x / Self.pixel] += 1
            }
            for (place, squares) in squares.enumerated() {
                let share = Double(squares) / Double(Self.pixel * Self.pixel)
                picture[place / width][place % width] *= 1 - share
                picture[place / width][place % width] += share * value(area.color)
            }
        }
        return picture
    }

    @Test func nothingShowsThroughBetweenCells() {
        var generator = SeededGenerator(2)
        for _ in 0..<20 {
            let picture = painted(random(&generator, holes: false), on: 1) { _ in 0 }
            #expect(picture.joined().allSatisfy { $0 == 0 })
        }
    }

    /// Where the edge of two cells runs through a pixel, it is as light as one of them or in between,
    /// whatever lies around: no line is seen there.
    @Test func edgesAreNoLighterOrDarkerThanTheirCells() {
        var generator = SeededGenerator(3)
        for _ in 0..<20 {
            let colors = random(&generator, holes: false)
            let picture = painted(colors, on: 1, as: \.luminance)
            for y in 0..<Self.pixels.height {
                for x in 0..<Self.pixels.width {
                    let rows = Set(
                        [y * Self.pixel, (y + 1) * Self.pixel - 1].map { $0 / Self.side })
                    let columns = Set(
                        [x * Self.pixel, (x + 1) * Self.pixel - 1].map { $0 / Self.side })
                    guard rows.count + columns.count == 3 else { continue }
                    let light = rows.flatMap { row in
                        columns.compactMap { colors[row][$0]?.luminance }
                    }.sorted()
                    #expect(light[0] - 1e-9...light[1] + 1e-9 ~= picture[y][x])
                }
            }
        }
    }

    @Test func cellsApartStayRectangles() {
        let cells = [0.0, 10].map {
            ColoredRect(rectangle: Rect(x: $0, y: 1, toX: $0 + 9, toY: 5), color: palette[0])
        }
        let joined = JoinedCells(cells, units: 10)
        #expect(!joined.touch)
        #expect(
            joined.areas.map(corners) == [
                [
                    [[0, 10], [90, 10], [90, 50], [0, 50]],
                    [[100, 10], [190, 10], [190, 50], [100, 50]],
                ]
            ])
    }

    @Test func neighborsOfOneColorAreOneArea() {
        let (a, b) = (palette[0], palette[1])
        let ring = JoinedCells(cells([[a, a, a], [a, b, a], [a, a, a]]), units: 1)
        #expect(
            ring.areas.map(corners) == [
                [
                    [[0, 0], [24, 0], [24, 24], [0, 24]]
                ], [[[8, 8], [16, 8], [16, 16], [8, 16]]],
            ])
        let hole = JoinedCells(cells([[a, a, a], [a, nil, a], [a, a, a]]), units: 1)
        #expect(corners(hole.areas[0]).count == 2)
    }

    /// A colour that lets something through would be darker where two shapes lie over one another.
    @Test func clearCellsReachBelowNothing() {
        var clear = palette[0]
        clear.alpha = 100
        let joined = JoinedCells(cells([[clear, palette[1], clear]]), units: 1)
        #expect(!joined.touch)
    }

    /// The first cell reaches below all others; the second would cover the third's corner.
    @Test func cornersOfEarlierCellsStayFree() {
        let (a, b, c) = (palette[0], palette[1], palette[2])
        let joined = JoinedCells(cells([[a, b], [c, nil]]), units: 1)
        #expect(joined.areas.map(\.color) == [a, b, c])
        #expect(
            joined.areas.map(corners) == [
                [[[0, 0], [12, 0], [12, 8], [8, 8], [8, 12], [0, 12]]],
                [[[8, 0], [16, 0], [16, 8], [8, 8]]], [[[0, 8], [8, 8], [8, 16], [0, 16]]],
            ])
    }

    @Test func nothingAndEmptyCellsAreHarmless() {
        #expect(JoinedCells([], units: 20).areas.isEmpty)
        let empty = Rect(x: 0, y: 0, toX: 0, toY: 0)
        let strange = Rect(x: -.infinity, y: 0, toX: .infinity, toY: 1)
        let joined = JoinedCells(
            [empty, empty, strange].map { ColoredRect(rectangle: $0, color: .black) }, units: 20)
        #expect(!joined.touch && joined.areas.count == 1)
    }
}
