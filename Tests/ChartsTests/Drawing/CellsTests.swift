import Testing

@testable import Charts

@Suite struct CellsTests {
    private let linear = ColorScale(domain: 0...1, map: .viridis)
    private let logarithmic = ColorScale(domain: 0.1...1, map: .viridis, kind: .logarithmic)

    @Test func exceptionsDependOnTheScale() {
        #expect(CellException(0.5, on: linear) == nil)
        #expect(CellException(-1, on: linear) == nil)
        #expect(CellException(-1, on: logarithmic) == .notPositive)
        #expect(CellException(0, on: logarithmic) == .notPositive)
        #expect(CellException(.nan, on: logarithmic) == .missing)
        #expect(CellException(-.infinity, on: logarithmic) == .infinite)
    }

    @Test func foundOnesAreInOrder() {
        let values = [Double.nan, 0.5, 0, .infinity]
        #expect(CellException.found(in: values, on: linear) == [.infinite, .missing])
        #expect(
            CellException.found(in: values, on: logarithmic)
                == [.notPositive, .infinite, .missing])
        #expect(CellException.found(in: [0.5], on: linear).isEmpty)
    }

    @Test func cellsTileThePlot() {
        let grid = CellGrid(rows: 2, columns: 3, in: Rect(x: 0, y: 0, toX: 30, toY: 20))
        #expect(grid.cell(0, 0) == Rect(x: 0, y: 0, toX: 10, toY: 10))
        #expect(grid.cell(1, 2) == Rect(x: 20, y: 10, toX: 30, toY: 20))
        #expect(grid.strip(rows: 1..<2) == Rect(x: 0, y: 10, toX: 30, toY: 20))
        #expect(grid.strip(columns: 1..<2) == Rect(x: 10, y: 0, toX: 20, toY: 20))
        #expect(grid.strip(columns: 1..<3) == Rect(x: 10, y: 0, toX: 30, toY: 20))
    }

    @Test func onlyWhatIsApartIsBeyondTheScale() {
        #expect(CellException(2, on: linear) == nil)
        #expect(CellException(2, on: linear, isApart: true) == .beyond)
        #expect(CellException(1, on: linear, isApart: true) == nil)
        #expect(CellException(-1, on: linear, isApart: true) == nil)
        #expect(CellException(.nan, on: linear, isApart: true) == .missing)
        #expect(CellException(.infinity, on: linear, isApart: true) == .infinite)
        #expect(
            CellException.found(in: [0.5, .nan], apart: [0.2, 3], on: linear)
                == [.beyond, .missing])
        #expect(CellException.found(in: [0.5], apart: [0.2], on: linear).isEmpty)
        #expect(CellException.beyond.name(on: logarithmic) == "> 1.00")
    }
}
