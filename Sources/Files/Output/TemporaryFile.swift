import Encoder
import Foundation

/// A file under a temporary name beside its target, until it is committed or discarded.
///
/// Links to the target are followed. A pipe or a device is written to straight, and there is nothing
/// to commit or discard.
package struct TemporaryFile {
    /// `nil` for what is written to straight.
    private let path: String?
    private let target: String
    private let descriptor: Int32

    private static let prefix = ".report-"
    private static let ending = ".tmp"

    /// Removes what a process that was killed has left in a folder; others must not write there.
    package static func removeLeftovers(in directory: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        where name.hasPrefix(prefix) && name.hasSuffix(ending) {
            unlink("\(directory)/\(name)")
        }
    }

    /// Takes over an open file.
    init(path: String?, target: String, descriptor: Int32) {
        self.path = path
        self.target = target
        self.descriptor = descriptor
    }

    /// Creates the file. Its permissions follow the umask, which `mkstemp` would ignore.
    /// - Throws: `OutputError.notAFile`, `OutputError.cannotCreate`.
    init(beside target: String) throws {
        switch try OutputTarget(target) {
        case .file(let file): try self.init(in: FilePath.parent(of: file), for: file, target)
        case .stream(let stream):
            let descriptor = OutputTarget.openStream(stream)
            guard descriptor >= 0 else {
                throw OutputError.cannotCreate(path: target, code: errno)
            }
            self.init(path: nil, target: target, descriptor: descriptor)
        }
    }

    /// Creates a file for what is to be read again: beside a target that is a regular file, else in the
    /// system's folder for such files.
    init(scratchFor target: String) throws {
        switch try OutputTarget(target) {
        case .file(let file): try self.init(in: FilePath.parent(of: file), for: file, target)
        case .stream: try self.init(in: NSTemporaryDirectory(), for: target, target)
        }
    }

    /// - Parameter name: what messages call the target.
    private init(in directory: String, for target: String, _ name: String) throws {
        let (path, descriptor) = Self.create(in: directory, O_WRONLY, 0o666)
        guard descriptor >= 0 else { throw OutputError.cannotCreate(path: name, code: errno) }
        self.init(path: path, target: target, descriptor: descriptor)
    }

    /// Creates a file of a new name, which programs that this one starts do not inherit.
    /// - Returns: its path and descriptor; a negative one after a failure, of which `errno` tells.
    static func create(
        in directory: String, _ access: Int32, _ mode: mode_t
    ) -> (path: String, descriptor: Int32) {
        var last = ("", Int32(-1))
        for _ in 0..<100 {
            let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
            let path = FilePath.join(directory, "\(prefix)\(suffix)\(ending)")
            last = (path, open(path, access | O_CREAT | O_EXCL | O_CLOEXEC, mode))
            if last.1 >= 0 || errno != EEXIST && errno != EINTR { break }
        }
        return last
    }

    /// Writes everything and closes the file, whether that succeeds or not. Call once.
    func write(_ bytes: [UInt8]) throws {
        try write { try $0(bytes) }
    }

    /// The same for bytes that come in parts.
    func write(_ make: (_ part: ([UInt8]) throws -> Void) throws -> Void) throws {
        try closing { try make { try $0.withUnsafeBytes(append) } }
    }

    /// The same, and waits until the disk has it.
    func writeDurably(
        _ make: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        try closing {
            try make(append)
            // A pipe cannot wait.
            guard fsync(descriptor) == 0 || errno == EINVAL else {
                throw OutputError.writeFailed(path: target, code: errno)
            }
        }
    }

    /// Closes the file after `body`, whether that succeeds or not.
    private func closing(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            _ = close(descriptor)
            throw error
        }
        try finish()
    }

    /// Writes at the end of what is there.
    func append(_ bytes: UnsafeRawBufferPointer) throws {
        let code = DescriptorWriter.write(bytes, to: descriptor)
        // A reader of a pipe that is gone is no reason to fail.
        guard code == 0 || code == EPIPE && path == nil else {
            throw OutputError.writeFailed(path: target, code: code)
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
        let file = path.map { open($0, O_RDONLY | O_CLOEXEC) } ?? -1
        guard file >= 0 else { throw OutputError.writeFailed(path: target, code: errno) }
        defer { close(file) }
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(file, &chunk, chunk.count)
            if count == 0 { return }
            if count > 0 {
                try chunk[..<count].withUnsafeBytes(body)
            } else if errno != EINTR {
                throw OutputError.writeFailed(path: target, code: errno)
            }
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

    /// Whether the target is written to straight.
    var isStream: Bool { path == nil }

    /// Gives the file its name, in place of the regular file that had it.
    func commit() throws { try commit(as: target) }

    /// Gives the file another name in the same folder.
    /// - Throws: `OutputError`; what is no regular file is not replaced.
    func commit(as target: String) throws {
        guard let path else { return }
        guard case .file(let file) = try OutputTarget(target) else {
            throw OutputError.notAFile(path: target, kind: "a pipe or a device")
        }
        guard rename(path, file) == 0 else {
            throw OutputError.writeFailed(path: target, code: errno)
        }
    }

    /// Closes the file and removes it: what shows that it can be created.
    func cancel() throws {
        defer { discard() }
        try finish()
    }

    /// Removes the temporary name; after `commit()` there is none and nothing happens.
    func discard() {
        if let path { unlink(path) }
    }
}
