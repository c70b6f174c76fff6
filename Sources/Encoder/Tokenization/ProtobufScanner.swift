/// Reads the fields of a message in protobuf's wire format.
///
/// The bytes may hold anything: lengths are checked against what is there before anything is done with them.
struct ProtobufScanner {
    /// Why the bytes are no message.
    struct Failure: Error {
        let problem: String
    }

    enum Value {
        /// A number, or a truth value.
        case varint(UInt64)
        case fixed32(UInt32)
        case fixed64(UInt64)
        /// A string, bytes or a message.
        case bytes(UnsafeRawBufferPointer)
    }

    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The next field's number and value; `nil` at the end.
    mutating func next() throws(Failure) -> (field: UInt64, value: Value)? {
        guard position < bytes.count else { return nil }
        let key = try varint()
        let value: Value =
            switch key & 7 {
            case 0: .varint(try varint())
            case 1: .fixed64(try fixed(8))
            case 2: .bytes(try take(try varint()))
            case 5: .fixed32(UInt32(truncatingIfNeeded: try fixed(4)))
            case let type:
                throw Failure(problem: "a field of the type \(type) at byte \(position)")
            }
        return (key >> 3, value)
    }

    private mutating func varint() throws(Failure) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard position < bytes.count else {
                throw Failure(problem: "the file ends inside a number")
            }
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        throw Failure(problem: "a number of more than ten bytes at byte \(position)")
    }

    private mutating func fixed(_ count: UInt64) throws(Failure) -> UInt64 {
        try take(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func take(_ count: UInt64) throws(Failure) -> UnsafeRawBufferPointer {
        guard count <= UInt64(bytes.count - position) else {
            throw Failure(
                problem: "a field of \(count) bytes at byte \(position), where only "
                    + "\(bytes.count - position) are left")
        }
        defer { position += Int(count) }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + Int(count)])
    }
}
