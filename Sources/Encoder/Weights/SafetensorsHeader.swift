/// The number type of a tensor in a safetensors file.
public enum ScalarType: String, Sendable, CaseIterable {
    case bool = "BOOL"
    case uint8 = "U8"
    case int8 = "I8"
    case float8e5m2 = "F8_E5M2"
    case float8e4m3 = "F8_E4M3"
    case int16 = "I16"
    case uint16 = "U16"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int32 = "I32"
    case uint32 = "U32"
    case float32 = "F32"
    case float64 = "F64"
    case int64 = "I64"
    case uint64 = "U64"

    /// The size of one scalar in bytes.
    public var byteCount: Int {
        switch self {
        case .bool, .uint8, .int8, .float8e5m2, .float8e4m3: 1
        case .int16, .uint16, .float16, .bfloat16: 2
        case .int32, .uint32, .float32: 4
        case .float64, .int64, .uint64: 8
        }
    }

    /// Whether the type holds fractions: parameters do, indices and masks do not.
    public var isFloatingPoint: Bool {
        switch self {
        case .float8e5m2, .float8e4m3, .float16, .bfloat16, .float32, .float64: true
        default: false
        }
    }
}

/// The table of contents of a safetensors file, parsed and checked without touching the data.
///
/// The rules are those of the format's specification (huggingface/safetensors), and two stricter
/// ones: duplicate names are an error, and the numbers of tensors and dimensions are bounded.
public struct SafetensorsHeader: Sendable, Equatable {
    /// One tensor's entry.
    public struct Entry: Sendable, Equatable {
        /// The name by which the file knows it.
        public let name: String
        /// The type of its scalars.
        public let type: ScalarType
        /// Dimensions, outermost first; empty for a single number.
        public let shape: [Int]
        /// The tensor's bytes, counted from the start of the file.
        public let bytes: Range<Int>

        /// The number of scalars.
        public var elementCount: Int { bytes.count / type.byteCount }
    }

    /// Entries in the order of their bytes.
    public let entries: [Entry]
    /// The text pairs under `__metadata__`.
    public let metadata: [String: String]

    static let maximumHeaderSize = 100_000_000
    static let maximumEntryCount = 1_000_000
    static let maximumRank = 64

    /// Parses the start of a file.
    /// - Parameters:
    ///   - bytes: at least the header: the whole file, or its mapping.
    ///   - fileSize: the size of the whole file in bytes.
    /// - Throws: `SafetensorsError` when a rule of the format is broken.
    public init(parsing bytes: UnsafeRawBufferPointer, fileSize: Int, path: String = "") throws {
        func fail(_ problem: String) -> SafetensorsError {
            SafetensorsError(path: path, problem: problem)
        }
        guard fileSize >= 8, bytes.count >= 8 else {
            throw fail("the file has \(fileSize) bytes, fewer than the 8 of a header length")
        }
        let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard length <= UInt64(Self.maximumHeaderSize) else {
            throw fail(
                "the header claims \(length) bytes, more than the \(Self.maximumHeaderSize) allowed"
            )
        }
        let dataStart = 8 + Int(length)
        guard dataStart <= fileSize, dataStart <= bytes.count else {
            throw fail("the header claims \(length) bytes, but the file ends after \(fileSize - 8)")
        }
        var scanner = HeaderScanner(UnsafeRawBufferPointer(rebasing: bytes[8..<dataStart]))
        let raw: HeaderScanner.Header
        do {
            raw = try scanner.scan(
                maximumEntryCount: Self.maximumEntryCount, maximumRank: Self.maximumRank)
        } catch {
            throw fail("the header is not valid at its byte \(error.offset): \(error.problem)")
        }

        var entries: [Entry] = []
        entries.reserveCapacity(raw.entries.count)
        for entry in raw.entries {
            let name = entry.name
            guard let type = ScalarType(rawValue: entry.type) else {
                throw fail("tensor \"\(name)\" has the unknown number type \"\(entry.type)\"")
            }
            guard let count = elementCount(of: entry.shape),
                case (let size, false) = count.multipliedReportingOverflow(by: type.byteCount)
            else {
                throw fail("tensor \"\(name)\" has a shape \(entry.shape) too large to address")
            }
            guard entry.begin <= entry.end, entry.end <= fileSize - dataStart else {
                throw fail(
                    "tensor \"\(name)\" claims the bytes \(entry.begin) to \(entry.end) of "
                        + "\(fileSize - dataStart) bytes of data")
            }
            guard entry.end - entry.begin == size else {
                throw fail(
                    "tensor \"\(name)\" of type \(type.rawValue) and shape \(entry.shape) needs "
                        + "\(size) bytes, but \(entry.end - entry.begin) are given")
            }
            entries.append(
                Entry(
                    name: name, type: type, shape: entry.shape,
                    bytes: dataStart + entry.begin..<dataStart + entry.end))
        }
        entries.sort {
            ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
        }

        var end = dataStart
        for entry in entries {
            guard entry.bytes.lowerBound == end else {
                throw fail(
                    "tensor \"\(entry.name)\" begins at byte \(entry.bytes.lowerBound - dataStart) "
                        + "of the data, but the tensor before it ends at \(end - dataStart)")
            }
            end = entry.bytes.upperBound
        }
        guard end == fileSize else {
            throw fail(
                "the tensors end at byte \(end), but the file has \(fileSize) bytes")
        }
        self.entries = entries
        self.metadata = raw.metadata
    }
}
