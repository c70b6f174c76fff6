import Foundation
import Testing

@testable import Encoder

@Suite struct WeightTensorTests {
    /// Writes one tensor behind `offset` bytes of another, reads it back.
    private func copied(
        _ type: ScalarType, _ bytes: [UInt8], offset: Int = 0, range: Range<Int>? = nil
    ) throws -> [Float] {
        try Fixtures.withTemporaryDirectory { directory in
            var builder = TensorFileBuilder()
            builder.add("before", .uint8, [offset], Array(repeating: 0xAA, count: offset))
            builder.add("x", type, [8 * bytes.count / (type.bitCount ?? 8)], bytes)
            try write(builder.bytes, to: directory + "/t.safetensors")
            let file = try SafetensorsFile(path: directory + "/t.safetensors")
            let entry = try #require(file.header.entries.first { $0.name == "x" })
            let tensor = WeightTensor(file: file, entry: entry)
            let range = range ?? 0..<tensor.elementCount
            let buffer = try AlignedBuffer(shape: [range.count])
            let floats = UnsafeMutableBufferPointer(rebasing: buffer.floats[..<range.count])
            tensor.copy(scalars: range, to: floats)
            return Array(floats)
        }
    }

    // IEEE 754 binary16: 1 sign bit, 5 exponent bits, 10 fraction bits.
    @Test(
        arguments: [
            (0x0000, 0), (0x8000, -0.0), (0x3C00, 1), (0xC000, -2), (0x3555, 0.333_251_95),
            (0x7BFF, 65504), (0x0001, 0x1p-24), (0x03FF, 0x1.ff8p-15), (0x0400, 0x1p-14),
            (0x7C00, .infinity), (0xFC00, -.infinity),
        ] as [(UInt16, Float)])
    func readsHalfPrecision(_ bits: UInt16, _ value: Float) throws {
        let found = try copied(.float16, littleEndian(bits))
        #expect(found.map(\.bitPattern) == [value.bitPattern])
    }

    // The upper half of a 32-bit float.
    @Test(
        arguments: [
            (0x0000, 0), (0x8000, -0.0), (0x3F80, 1), (0xC000, -2), (0x3EAB, 0.333_984_38),
            (0x7F7F, 0x1.fep127), (0x0001, 0x1p-133), (0x7F80, .infinity),
        ] as [(UInt16, Float)])
    func readsBrainFloat(_ bits: UInt16, _ value: Float) throws {
        let found = try copied(.bfloat16, littleEndian(bits))
        #expect(found.map(\.bitPattern) == [value.bitPattern])
    }

    @Test func readsNaN() throws {
        #expect(try copied(.float16, littleEndian(UInt16(0x7E00)))[0].isNaN)
        #expect(try copied(.bfloat16, littleEndian(UInt16(0x7FC0)))[0].isNaN)
        #expect(try copied(.float32, littleEndian(Float.nan.bitPattern))[0].isNaN)
    }

    @Test(arguments: 0..<8) func readsAtAnyAddress(_ offset: Int) throws {
        let scalars: [Float] = [1, -2.5, 0x1p-149, 0x1.fffffep127]
        let singles = scalars.flatMap { littleEndian($0.bitPattern) }
        #expect(try copied(.float32, singles, offset: offset) == scalars)
        let halves = [1, -2.5, 0.125].flatMap { littleEndian(Float16($0).bitPattern) }
        #expect(try copied(.float16, halves, offset: offset) == [1, -2.5, 0.125])
        let brains = [1, -2.5, 0.125].flatMap { littleEndian(UInt16(Float($0).bitPattern >> 16)) }
        #expect(try copied(.bfloat16, brains, offset: offset) == [1, -2.5, 0.125])
    }

    @Test func readsARange() throws {
        let scalars = (0..<10).map { Float($0) }
        let bytes = scalars.flatMap { littleEndian($0.bitPattern) }
        #expect(try copied(.float32, bytes, range: 3..<7) == [3, 4, 5, 6])
        #expect(try copied(.float32, bytes, range: 10..<10) == [])
        let halves = scalars.flatMap { littleEndian(Float16($0).bitPattern) }
        #expect(try copied(.float16, halves, range: 8..<10) == [8, 9])
    }
}
