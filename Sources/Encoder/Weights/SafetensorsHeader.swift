/// The table of contents of a safetensors file, parsed and checked without touching the data.
///
/// The rules are those of the format's specification (huggingface/safetensors), and two stricter
/// ones: duplicate names are an error, and the numbers of tensors and dimensions are bounded. One is less
/// strict: number types that are not known may occur, and how many bytes such a tensor has is not checked.
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
        public var elementCount: Int { shape.reduce(1, *) }
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
    ///   - path: what errors call the file.
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
            let type = ScalarType(rawValue: entry.type)
            guard let count = elementCount(of: entry.shape),
                case (let bits, false) = count.multipliedReportingOverflow(by: type.bitCount ?? 1)
            else {
                throw fail("tensor \"\(name)\" has a shape \(entry.shape) too large to address")
            }
            guard entry.begin <= entry.end, entry.end <= fileSize - dataStart else {
                throw fail(
                    "tensor \"\(name)\" claims the bytes \(entry.begin) to \(entry.end) of "
                        + "\(fileSize - dataStart) bytes of data")
            }
            let found = entry.end - entry.begin
            guard type.bitCount == nil || (bits % 8 == 0 && found == bits / 8) else {
                let needed = bits % 8 == 0 ? "\(bits / 8) bytes" : "\(bits) bits"
                throw fail(
                    "tensor \"\(name)\" of type \(type.rawValue) and shape \(entry.shape) needs "
                        + "\(needed), but \(found) \(bits % 8 == 0 ? "" : "bytes ")are given")
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
