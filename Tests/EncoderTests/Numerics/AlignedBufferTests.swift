import Testing

@testable import Encoder

@Suite struct AlignedBufferTests {
    @Test(arguments: [0, 1, 15, 16, 17, 1000])
    func liesOnACacheLineAndHoldsWhatWasAskedFor(_ count: Int) throws {
        let buffer = try AlignedBuffer(shape: [count])
        #expect(Int(bitPattern: buffer.base) % 64 == 0)
        #expect(buffer.floats.count >= count)
        for index in 0..<count { buffer.floats[index] = Float(index) }
        #expect((0..<count).allSatisfy { buffer.floatBase[$0] == Float($0) })
    }

    @Test func moreThanThereIsIsAnError() {
        #expect(throws: NumericsError.self) { try AlignedBuffer(byteCount: .max) }
        #expect(
            message { try AlignedBuffer(byteCount: 1 << 60) }
                == "could not reserve 1152921504606846976 bytes: out of memory; is there enough "
                + "free memory?")
        #expect(
            message { try AlignedBuffer(shape: [1 << 40, 1 << 40]) }
                == "could not reserve an array of shape [1099511627776, 1099511627776]: out of "
                + "memory; is there enough free memory?")
        #expect(throws: NumericsError.self) { try AlignedBuffer(shape: [1 << 62]) }
    }
}
