/// Reads a file or standard input line by line, holding no more than a line and a buffer.
package final class LineReader {
    /// What to call the source in messages.
    package var name: String { source.name }
    /// The number of lines read so far.
    package private(set) var lineNumber = 0
    private let source: ByteSource
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    private var lineEnd = UInt8(ascii: "\n")

    /// How much of the file the lines so far take, from 0 to 1; `nil` where its size is not known.
    package var fractionRead: Double? { source.fraction(unread: buffer.count - position) }

    /// A line longer than this is an error: it is a file of another kind.
    private static let longestLine = 16 << 20

    /// - Parameter path: a file, or `-` for standard input; gzip is unpacked.
    /// - Throws: `InputError.unreadable`.
    package convenience init(path: String) throws(InputError) {
        self.init(try ByteSource(path: path))
    }

    /// - Parameter head: what has been read of the source.
    package init(_ source: ByteSource, head: [UInt8] = []) {
        self.source = source
        buffer = head
    }

    /// The next line without its end, which is LF or CR LF, or CR where the first 64 kB have no LF; a byte-order mark before the first line is
    /// dropped.
    /// - Returns: `nil` at the end of the file. A final line may lack its end.
    package func next() throws(InputError) -> [UInt8]? {
        var searched = position
        while true {
            if lineNumber == 0, position == 0, chooseLineEnd() { searched = position }
            if let end = buffer[searched...].firstIndex(of: lineEnd) {
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
            let piece = try source.read()
            isAtEnd = piece.isEmpty
            buffer += piece
        }
    }

    /// Files of old Macs and of Excel's "CSV (Macintosh)" end lines with CR alone.
    /// - Returns: whether this file does.
    private func chooseLineEnd() -> Bool {
        let isLong = buffer.count >= 1 << 16 || isAtEnd
        guard isLong, !buffer.contains(UInt8(ascii: "\n")),
            buffer.dropLast().contains(UInt8(ascii: "\r"))
        else { return false }
        lineEnd = UInt8(ascii: "\r")
        return true
    }

    private func line(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var bytes = bytes
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        if lineNumber == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        lineNumber += 1
        return Array(bytes)
    }
}
