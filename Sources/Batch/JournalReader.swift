import Files
import Foundation

/// Reads single rows of a journal that nobody writes to, in any order. A packed one is read from a copy without a
/// name, in which every line has its place.
final class JournalReader {
    let path: String
    private let descriptor: Int32
    private let copy: ScratchFile?

    /// - Throws: `InputError`; `OutputError.scratch` where there is no room for the copy.
    init(path: String) throws {
        self.path = path
        if Journal.isPacked(path) {
            let copy = try ScratchFile(in: NSTemporaryDirectory())
            try Journal.forEachPiece(of: path) { try $0.withUnsafeBytes(copy.append) }
            self.copy = copy
            descriptor = copy.descriptor
            return
        }
        copy = nil
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw InputError.unreadable(name: path, reason: String(cString: strerror(errno)))
        }
    }

    deinit { if copy == nil { close(descriptor) } }

    /// - Throws: `JournalError.changed` where there is no row.
    func entry(at slot: Journal.Slot) throws -> JournalEntry {
        try Self.entry(at: slot, descriptor: descriptor, path: path)
    }

    static func entry(
        at slot: Journal.Slot, descriptor: Int32, path: String
    ) throws -> JournalEntry {
        let bytes = try bytes(slot.offset..<slot.end, descriptor: descriptor, path: path)
        guard let entry = JournalLine.decode(bytes)?.pair else {
            throw JournalError.changed(path: path)
        }
        return entry
    }

    static func bytes(_ range: Range<Int>, descriptor: Int32, path: String) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, off_t(range.lowerBound))
        }
        guard count == range.count else { throw JournalError.changed(path: path) }
        return bytes
    }
}
