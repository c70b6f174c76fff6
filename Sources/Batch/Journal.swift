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
        /// Whether it is done.
        let isDone: Bool
        /// Whether it has files besides the journal.
        let hasFolder: Bool
        let isOrphan: Bool
        /// Whether its folder may be of two kinds.
        var isUncertain: Bool
        let number: Int
        private let keyHash: UInt64

        init(_ entry: JournalEntry, slot: Slot) {
            self.slot = slot
            isDone = entry.isDone
            hasFolder = entry.folder != nil
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

    /// Opens or begins the journal in a folder, unpacked.
    /// - Throws: `OutputError`; `JournalError` for a file that is not a journal.
    init(directory: String, header: BatchHeader) throws {
        path = try Self.unpack(in: directory)
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

    /// Looks up and forgets what an earlier run has left of the pair with a folder, which need not be there.
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

// MARK: - Packed

extension Journal {
    /// What a batch with packed tables leaves; while a run is at work there is `name`, which counts where both are.
    static let packedName = "journal.jsonl.gz"

    /// The journal that is in a folder, or would be.
    static func path(in directory: String) -> String {
        let (plain, packed) = ("\(directory)/\(name)", "\(directory)/\(packedName)")
        return !CreatedFolders.exists(plain) && CreatedFolders.exists(packed) ? packed : plain
    }

    private static func isPacked(_ path: String) -> Bool { path.hasSuffix(".gz") }

    /// Unpacks the journal in a folder that no other process writes to, if it is packed.
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
        unlink("\(directory)/\(packedName)")
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

    private static func forEachPiece(of path: String, _ body: ([UInt8]) throws -> Void) throws {
        let source = try ByteSource(path: path)
        while case let piece = try source.read(), !piece.isEmpty { try body(piece) }
    }

    /// An open file in which every line of a journal has its place; of a packed one a copy without a name.
    /// - Returns: -1 where the journal cannot be opened, with the reason in `errno`.
    /// - Throws: `InputError`, `OutputError` where a packed one cannot be unpacked.
    static func descriptor(of path: String) throws -> Int32 {
        guard isPacked(path) else { return open(path, O_RDONLY | O_CLOEXEC) }
        let folder = NSTemporaryDirectory()
        var name = Array((folder + "/report-journal-XXXXXX").utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw OutputError.cannotCreate(path: folder, code: errno) }
        unlink(name)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        do {
            try forEachPiece(of: path) { piece in
                let code = piece.withUnsafeBytes { DescriptorWriter.write($0, to: descriptor) }
                guard code == 0 else { throw OutputError.writeFailed(path: folder, code: code) }
            }
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
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

    /// Decodes those lines of a journal that hold one of some byte strings; reads past the others.
    static func forEachLine(
        of path: String, with marks: [[UInt8]], _ body: (JournalLine) throws -> Void
    ) throws {
        let reader = try LineReader(path: path)
        while let bytes = try reader.next() {
            guard marks.contains(where: { bytes.holds($0) }), let line = JournalLine.decode(bytes)
            else { continue }
            try body(line)
        }
    }

    /// Adds a line to the journal of a batch that no run is at work on.
    /// - Throws: `OutputError`.
    static func append(_ line: JournalLine, to path: String) throws {
        var bytes = try JournalLine.encode(line)
        let descriptor = open(path, O_RDWR | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else { throw OutputError.cannotCreate(path: path, code: errno) }
        let lineEnd = UInt8(ascii: "\n")
        // A run that was killed may have left half a line, which this one must not become a part of.
        var last = lineEnd
        if pread(descriptor, &last, 1, lseek(descriptor, 0, SEEK_END) - 1) == 1, last != lineEnd {
            bytes.insert(lineEnd, at: 0)
        }
        let code = bytes.withUnsafeBytes { DescriptorWriter.write($0, to: descriptor) }
        guard close(descriptor) == 0, code == 0 else {
            throw OutputError.writeFailed(path: path, code: code == 0 ? EIO : code)
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

extension [UInt8] {
    /// Whether some bytes stand in these one after the other.
    fileprivate func holds(_ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        return withUnsafeBytes { whole in
            part.withUnsafeBytes { part in
                guard let start = whole.baseAddress, let wanted = part.baseAddress else {
                    return false
                }
                var position = 0
                while whole.count - position >= part.count,
                    let place = memchr(
                        start + position, Int32(first), whole.count - position - part.count + 1)
                {
                    if memcmp(place, wanted, part.count) == 0 { return true }
                    position = UnsafeRawPointer(place) - start + 1
                }
                return false
            }
        }
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
