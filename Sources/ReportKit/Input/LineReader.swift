import Foundation

/// Reads a file or standard input line by line, holding no more than a line and a buffer.
public final class LineReader {
    /// What to call the source in messages.
    public let name: String
    /// The number of lines read so far.
    public private(set) var lineNumber = 0
    private let file: FileHandle
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// A line longer than this is an error: it is a file of another kind.
    private static let longestLine = 16 << 20

    /// - Parameter path: a file, or `-` for standard input.
    /// - Throws: `InputError.unreadable`.
    public init(path: String) throws(InputError) {
        if path == "-" {
            name = "standard input"
            file = .standardInput
            return
        }
        name = path
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw .unreadable(name: path, reason: "no such file")
        }
        guard !isDirectory.boolValue, let file = FileHandle(forReadingAtPath: path) else {
            let reason = isDirectory.boolValue ? "it is a folder" : String(cString: strerror(errno))
            throw .unreadable(name: path, reason: reason)
        }
        self.file = file
    }

    /// The next line without its end, which is LF or CR LF; a byte-order mark before the first line is
    /// dropped.
    /// - Returns: `nil` at the end of the file. A final line may lack its end.
    public func next() throws(InputError) -> [UInt8]? {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { position = end + 1 }
                return line(buffer[position..<end])
            }
            searched = buffer.count
            if isAtEnd {
                guard position < buffer.count else { return nil }
                defer { position = buffer.count }
                return line(buffer[position...])
            }
            guard buffer.count - position <= Self.longestLine else {
                throw .badLine(
                    name: name, line: lineNumber + 1,
                    problem: "the line has more than \(Self.longestLine) bytes")
            }
            searched -= position
            buffer.removeFirst(position)
            position = 0
            do {
                let chunk = try file.read(upToCount: 1 << 16) ?? Data()
                isAtEnd = chunk.isEmpty
                buffer += chunk
            } catch {
                throw .unreadable(name: name, reason: "\(error.localizedDescription)")
            }
        }
    }

    private func line(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var bytes = bytes
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        if lineNumber == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        lineNumber += 1
        return Array(bytes)
    }
}
