import Encoder
import Foundation

/// What a path that the user gave leads to, links followed to their end.
package enum OutputTarget: Equatable {
    /// A regular file, or a place where none is yet: written under another name, then renamed.
    case file(String)
    /// A pipe, a device, or a file that a process has open: written to as it is, since a rename would
    /// put a file in its place.
    case stream(String)

    /// As many links as Linux itself follows.
    private static let longestChain = 40

    /// - Throws: `OutputError.notAFile` for a folder, a socket or a disk; `OutputError.cannotCreate`
    ///   for links that lead in a circle.
    package init(_ path: String) throws(OutputError) {
        var place = path
        for _ in 0..<Self.longestChain {
            var status = stat()
            // What is wrong with a path besides shows when the file is created.
            guard lstat(place, &status) == 0 else {
                self = .file(place)
                return
            }
            switch status.st_mode & S_IFMT {
            case S_IFREG:
                self = .file(place)
                return
            case S_IFIFO, S_IFCHR:
                self = .stream(place)
                return
            case S_IFLNK:
                if Self.isInProc(place) {
                    self = .stream(place)
                    return
                }
                place = try Self.next(place, path)
            case let kind:
                throw .notAFile(path: path, kind: Self.name(kind))
            }
        }
        throw .cannotCreate(path: path, code: ELOOP)
    }

    /// Checks that a file to be written is none of those that are read.
    /// - Throws: `OutputError.replacesInput`.
    package static func check(_ output: String, isNot inputs: [String]) throws(OutputError) {
        guard case .file = try OutputTarget(output) else { return }
        if inputs.contains(where: { FilePath.areSameFile($0, output) }) {
            throw .replacesInput(path: output)
        }
    }

    private static func next(_ link: String, _ path: String) throws(OutputError) -> String {
        var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(link, &bytes, bytes.count)
        guard count > 0 else { throw .cannotCreate(path: path, code: errno) }
        return FilePath.join(
            FilePath.parent(of: link), String(decoding: bytes[..<count], as: UTF8.self))
    }

    /// Links in `/proc` stand for what a process has open; `/dev/stdout` leads there.
    private static func isInProc(_ link: String) -> Bool {
        guard let folder = realpath(FilePath.parent(of: link), nil) else { return false }
        defer { free(folder) }
        return String(cString: folder).hasPrefix("/proc/")
    }

    private static func name(_ kind: mode_t) -> String {
        switch kind {
        case S_IFDIR: "a folder"
        case S_IFSOCK: "a socket"
        case S_IFBLK: "a disk"
        default: "no file"
        }
    }

    /// Opens a stream for writing; waits for a reader of a pipe that has none.
    /// - Returns: -1 where that fails, with the reason in `errno`.
    static func openStream(_ path: String) -> Int32 {
        // A duplicate goes on where the open file stands, and reaches sockets, too.
        if let own = ownDescriptor(path) { return fcntl(own, F_DUPFD_CLOEXEC, 0) }
        return open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    }

    /// Whether a stream may be written to; opening it might wait for a reader.
    static func mayWrite(stream: String) -> Bool {
        ownDescriptor(stream) != nil || access(stream, W_OK) == 0
    }

    private static func ownDescriptor(_ path: String) -> Int32? {
        guard let folder = realpath(FilePath.parent(of: path), nil) else { return nil }
        defer { free(folder) }
        guard String(cString: folder) == "/proc/\(getpid())/fd" else { return nil }
        return Int32(FilePath.name(of: path))
    }
}
