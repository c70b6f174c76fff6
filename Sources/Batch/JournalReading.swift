import Files
import Foundation

/// What is read from a journal without a run.
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
