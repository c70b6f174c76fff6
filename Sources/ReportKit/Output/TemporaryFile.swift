import Foundation

/// A file under a temporary name beside its target, until it is committed or discarded.
struct TemporaryFile {
    private let path: String
    private let target: String
    private let descriptor: Int32

    private static let prefix = ".report-"
    private static let ending = ".tmp"

    /// Removes what a process that was killed has left in a folder; others must not write there.
    static func removeLeftovers(in directory: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        where name.hasPrefix(prefix) && name.hasSuffix(ending) {
            unlink("\(directory)/\(name)")
        }
    }

    /// Takes over an open file.
    init(path: String, target: String, descriptor: Int32) {
        self.path = path
        self.target = target
        self.descriptor = descriptor
    }

    /// Creates the file. Its permissions follow the umask, which `mkstemp` would ignore.
    init(beside target: String) throws {
        let slash = target.utf8.lastIndex(of: UInt8(ascii: "/"))
        let directory = slash.map { target[...$0] } ?? ""
        var code: Int32 = EEXIST
        for _ in 0..<100 {
            let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
            let path = "\(directory)\(Self.prefix)\(suffix)\(Self.ending)"
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 {
                self.init(path: path, target: target, descriptor: descriptor)
                return
            }
            code = errno
            if code != EEXIST && code != EINTR { break }
        }
        throw OutputError.cannotCreate(path: target, code: code)
    }

    /// Writes everything and closes the file, whether that succeeds or not. Call once.
    func write(_ bytes: [UInt8]) throws {
        try write { try $0(bytes) }
    }

    /// The same for bytes that come in parts.
    func write(_ make: (_ part: ([UInt8]) throws -> Void) throws -> Void) throws {
        do {
            try make { try $0.withUnsafeBytes(append) }
        } catch {
            _ = close(descriptor)
            throw error
        }
        try finish()
    }

    /// Writes at the end of what is there.
    func append(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Foundation.write(
                descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if written == 0 || errno != EINTR {
                throw OutputError.writeFailed(path: target, code: written == 0 ? EIO : errno)
            }
        }
    }

    /// Closes the file. Network file systems may report a full disk only here.
    func finish() throws {
        if close(descriptor) != 0, errno != EINTR {
            throw OutputError.writeFailed(path: target, code: errno)
        }
    }

    /// Everything that was written so far, in pieces.
    func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw OutputError.writeFailed(path: target, code: errno)
        }
        defer { try? file.close() }
        while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty {
            try chunk.withUnsafeBytes(body)
        }
    }

    /// The lines that were written so far.
    func forEachLine(_ body: (String) throws -> Void) throws {
        var rest: [UInt8] = []
        try forEachChunk { chunk in
            rest += chunk
            var start = 0
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                try body(String(decoding: rest[start..<end], as: UTF8.self))
                start = end + 1
            }
            rest.removeFirst(start)
        }
    }

    /// Gives the file its name, in place of what had it.
    func commit() throws { try commit(as: target) }

    /// Gives the file another name in the same folder.
    func commit(as target: String) throws {
        guard rename(path, target) == 0 else {
            let code = errno
            throw code == EISDIR
                ? OutputError.cannotCreate(path: target, code: code)
                : OutputError.writeFailed(path: target, code: code)
        }
    }

    /// Removes the temporary name; after `commit()` there is none and nothing happens.
    func discard() { unlink(path) }
}
