import Files
import Foundation

/// The record of what a batch has done, one line of JSON for each row.
///
/// Lines are added while the batch runs, each with one write, so that a process that is killed
/// loses the last line at most. At the end the file is written anew in the order of the list, with a last line
/// that says so; where nothing has changed, it is left as it was.
final class Journal {
    static let name = "journal.jsonl"

    private let path: String
    private let descriptor: Int32
    private var end = 0
    /// What earlier runs have left.
    private var earlier = JournalReplay()
    /// Whether a packed journal with the same lines is there.
    private let hasPacked: Bool
    /// Whether there are lines about rows that earlier runs have not left.
    private var hasNewRows = false

    /// Opens or begins the journal in a folder, unpacked.
    /// - Throws: `OutputError`; `JournalError` for a file that is not a journal.
    init(directory: String, header: BatchHeader) throws {
        hasPacked = Self.isPacked(Self.path(in: directory))
        path = try Self.unpack(in: directory)
        var hasHeader = false
        if access(path, F_OK) == 0 { hasHeader = try Self.header(of: path) == header }
        if !hasHeader { try Self.begin(path, header) }
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw OutputError.cannotCreate(path: path, code: errno) }
        try load()
    }

    deinit { close(descriptor) }

    /// Puts a header above the lines that are there, of which the tables no longer say the same.
    private static func begin(_ path: String, _ header: BatchHeader) throws {
        try GrowingFile.write(path) { file in
            try file.append(JournalLine.encode(JournalLine(batch: header)))
            guard access(path, F_OK) == 0 else { return }
            let reader = try LineReader(path: path)
            _ = try reader.next()
            while let line = try reader.next() {
                guard !line.starts(with: JournalLine.endStart) else { continue }
                try file.append(line + [UInt8(ascii: "\n")])
            }
        }
    }

    /// Takes up what is there, up to a line that was not finished.
    private func load() throws {
        earlier = try JournalReplay(path: path)
        end = earlier.end
        guard ftruncate(descriptor, off_t(end)) == 0 else {
            throw OutputError.writeFailed(path: path, code: errno)
        }
    }

    /// Looks up and forgets what an earlier run has left of the pair with a folder, which need not be there.
    func take(_ folder: String) -> Known? { earlier.take(folder) }

    /// Looks up and forgets what a row that failed has left in its folder.
    func takeLeft(_ folder: String) -> PairFolder.Files? { earlier.takeLeft(folder) }

    /// Looks up and forgets that a row has failed, under whatever number.
    /// - Returns: what is known of the row of this number.
    @discardableResult
    func takeFailure(_ key: String, number: Int) -> Known? {
        earlier.takeFailure(key, number: number)
    }

    /// What earlier runs have said of their part of the list.
    var earlierPart: BatchPart? { earlier.part }

    /// Gives what has not been taken, in the order of the file, and forgets it.
    func takeLeftovers() -> [Known] { earlier.takeLeftovers() }

    /// Adds a line.
    /// - Throws: `OutputError.writeFailed`.
    @discardableResult
    func append(_ line: JournalLine) throws -> Slot {
        let bytes = try JournalLine.encode(line)
        let slot = Slot(offset: end, length: bytes.count)
        if line.part == nil { hasNewRows = true }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(end + written))
            }
            if count > 0 {
                written += count
            } else if count == 0 || errno != EINTR {
                throw OutputError.writeFailed(path: path, code: count == 0 ? EIO : errno)
            }
        }
        end += bytes.count
        return slot
    }

    /// The row at a place that `take` or `append` gave.
    func entry(at slot: Slot) throws -> JournalEntry {
        try JournalReader.entry(at: slot, descriptor: descriptor, path: path)
    }

    func entry(of row: Row) throws -> JournalEntry {
        var entry = try entry(at: row.slot)
        entry.number = row.number
        entry.isOrphan = row.isOrphan ? true : nil
        if row.isUncertain { entry.key = "" }
        return entry
    }

    // MARK: The end of a run

    /// Whether these rows and what the batch has of its list are what the journal said before the run, which had
    /// come to its end.
    func isAsBefore(_ rows: [Row], part: BatchPart?) -> Bool {
        guard !hasNewRows, let closing = earlier.closing, part == earlier.part else { return false }
        var place = closing.rows.lowerBound
        for row in rows {
            guard row.isAsWritten, row.slot.offset == place else { return false }
            place = row.slot.end
        }
        return place == closing.rows.upperBound
    }

    /// Takes away what this run has added to a journal that is as before.
    /// - Returns: whether it has to be packed where it should be.
    func restore() throws -> Bool {
        guard let closing = earlier.closing else { return true }
        guard ftruncate(descriptor, off_t(closing.end)) == 0 else {
            throw OutputError.writeFailed(path: path, code: errno)
        }
        guard hasPacked else { return true }
        unlink(path)
        return false
    }

    /// Writes the journal anew: a header, what it has of its list, then these rows.
    func rewrite(header: BatchHeader, part: BatchPart?, _ rows: [Row]) throws {
        try GrowingFile.write(path) { file in
            try file.append(JournalLine.encode(JournalLine(batch: header)))
            if let part { try file.append(JournalLine.encode(JournalLine(part: part))) }
            // Lines that follow one another are copied together.
            var piece = 0..<0
            for row in rows {
                let slot = row.slot
                if row.isAsWritten, slot.offset == piece.upperBound, piece.count < Self.pieceSize {
                    piece = piece.lowerBound..<slot.end
                    continue
                }
                try file.append(bytes(piece))
                piece = row.isAsWritten ? slot.offset..<slot.end : 0..<0
                if !row.isAsWritten {
                    try file.append(JournalLine.encode(JournalLine(pair: try entry(of: row))))
                }
            }
            try file.append(bytes(piece))
        }
    }

    private static let pieceSize = 1 << 18

    private func bytes(_ range: Range<Int>) throws -> [UInt8] {
        try JournalReader.bytes(range, descriptor: descriptor, path: path)
    }
}

