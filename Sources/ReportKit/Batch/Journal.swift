import Foundation

/// The record of what a batch has done, one line of JSON for each row.
///
/// Lines are added while the batch runs, each with one write, so that a process that is killed
/// loses the last line at most. At the end the file is written anew in the order of the list.
final class Journal {
    static let name = "journal.jsonl"

    /// Where a line lies in the file.
    struct Slot: Equatable {
        var offset: Int
        var length: Int
    }

    /// What an earlier run has left of one folder.
    private struct Known {
        var key: String
        var slot: Slot
        var isOrphan: Bool
    }

    private let path: String
    private let descriptor: Int32
    private var end = 0
    private var known: [String: Known] = [:]
    /// The failed rows of earlier runs by their keys.
    private var failures: [String: Slot] = [:]

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

    /// The first line of a journal.
    /// - Throws: `JournalError` where it is none; `InputError`.
    static func header(of path: String) throws -> BatchHeader {
        let line = try LineReader(path: path).next() ?? []
        guard let header = JournalLine.decode(line)?.batch, header.schema == BatchHeader.schema
        else { throw JournalError.notAJournal(path: path) }
        return header
    }

    /// Puts a header above the lines that are there.
    private static func begin(_ path: String, _ header: BatchHeader) throws {
        let file = try TemporaryFile(beside: path)
        do {
            var lines = try JournalLine.encode(JournalLine(batch: header))
            if access(path, F_OK) == 0 {
                let reader = try LineReader(path: path)
                _ = try reader.next()
                while let line = try reader.next() {
                    lines += line + [UInt8(ascii: "\n")]
                    if lines.count > 1 << 20 {
                        try lines.withUnsafeBytes(file.append)
                        lines.removeAll()
                    }
                }
            }
            try file.write(lines)
            try file.commit()
        } catch {
            file.discard()
            throw error
        }
    }

    /// Takes up what is there, up to a line that was not finished.
    private func load() throws {
        let reader = try LineReader(path: path)
        var status = stat()
        let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        while let bytes = try reader.next() {
            let slot = Slot(offset: end, length: bytes.count + 1)
            guard slot.offset + slot.length <= size else { break }
            end += slot.length
            let line = JournalLine.decode(bytes)
            if let folder = line?.drop { known[folder] = nil }
            guard let entry = line?.pair else { continue }
            if let folder = entry.folder {
                known[folder] = Known(
                    key: entry.key, slot: slot, isOrphan: entry.isOrphan ?? false)
            } else {
                failures[entry.key] = slot
            }
        }
        guard ftruncate(descriptor, off_t(end)) == 0 else {
            throw OutputError.writeFailed(path: path, code: errno)
        }
    }

    /// Looks up and forgets what an earlier run has left of a folder.
    func take(_ folder: String) -> (key: String, slot: Slot)? {
        known.removeValue(forKey: folder).map { ($0.key, $0.slot) }
    }

    /// Forgets that a row has failed.
    func takeFailure(_ key: String) { failures[key] = nil }

    /// What has not been taken, in the order of the file; rows that failed have no folder.
    func leftovers() -> [(folder: String?, slot: Slot, isOrphan: Bool)] {
        let done = known.map { pair -> (folder: String?, slot: Slot, isOrphan: Bool) in
            (pair.key, pair.value.slot, pair.value.isOrphan)
        }
        return (done + failures.values.map { (nil, $0, false) })
            .sorted { $0.slot.offset < $1.slot.offset }
    }

    /// Adds a line.
    /// - Throws: `OutputError.writeFailed`.
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
        var bytes = [UInt8](repeating: 0, count: slot.length)
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, off_t(slot.offset))
        }
        guard count == slot.length, let entry = JournalLine.decode(bytes)?.pair else {
            throw JournalError.changed(path: path)
        }
        return entry
    }

    /// Writes the journal anew: a header, then these rows.
    func rewrite(header: BatchHeader, _ rows: [(slot: Slot, number: Int, isOrphan: Bool)]) throws {
        let file = try TemporaryFile(beside: path)
        do {
            var lines = try JournalLine.encode(JournalLine(batch: header))
            for row in rows {
                var entry = try entry(at: row.slot)
                entry.number = row.number
                entry.isOrphan = row.isOrphan ? true : nil
                lines += try JournalLine.encode(JournalLine(pair: entry))
                if lines.count > 1 << 20 {
                    try lines.withUnsafeBytes(file.append)
                    lines.removeAll()
                }
            }
            try file.write(lines)
            try file.commit()
        } catch {
            file.discard()
            throw error
        }
    }

    /// Reads a journal from its beginning to its end.
    static func forEachEntry(
        of path: String, _ body: (JournalEntry) throws -> Void
    ) throws -> BatchHeader {
        let header = try header(of: path)
        let reader = try LineReader(path: path)
        _ = try reader.next()
        while let line = try reader.next() {
            if let entry = JournalLine.decode(line)?.pair { try body(entry) }
        }
        return header
    }
}

/// Why a folder's journal could not be used.
public enum JournalError: Error, Equatable, CustomStringConvertible {
    /// The file is something else, or of another version.
    case notAJournal(path: String)
    /// Somebody else wrote to it.
    case changed(path: String)

    public var description: String {
        switch self {
        case .notAJournal(let path):
            "\(path) is not the journal of a batch of this version; choose another directory with -o"
        case .changed(let path):
            "\(path) was changed while the batch ran; run the command again"
        }
    }
}
