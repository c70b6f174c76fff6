/// The tokens that a model knows, each with its id.
///
/// Tokens are compared byte by byte. (Swift's `String` calls the composed and the decomposed "é"
/// equal; a vocabulary holds both.)
public struct Vocabulary: Sendable {
    /// All tokens' bytes, end to end.
    private let bytes: [UInt8]
    /// Where each token starts in `bytes`, and where the last ends.
    private let starts: [Int32]
    /// Open-addressing hash table. Its size is a power of two, at least twice the number of tokens.
    private let table: [Slot]

    private struct Slot {
        /// The upper half of the hash, so that the bytes of most other tokens need not be compared.
        var tag: UInt32 = 0
        /// −1 where free.
        var id: Int32 = -1
    }

    /// The number of ids.
    public var count: Int { starts.count - 1 }

    /// The length of the longest token in bytes.
    let longestToken: Int

    /// Reads a `vocab.txt`: one token a line, its id the line's number from 0.
    /// - Throws: `TokenizerError` when the file is missing, empty, or not UTF-8, `SystemError` when
    ///   it cannot be read.
    public init(contentsOf path: String) throws {
        let lines = try tokenizerFileLines(at: path)
        guard !lines.isEmpty else {
            throw TokenizerError.invalidFile(
                path: path, problem: "expected one token a line, found an empty file")
        }
        self.init(lines)
    }

    /// Makes a vocabulary; the first token gets id 0. Where a token occurs twice, the last id counts.
    public init(tokens: [String]) {
        self.init(tokens.map { Substring($0).utf8 })
    }

    private init(_ tokens: [Substring.UTF8View]) {
        var bytes: [UInt8] = []
        var starts: [Int32] = [0]
        starts.reserveCapacity(tokens.count + 1)
        for token in tokens {
            bytes += token
            starts.append(Int32(bytes.count))
        }
        var repeated: Int?
        self.init(bytes: bytes, starts: starts, firstRepeated: &repeated)
    }

    /// Makes a vocabulary of tokens that lie end to end.
    /// - Parameters:
    ///   - starts: where each token starts, and where the last ends.
    ///   - firstRepeated: set to the id of the first token that has occurred before.
    init(bytes: [UInt8], starts: [Int32], firstRepeated: inout Int?) {
        let count = starts.count - 1
        var capacity = 16
        while capacity < 2 * count { capacity *= 2 }
        var table = Array(repeating: Slot(), count: capacity)
        var longest = 0
        for id in 0..<count {
            let token = Int(starts[id])..<Int(starts[id + 1])
            longest = max(longest, token.count)
            let (slot, hash) = bytes.withUnsafeBufferPointer { all in
                let token = UnsafeBufferPointer(rebasing: all[token])
                let hash = Hash(of: token)
                let slot = Self.slot(
                    of: token, continuing: [], hash: hash, in: table, bytes: all, starts: starts)
                return (slot, hash)
            }
            if table[slot].id >= 0, firstRepeated == nil { firstRepeated = id }
            table[slot] = Slot(tag: hash.tag, id: Int32(id))
        }
        self.bytes = bytes
        self.starts = starts
        self.table = table
        longestToken = longest
    }

    /// The id of a token.
    /// - Returns: `nil` when the vocabulary does not have it.
    public func id(of token: String) -> Int? {
        var token = token
        return token.withUTF8 { id(of: $0, hash: Hash(of: $0)) }
    }

    /// The id of a token given as UTF-8, in two parts where it begins with a prefix.
    /// - Parameter hash: that of both parts together.
    func id(
        of token: UnsafeBufferPointer<UInt8>, continuing prefix: [UInt8] = [], hash: Hash
    ) -> Int? {
        let slot = bytes.withUnsafeBufferPointer {
            Self.slot(
                of: token, continuing: prefix, hash: hash, in: table, bytes: $0, starts: starts)
        }
        return table[slot].id < 0 ? nil : Int(table[slot].id)
    }

    /// The token of an id; empty where there is no such id.
    public subscript(id: Int) -> String {
        guard 0..<count ~= id else { return "" }
        return String(decoding: bytes[Int(starts[id])..<Int(starts[id + 1])], as: UTF8.self)
    }

    /// A vocabulary of these tokens and some more, which get the ids from `count` on.
    func appending(_ tokens: [String]) -> Vocabulary {
        var bytes = bytes
        var starts = starts
        for token in tokens {
            bytes += token.utf8
            starts.append(Int32(bytes.count))
        }
        var repeated: Int?
        return Vocabulary(bytes: bytes, starts: starts, firstRepeated: &repeated)
    }

    /// Where a token stands in the table, or the free slot where it belongs.
    private static func slot(
        of token: UnsafeBufferPointer<UInt8>, continuing prefix: [UInt8], hash: Hash,
        in table: [Slot], bytes: UnsafeBufferPointer<UInt8>, starts: [Int32]
    ) -> Int {
        let mask = table.count - 1
        var slot = hash.start & mask
        while case let entry = table[slot], entry.id >= 0 {
            if entry.tag == hash.tag {
                let start = Int(starts[Int(entry.id)])
                let end = Int(starts[Int(entry.id) + 1])
                if end - start == prefix.count + token.count,
                    prefix.isEmpty || bytes[start..<start + prefix.count].elementsEqual(prefix),
                    bytes[start + prefix.count..<end].elementsEqual(token)
                {
                    break
                }
            }
            slot = (slot + 1) & mask
        }
        return slot
    }

    /// The hash of a token, made byte by byte: that of "bank" is on the way to that of "banker".
    ///
    /// FNV-1a, 64 bits (Fowler, Noll, Vo).
    struct Hash {
        private var state: UInt64 = 0xcbf2_9ce4_8422_2325

        init() {}

        init(of token: some Sequence<UInt8>) {
            for byte in token { append(byte) }
        }

        mutating func append(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }

        fileprivate var tag: UInt32 { UInt32(truncatingIfNeeded: state >> 32) }
        fileprivate var start: Int { Int(truncatingIfNeeded: state ^ state >> 32) }
    }
}
