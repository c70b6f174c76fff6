/// A file that is written piece by piece under a temporary name, through a buffer.
///
/// Until `commit()` a reader finds what was there before.
package final class GrowingFile {
    private let path: String
    private var file: TemporaryFile?
    private var buffer: [UInt8] = []

    private static let bufferSize = 1 << 17

    /// Touches nothing yet.
    package init(_ path: String) { self.path = path }

    /// - Throws: `OutputError`.
    package func append(_ bytes: some Sequence<UInt8>) throws {
        buffer += bytes
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private func flush() throws {
        let file = try self.file ?? TemporaryFile(beside: path)
        self.file = file
        try buffer.withUnsafeBytes(file.append)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Gives the file its name.
    /// - Throws: `OutputError`; the file is then as it was before, once `discard()` is called.
    package func commit() throws {
        try flush()
        try file?.finish()
        try file?.commit()
        file = nil
    }

    /// Gives up what was not committed.
    package func discard() {
        try? file?.finish()
        file?.discard()
        file = nil
    }

    /// Writes a file of parts, or leaves what was there.
    package static func write(_ path: String, _ body: (GrowingFile) throws -> Void) throws {
        let file = GrowingFile(path)
        defer { file.discard() }
        try body(file)
        try file.commit()
    }
}
