import Foundation
import Synchronization

/// The bytes of a file or of standard input as UTF-8, unpacked if they are gzip, in pieces.
package final class ByteSource {
    /// What to call the source in messages.
    package let name: String
    /// How much of the file ends with a byte, from 0 to 1; `nil` where its size is not known.
    ///
    /// - Parameter unread: how many bytes of what `read` has returned come after it. Inside a piece of a
    ///   packed file the place is estimated.
    package func fraction(unread: Int) -> Double? {
        guard let size, size > 0 else { return nil }
        let position = produced - unread
        let next = marks.first { $0.produced >= position } ?? marks.last
        guard let next else { return 0 }
        let share =
            next.produced > next.start
            ? Double(max(position - next.start, 0)) / Double(next.produced - next.start) : 1
        return min((Double(next.from) + share * Double(next.to - next.from)) / Double(size), 1)
    }

    /// A piece of the file: its place, and that of what it gave.
    private struct Mark {
        var from: Int
        var to: Int
        var start: Int
        var produced: Int
    }

    /// Those of the last pieces; a reader holds no more of them.
    private var marks: [Mark] = []
    /// The number of bytes that `read` has returned.
    private var produced = 0

    private let descriptor: Int32
    private let size: Int?
    private var bytesRead = 0
    private var inflater: Inflater?
    private var isAtStart = true
    private let isCancelled: @Sendable () -> Bool
    /// Whether the wait for more was broken off: nothing comes then.
    private var isBrokenOff = false
    private var decoder: TextDecoder
    /// What is still to be read where there is no file.
    private var memory: [UInt8]?

    private static let pieceSize = 1 << 16
    /// How long it waits before it asks whether to go on, in milliseconds.
    private static let interval: Int32 = 200
    /// A record may be as long as 16 MB; where it is, its place is known less well.
    private static let keptMarks = 16

    /// - Parameters:
    ///   - path: a file, or `-` for standard input.
    ///   - encoding: how the bytes spell text; `nil` to go by a byte-order mark.
    ///   - isCancelled: asked a few times a second during a wait for more; if it says so, the source
    ///     ends there.
    /// - Throws: `InputError.unreadable`.
    package init(
        path: String, encoding: TextEncoding? = nil,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(InputError) {
        self.isCancelled = isCancelled
        decoder = TextDecoder(encoding)
        if path == "-" {
            name = "standard input"
            descriptor = dup(STDIN_FILENO)
            guard descriptor >= 0 else { throw .unreadable(name: name, reason: "it is closed") }
        } else {
            name = path
            // A named pipe would wait here for a writer, and could not be broken off.
            descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            guard descriptor >= 0 else {
                let reason = errno == ENOENT ? "no such file" : String(cString: strerror(errno))
                throw .unreadable(name: path, reason: reason)
            }
        }
        if path != "-" {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        if isKnown, status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw .unreadable(name: name, reason: "it is a folder")
        }
        size = isKnown && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    /// Bytes that are part of the program.
    /// - Parameter name: what to call them in messages.
    package init(name: String, bytes: [UInt8]) {
        self.name = name
        isCancelled = { false }
        decoder = TextDecoder(nil)
        descriptor = -1
        size = bytes.count
        memory = bytes
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The encoding of what has been read, and how it is packed.
    package var encoding: String { decoder.name + (inflater == nil ? "" : ", packed with gzip") }

    /// The next bytes; none at the end.
    package func read() throws(InputError) -> [UInt8] {
        let start = bytesRead
        let bytes = try unpackedPiece()
        marks.append(
            Mark(from: start, to: bytesRead, start: produced, produced: produced + bytes.count))
        produced += bytes.count
        if marks.count > Self.keptMarks { marks.removeFirst() }
        return bytes
    }

    private func unpackedPiece() throws(InputError) -> [UInt8] {
        while true {
            var piece = try readPiece()
            if isAtStart {
                // A pipe may deliver a single byte, and gzip is known by two.
                while piece.count == 1, piece[0] == 0x1F, case let more = try readPiece(),
                    !more.isEmpty
                { piece += more }
                isAtStart = false
                if piece.starts(with: [0x1F, 0x8B]) { inflater = try makeInflater() }
            }
            guard let inflater else {
                if let text = try decoded(piece) { return text }
                continue
            }
            if piece.isEmpty {
                guard inflater.isBetweenMembers else {
                    throw .unreadable(name: name, reason: "the gzip data ends early")
                }
                return try decoded([]) ?? []
            }
            var unpacked: [UInt8] = []
            do throws(Inflater.Failure) {
                try inflater.unpack(piece) { unpacked += $0 }
            } catch {
                throw .unreadable(name: name, reason: error.problem)
            }
            if !unpacked.isEmpty, let text = try decoded(unpacked) { return text }
        }
    }

    /// - Returns: `nil` where more bytes are needed for a character.
    private func decoded(_ bytes: [UInt8]) throws(InputError) -> [UInt8]? {
        do throws(TextDecoder.Failure) {
            let text = try decoder.decode(bytes)
            return text.isEmpty && !bytes.isEmpty ? nil : text
        } catch {
            throw .badLine(name: name, line: error.line, problem: error.problem)
        }
    }

    private func makeInflater() throws(InputError) -> Inflater {
        do throws(Inflater.Failure) {
            return try Inflater()
        } catch {
            throw .unreadable(name: name, reason: error.problem)
        }
    }

    private func readPiece() throws(InputError) -> [UInt8] {
        if let memory {
            bytesRead += memory.count
            self.memory = []
            return memory
        }
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        while waitForInput() {
            let count = piece.withUnsafeMutableBytes {
                Foundation.read(descriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                bytesRead += count
                piece.removeLast(piece.count - count)
                return piece
            }
            guard errno == EINTR || errno == EAGAIN else {
                throw .unreadable(name: name, reason: String(cString: strerror(errno)))
            }
        }
        return []
    }

    /// Waits until there is something to read, or the end.
    ///
    /// It looks up now and then: a signal that comes just before a read does not interrupt it.
    /// - Returns: whether to read; `false` when the user does not want to wait any longer.
    private func waitForInput() -> Bool {
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while !isBrokenOff {
            let count = poll(&state, 1, Self.interval)
            // An error shows when it is read.
            if count > 0 || count < 0 && errno != EINTR { return true }
            isBrokenOff = isCancelled()
        }
        return false
    }
}
