import Files

/// JSON that commands print.
enum JSONText {
    /// One line with sorted keys.
    static func line(_ value: some Encodable) throws -> [UInt8] {
        try CompactJSON.encode(value) + [UInt8(ascii: "\n")]
    }
}