// MARK: - Packed

extension Journal {
    /// What a batch with packed tables leaves; while a run is at work there is `name`, which counts where both are.
    static let packedName = "journal.jsonl.gz"

    /// The journal that is in a folder, or would be.
    static func path(in directory: String) -> String {
        let (plain, packed) = ("\(directory)/\(name)", "\(directory)/\(packedName)")
        return !CreatedFolders.exists(plain) && CreatedFolders.exists(packed) ? packed : plain
    }

    static func isPacked(_ path: String) -> Bool { path.hasSuffix(".gz") }

    /// Unpacks the journal in a folder that no other process writes to, if it is packed. The packed one stays until
    /// `pack`, and counts no longer.
    /// - Returns: where it is then, or would be.
    /// - Throws: `InputError`, `OutputError`.
    @discardableResult
    static func unpack(in directory: String) throws -> String {
        let plain = "\(directory)/\(name)"
        let path = path(in: directory)
        if isPacked(path) {
            try GrowingFile.write(plain) { file in
                try forEachPiece(of: path) { try file.append($0) }
            }
        }
        return plain
    }

    /// Packs the journal in a folder, where it is not packed.
    /// - Throws: `InputError`, `OutputError`.
    static func pack(in directory: String) throws {
        let path = path(in: directory)
        guard !isPacked(path) else { return }
        try GrowingFile.write("\(directory)/\(packedName)") { file in
            let deflater = try Deflater()
            try forEachPiece(of: path) { try file.append(deflater.pack($0)) }
            try file.append(deflater.finish())
        }
        unlink(path)
    }

    /// Removes the packed journal of an earlier run, which a plain one has replaced.
    static func removePacked(in directory: String) {
        let packed = "\(directory)/\(packedName)"
        guard path(in: directory) != packed, (try? header(of: packed)) != nil else { return }
        unlink(packed)
    }

    static func forEachPiece(of path: String, _ body: ([UInt8]) throws -> Void) throws {
        let source = try ByteSource(path: path)
        while case let piece = try source.read(), !piece.isEmpty { try body(piece) }
    }
}

/// Why a folder's journal could not be used.
package enum JournalError: Error, Equatable, CustomStringConvertible {
    /// The file is something else, or of another version.
    case notAJournal(path: String)
    /// Somebody else wrote to it.
    case changed(path: String)
    /// A file of a finished pair is not as the journal says.
    case damaged(path: String)

    package var description: String {
        switch self {
        case .notAJournal(let path):
            "\(path) is not the journal of a batch of this version; choose another directory with -o"
        case .changed(let path):
            "\(path) was changed while the batch ran; run the command again"
        case .damaged(let path):
            "\(path) is missing or was changed; delete it, and run the batch that made it again"
        }
    }
}
