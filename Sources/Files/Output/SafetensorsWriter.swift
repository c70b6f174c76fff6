import Encoder
import Foundation

/// Writes arrays to a safetensors file one after the other, holding none of them in memory.
///
/// The format puts the table of contents first, and limits it to 100 MB. So names and data go to two
/// temporary files, which are joined at the end; what does not fit into one table goes to further
/// files, named and indexed as Hugging Face names the parts of a model: `x-00001-of-00002.safetensors`
/// and `x.safetensors.index.json`.
package final class SafetensorsWriter {
    private let path: String
    private let isStream: Bool
    private let headerLimit: Int
    private var part: Part
    /// Finished parts, and the names of their arrays one a line.
    private var parts: [(file: TemporaryFile, names: TemporaryFile)] = []

    /// One file in the making.
    private struct Part {
        var header: TemporaryFile
        var names: TemporaryFile
        var data: TemporaryFile
        var headerSize = 0
        var dataSize = 0
    }

    /// Creates the temporary files beside `path`, so that an unwritable place is found at once.
    ///
    /// A link is followed. A pipe or a device is written to at the end, and can hold no more than one
    /// file.
    /// - Parameters:
    ///   - path: the file to be; its name should end in `.safetensors`.
    ///   - headerLimit: the largest table of contents of one file, in bytes.
    /// - Throws: `OutputError`.
    package init(path: String, headerLimit: Int = 90_000_000) throws {
        switch try OutputTarget(path) {
        // Parts stand beside the file that a link leads to.
        case .file(let file): (self.path, isStream) = (file, false)
        case .stream: (self.path, isStream) = (path, true)
        }
        self.headerLimit = headerLimit
        part = try Self.newPart(path)
    }

    private static func newPart(_ path: String) throws -> Part {
        let header = try TemporaryFile(scratchFor: path)
        do {
            let names = try TemporaryFile(scratchFor: path)
            do {
                return Part(header: header, names: names, data: try TemporaryFile(scratchFor: path))
            } catch {
                names.discard()
                throw error
            }
        } catch {
            header.discard()
            throw error
        }
    }

    /// Adds an array of floats.
    package func append(_ name: String, _ tensor: Tensor) throws {
        try tensor.scalars.withUnsafeBytes {
            try append(name, type: .float32, shape: tensor.shape, bytes: $0)
        }
    }

    /// Adds a list of whole numbers.
    package func append(_ name: String, _ values: [Int]) throws {
        try values.map { Int64($0).littleEndian }.withUnsafeBytes {
            try append(name, type: .int64, shape: [values.count], bytes: $0)
        }
    }

    private func append(
        _ name: String, type: ScalarType, shape: [Int], bytes: UnsafeRawBufferPointer
    ) throws {
        let entry = Entry(
            dtype: type.rawValue, shape: shape,
            dataOffsets: [part.dataSize, part.dataSize + bytes.count])
        let key = try Self.json(name)
        let line = key + ":" + (try Self.json(entry))
        if part.headerSize > 0, part.headerSize + line.utf8.count + 2 > headerLimit {
            if isStream { throw OutputError.needsFiles(path: path) }
            try finishPart()
            part = try Self.newPart(path)
            return try append(name, type: type, shape: shape, bytes: bytes)
        }
        try write((part.headerSize == 0 ? "{" : ",") + line, to: part.header)
        try write(key + "\n", to: part.names)
        part.headerSize += line.utf8.count + 1
        try part.data.append(bytes)
        part.dataSize += bytes.count
    }

    private struct Entry: Encodable {
        let dtype: String
        let shape: [Int]
        let dataOffsets: [Int]
        enum CodingKeys: String, CodingKey {
            case dtype, shape
            case dataOffsets = "data_offsets"
        }
    }

    private static func json(_ value: some Encodable) throws -> String {
        String(decoding: try CompactJSON.encode(value), as: UTF8.self)
    }

    private func write(_ text: String, to file: TemporaryFile) throws {
        try Array(text.utf8).withUnsafeBytes { try file.append($0) }
    }

    /// Joins the table of contents and the data of the current part.
    private func finishPart() throws {
        // Data start on a multiple of 8 bytes; spaces may follow the table.
        let ending = (part.headerSize == 0 ? "{" : "") + "}"
        let size = part.headerSize + ending.utf8.count
        let padding = (8 - size % 8) % 8
        try write(ending + String(repeating: " ", count: padding), to: part.header)

        let file = try TemporaryFile(beside: path)
        parts.append((file, part.names))
        try withUnsafeBytes(of: UInt64(size + padding).littleEndian) { try file.append($0) }
        for source in [part.header, part.data] {
            try source.finish()
            try source.forEachChunk { try file.append($0) }
            source.discard()
        }
        try file.finish()
        try part.names.finish()
    }

    /// Gives the finished files their names.
    /// - Throws: `OutputError.writeFailed`; nothing is left behind but files that were renamed.
    package func finish() throws {
        try finishPart()
        if parts.count == 1 {
            try parts[0].file.commit(as: path)
            parts[0].names.discard()
            return
        }
        let index = try TemporaryFile(beside: path + ".index.json")
        do {
            try write("{\"metadata\":{},\"weight_map\":{", to: index)
            for (number, part) in parts.enumerated() {
                let name = try Self.json(FilePath.name(of: partPath(number)))
                var isFirst = number == 0
                try part.names.forEachLine { key in
                    try self.write((isFirst ? "" : ",") + key + ":" + name, to: index)
                    isFirst = false
                }
            }
            try write("}}\n", to: index)
            try index.finish()
            for (number, part) in parts.enumerated() {
                try part.file.commit(as: partPath(number))
                part.names.discard()
            }
            try index.commit()
        } catch {
            index.discard()
            throw error
        }
    }

    /// Removes everything that has no name yet.
    package func discard() {
        for file in [part.header, part.names, part.data] { file.discard() }
        for part in parts {
            part.file.discard()
            part.names.discard()
        }
    }

    private func partPath(_ number: Int) -> String {
        let suffix = ".safetensors"
        let stem = path.hasSuffix(suffix) ? String(path.dropLast(suffix.count)) : path
        func digits(_ value: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, 5 - text.count)) + text
        }
        return "\(stem)-\(digits(number + 1))-of-\(digits(parts.count))\(suffix)"
    }
}
