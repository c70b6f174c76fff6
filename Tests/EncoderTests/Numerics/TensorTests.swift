import Testing

@testable import Encoder

@Suite struct TensorTests {
    @Test(arguments: [
        (shape: [2, 3], count: 6), (shape: [], count: 1), (shape: [0], count: 0),
        (shape: [4, 0, 3], count: 0), (shape: [1, 1, 5], count: 5),
    ])
    func takesExactlyTheProductOfItsShape(_ shape: [Int], _ count: Int) {
        let tensor = Tensor(shape: shape, scalars: Array(repeating: 1, count: count))
        #expect(tensor?.shape == shape)
        #expect(tensor?.scalars.count == count)
        #expect(Tensor(shape: shape, scalars: Array(repeating: 1, count: count + 1)) == nil)
    }

    @Test(arguments: [[-1], [-1, -1], [2, -3], [.max, 2], [1 << 32, 1 << 32]])
    func refusesShapesThatHoldNothing(_ shape: [Int]) {
        #expect(Tensor(shape: shape, scalars: [1]) == nil)
        #expect(elementCount(of: shape) == nil)
    }

    @Test func aRowIsTheLastDimension() throws {
        let shape = [3, 4, 5]
        let tensor = try #require(Tensor(shape: shape, scalars: (0..<60).map { Float($0) }))
        for i in 0..<3 {
            for j in 0..<4 {
                let expected = (0..<5).map { k in Float(i * 4 * 5 + j * 5 + k) }
                #expect(Array(tensor[row: i, j]) == expected)
            }
        }
        let vector = try #require(Tensor(shape: [2], scalars: [7, 8]))
        #expect(Tensor(shape: [1, 2], scalars: [7, 8])?[row: 0] == vector.scalars[...])
    }

    @Test func copiesTheFirstScalarsOfABuffer() throws {
        let buffer = try AlignedBuffer(shape: [20])
        for index in 0..<20 { buffer.floats[index] = Float(index) }
        #expect(
            Tensor(copying: buffer, shape: [2, 3])
                == Tensor(shape: [2, 3], scalars: [0, 1, 2, 3, 4, 5]))
    }

    @Test func tensorsAreFilledInPlace() throws {
        let shapes = [[2, 3], [0, 4], [], [1 << 10, 1 << 10]]
        let tensors = try Tensor.filled(shapes) { starts in
            for (index, (start, shape)) in zip(starts, shapes).enumerated() {
                for place in 0..<shape.reduce(1, *) { start[place] = Float(index + place) }
            }
        }
        #expect(tensors.map(\.shape) == shapes)
        for (index, tensor) in tensors.enumerated() {
            #expect(tensor.scalars.elementsEqual(tensor.scalars.indices.map { Float(index + $0) }))
        }
        let none = try Tensor.filled([]) { #expect($0.isEmpty) }
        #expect(none.isEmpty)
    }

    @Test func tensorsWithoutMemoryForThemAreErrors() {
        for shape in [[1 << 58], [1 << 40, 1 << 40]] {
            #expect(throws: NumericsError.self) { try Tensor.filled([[2], shape]) { _ in } }
        }
    }
}
