import Testing

@testable import Encoder

@Suite struct ProtobufScannerTests {
    /// The fields of a message, as text.
    private func fields(_ bytes: [UInt8]) throws -> [String] {
        try bytes.withUnsafeBytes { bytes in
            var scanner = ProtobufScanner(bytes)
            var found: [String] = []
            while let (field, value) = try scanner.next() {
                switch value {
                case .varint(let value): found.append("\(field): \(value)")
                case .fixed32(let value): found.append("\(field): 32 \(value)")
                case .fixed64(let value): found.append("\(field): 64 \(value)")
                case .bytes(let value): found.append("\(field): \(Array(value))")
                }
            }
            return found
        }
    }

    /// The examples of protobuf's documentation of the wire format, and the other types.
    @Test func readsFields() throws {
        #expect(try fields([0x08, 0x96, 0x01]) == ["1: 150"])
        #expect(
            try fields([0x12, 0x07] + Array("testing".utf8)) == ["2: \(Array("testing".utf8))"])
        #expect(try fields([0x1D, 1, 2, 0, 0]) == ["3: 32 513"])
        #expect(try fields([0x21, 1, 0, 0, 0, 0, 0, 0, 1]) == ["4: 64 72057594037927937"])
        #expect(try fields([0x08] + Array(repeating: 0xFF, count: 9) + [1]) == ["1: \(UInt64.max)"])
        #expect(try fields([0x0A, 0]) == ["1: []"])
        #expect(try fields([]) == [])
    }

    @Test(arguments: [
        ([0x08], "the file ends inside a number"), ([0x08, 0x80], "the file ends inside a number"),
        ([0x0A, 3, 1, 2], "a field of 3 bytes at byte 2, where only 2 are left"),
        (
            [0x0A] + Array(repeating: 0xFF, count: 9) + [1],
            "a field of \(UInt64.max) bytes at byte 11, where only 0 are left"
        ),
        ([0x0D, 1, 2, 3], "a field of 4 bytes at byte 1, where only 3 are left"),
        ([0x0B], "a field of the type 3 at byte 1"), ([0x0F], "a field of the type 7 at byte 1"),
        (
            [0x08] + Array(repeating: 0x80, count: 11),
            "a number of more than ten bytes at byte 11"
        ),
    ])
    func refusesWhatIsNoMessage(_ bytes: [UInt8], _ problem: String) {
        #expect {
            try fields(bytes)
        } throws: {
            ($0 as? ProtobufScanner.Failure)?.problem == problem
        }
    }
}
