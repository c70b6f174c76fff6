import Files
import Foundation

/// The record of what a batch has done, one line of JSON for each row.
///
/// Lines are added while the batch runs, each with one write, so that a process that is killed
/// loses the last line at most. At the end the file is written anew in the order of the list.
final class Journal {
    static let name = "journal.jsonl"

    // There are as many of these as the list has rows, so their fields stand where they leave no gaps.

    /// Where a line lies in the file.
    struct Slot: Equatable {
        let offset: Int
        private let size: UInt32

        init(offset: Int, length: Int) {
            self.offset = offset
            size = UInt32(clamping: length)
        }

        var length: Int { Int(size) }
    }

    /// A row that has been dealt with, and where it is recorded.
    struct Row {
        var slot: Slot
        let isOrphan: Bool
        /// Whether a run was killed while it redrew the pair.
        var isUncertain: Bool
        let number: Int

        init(slot: Slot, number: Int, isOrphan: Bool = false, isUncertain: Bool = false) {
            self.slot = slot
            self.number = number
            self.isOrphan = isOrphan
            self.isUncertain = isUncertain
        }
    }

    /// What an earlier run has left of one row.
    struct Known {
        let slot: Slot
        /// Whether it is done, and has a folder.
        let isDone: Bool
        let isOrphan: Bool
        /// Whether its folder may be of two kinds.
        var isUncertain: Bool
        let number: Int
        private let keyHash: UInt64

        init(_ entry: JournalEntry, slot: Slot) {
            self.slot = slot
            isDone = entry.folder != nil
            isOrphan = entry.isOrphan ?? false
            isUncertain = entry.key.isEmpty
            number = entry.number
            keyHash = ContentHash.short(entry.key)
        }

        /// Whether it was made of the row and with the options that have this key; one that is uncertain
        /// has the empty key.
        func has(key: String) -> Bool {
            isUncertain ? key.isEmpty : keyHash == ContentHash.short(key)
        }
    }

    private let path: String
    private let descriptor: Int32
    private var end = 0
    /// What earlier runs have left.
    private var earlier = JournalReplay()

    /// Opens or begins the journal in a folder.
    /// - Throws: `OutputError`; `JournalError` for a file that is not a journal.
    init(directory: String, header: BatchHeader) throws {
        path = "\(directory)/\(Self.name)"
        var hasHeader = false
        if access(path, F_OK) == 0 { hasHeader = try Self.header(of: path) == header }
        if !hasHeader { try Self.begin(path, header) }
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw OutputError.cannotCreate(path: path, code: errno) }
        try load()
    }

    deinit { close(descriptor) }

    /// Puts a header above the lines that are there.
    private static func begin(_ path: String, _ header: BatchHeader) throws {
        try GrowingFile.write(path) { file in
            try file.append(JournalLine.encode(JournalLine(batch: header)))
            guard access(path, F_OK) == 0 else { return }
            let reader = try LineReader(path: path)
            _ = try reader.next()
            while let line = try reader.next() { try file.append(line + [UInt8(ascii: "\n")]) }
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

    /// Looks up and forgets what an earlier run has left of a folder.
    func take(_ folder: String) -> Known? { earlier.take(folder) }

    /// Looks up and forgets what a row that failed has left in its folder.
    func takeLeft(_ folder: String) -> PairFolder.Files? { earlier.takeLeft(folder) }

    /// Forgets that a row has failed.
    func takeFailure(_ key: String) { earlier.takeFailure(key) }

    /// What earlier runs have said of their part of the list.
    var earlierPart: BatchPart? { earlier.part }

    /// What has not been taken, in the order of the file.
    func leftovers() -> [Known] { earlier.leftovers() }

    /// Adds a line.
    /// - Throws: `OutputError.writeFailed`.
    @discardableResult
    func append(_ line: JournalLine) throws -> Slot {
        let bytes = try JournalLine.encode(line)
        let slot = Slot(offset: end, length: bytes.count)
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
        try Self.entry(at: slot, descriptor: descriptor, path: path)
    }

    static func entry(at slot: Slot, descriptor: Int32, path: String) throws -> JournalEntry {
        var bytes = [UInt8](repeating: 0, count: slot.length)
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, off_t(slot.offset))
        }
        guard count == slot.length, let entry = JournalLine.decode(bytes)?.pair else {
            throw JournalError.changed(path: path)
        }
        return entry
    }

    func entry(of row: Row) throws -> JournalEntry {
        var entry = try entry(at: row.slot)
        entry.number = row.number
        entry.isOrphan = row.isOrphan ? true : nil
        if row.isUncertain { entry.key = "" }
        return entry
    }

    /// Writes the journal anew: a header, what it has of its list, then these rows.
    func rewrite(header: BatchHeader, part: BatchPart?, _ rows: [Row]) throws {
        try GrowingFile.write(path) { file in
            try file.append(JournalLine.encode(JournalLine(batch: header)))
            if let part { try file.append(JournalLine.encode(JournalLine(part: part))) }
            for row in rows {
                try file.append(JournalLine.encode(JournalLine(pair: try entry(of: row))))
            }
        }
    }
}

// MARK: - Reading alone

extension Journal {
    /// The first line of a journal.
    /// - Throws: `JournalError` where it is none; `InputError`.
    static func header(of path: String) throws -> BatchHeader {
        let line = try LineReader(path: path).next() ?? []
        guard let header = JournalLine.decode(line)?.batch, header.schema == BatchHeader.schema
        else { throw JournalError.notAJournal(path: path) }
        return header
    }

    /// What the batch has of its list, for a journal that is in order; `nil` for the whole of it.
    static func part(of path: String) throws -> BatchPart? {
        let reader = try LineReader(path: path)
        _ = try reader.next()
        return try reader.next().flatMap { JournalLine.decode($0)?.part }
    }

    /// Reads a journal from its beginning to its end; a line that is damaged is `nil`.
    static func forEachLine(
        of path: String, _ body: (JournalLine?, Slot) throws -> Void
    ) throws {
        let reader = try LineReader(path: path)
        var offset = 0
        while let bytes = try reader.next() {
            let slot = Slot(offset: offset, length: bytes.count + 1)
            offset += bytes.count + 1
            try body(JournalLine.decode(bytes), slot)
        }
    }

    /// Reads the rows of a journal that is in order.
    @discardableResult
    static func forEachEntry(
        of path: String, _ body: (JournalEntry) throws -> Void
    ) throws -> BatchHeader {
        let header = try header(of: path)
        try forEachLine(of: path) { line, _ in
            if let entry = line?.pair { try body(entry) }
        }
        return header
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
