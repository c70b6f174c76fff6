import Foundation

/// The tokens that a model knows, each with its id.
///
/// Tokens are compared byte by byte. (Swift's `String` calls the composed and the decomposed "é"
/// equal; a vocabulary holds both.)
public struct Vocabulary: Sendable {
    /// All tokens' bytes, end to end.
    private let bytes: [UInt8]
    /// Where each token starts in `bytes`, and where the last ends.
    private let starts: [Int32]
    /// Open-addressing hash table of ids, −1 where free. Its size is a power of two.
    private let table: [Int32]

    /// The number of ids.
    public var count: Int { starts.count - 1 }

    /// Reads a `vocab.txt`: one token a line, its id the line's number from 0.
    /// - Throws: `TokenizerError` when the file is missing, empty, or not UTF-8, `SystemError` when
    ///   it cannot be read.
    public init(contentsOf path: String) throws {
        guard let data = try fileContents(at: path) else {
            throw TokenizerError.missingFile(path: path)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw TokenizerError.invalidFile(path: path, problem: "the file is not UTF-8")
        }
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard data.count < Int32.max else {
            throw TokenizerError.invalidFile(
                path: path, problem: "the file has \(data.count) bytes, more than any vocabulary")
        }
        guard !lines.isEmpty else {
            throw TokenizerError.invalidFile(
                path: path, problem: "expected one token a line, found an empty file")
        }
        self.init(lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 })
    }

    /// Makes a vocabulary; the first token gets id 0. Where a token occurs twice, the last id counts.
    public init(tokens: [String]) {
        self.init(tokens.map { Substring($0).utf8 })
    }

    private init(_ tokens: [Substring.UTF8View]) {
        var bytes: [UInt8] = []
        var starts: [Int32] = [0]
        starts.reserveCapacity(tokens.count + 1)
        var capacity = 16
        while capacity < 2 * tokens.count { capacity *= 2 }
        var table = [Int32](repeating: -1, count: capacity)
        for (id, token) in tokens.enumerated() {
            let start = bytes.count
            bytes += token
            starts.append(Int32(bytes.count))
            let slot = bytes.withUnsafeBufferPointer { all in
                Self.slot(
                    of: UnsafeBufferPointer(rebasing: all[start...]), in: table, bytes: all,
                    starts: starts)
            }
            table[slot] = Int32(id)
        }
        self.bytes = bytes
        self.starts = starts
        self.table = table
    }

    /// The id of a token.
    /// - Returns: `nil` when the vocabulary does not have it.
    public func id(of token: String) -> Int? {
        var token = token
        return token.withUTF8 { id(of: $0) }
    }

    /// The id of a token given as UTF-8.
    func id(of token: UnsafeBufferPointer<UInt8>) -> Int? {
        let slot = bytes.withUnsafeBufferPointer {
            Self.slot(of: token, in: table, bytes: $0, starts: starts)
        }
        return table[slot] < 0 ? nil : Int(table[slot])
    }

    /// The token of an id.
    /// - Precondition: `0 <= id < count`.
    public subscript(id: Int) -> String {
        String(decoding: bytes[Int(starts[id])..<Int(starts[id + 1])], as: UTF8.self)
    }

    /// Where a token stands in the table, or the free slot where it belongs.
    private static func slot(
        of token: UnsafeBufferPointer<UInt8>, in table: [Int32],
        bytes: UnsafeBufferPointer<UInt8>, starts: [Int32]
    ) -> Int {
        // FNV-1a, 64 bits.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in token { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let mask = table.count - 1
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
        while case let id = table[slot], id >= 0 {
            let range = Int(starts[Int(id)])..<Int(starts[Int(id) + 1])
            if range.count == token.count,
                UnsafeBufferPointer(rebasing: bytes[range]).elementsEqual(token)
            {
                break
            }
            slot = (slot + 1) & mask
        }
        return slot
    }
}
