import Foundation
import Testing

@testable import Encoder

@Suite struct WorkspaceTests {
    private func softmax(_ scores: [Float], columns: Int) -> [Double] {
        stride(from: 0, to: scores.count, by: columns).flatMap { start -> [Double] in
            let row = scores[start..<start + columns].map(Double.init)
            let largest = row.max() ?? 0
            let powers = row.map { exp($0 - largest) }
            let sum = powers.reduce(0, +)
            return powers.map { $0 / sum }
        }
    }

    @Test(arguments: [1, 2, 15, 16, 17, 130], [1, 100, 1e30] as [Float])
    func softmaxEqualsThePlainLoop(_ columns: Int, _ scale: Float) throws {
        let workspace = try Workspace(engine: ComputeEngine())
        var random = SeededGenerator(3)
        let scores = random.floats(6 * columns).map { $0 * scale }
        let found = try NumericsTests.changed(scores) {
            try workspace.softmax(rows: 6, columns: columns, inPlace: $0)
        }
        #expect(NumericsTests.distance(found, softmax(scores, columns: columns)) < 2e-6)
    }

    @Test func primitivesAreMadeAnewAfterTooManyShapes() throws {
        let workspace = try Workspace(engine: ComputeEngine())
        var random = SeededGenerator(4)
        for columns in Array(1...1100) + [1, 2, 1100] {
            let scores = random.floats(columns, in: -5...5)
            let found = try NumericsTests.changed(scores) {
                try workspace.softmax(rows: 1, columns: columns, inPlace: $0)
            }
            #expect(NumericsTests.distance(found, softmax(scores, columns: columns)) < 2e-6)
        }
    }

    @Test func aBufferKeepsItsContentsWhileItIsLargeEnough() throws {
        let workspace = try Workspace(engine: ComputeEngine())
        let first = try workspace.buffer(.states, count: 100)
        first[99] = 7
        let smaller = try workspace.buffer(.states, count: 50)
        #expect(smaller == first)
        #expect(smaller[99] == 7)
        let larger = try workspace.buffer(.states, count: 1000)
        larger[999] = 8
        #expect(try workspace.buffer(.states, count: 1000)[999] == 8)
        #expect(try workspace.buffer(.context, count: 1000) != larger)
    }

    @Test func aBufferTooLargeToHaveIsAnError() throws {
        let workspace = try Workspace(engine: ComputeEngine())
        #expect(throws: NumericsError.self) { try workspace.buffer(.states, count: 1 << 58) }
    }

    @Test func aLargeBufferIsGivenBackWhenAQuarterWouldDo() throws {
        let workspace = try Workspace(engine: ComputeEngine())
        let large = try workspace.buffer(.states, count: 8 << 20)
        #expect(try workspace.buffer(.states, count: 3 << 20) == large)
        let small = try workspace.buffer(.states, count: 1000)
        #expect(try workspace.buffer(.states, count: 2000) != small || small != large)
        #expect(throws: NumericsError.self) { try workspace.buffer(.states, count: 1 << 58) }
    }
}
