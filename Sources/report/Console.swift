import Files
import Foundation

/// What goes to the terminal: results to standard output, everything else to standard error.
enum Console {
    /// Writes a result.
    /// - Throws: `OutputError.standardOutput` where it cannot be written, as on a full disk.
    static func print(_ text: String) throws {
        try print(bytes: Array((text + "\n").utf8))
    }

    /// Writes a part of a result as it is.
    /// - Returns: whether somebody still reads: one that is gone (`report … | head`) is no reason to
    ///   fail.
    @discardableResult
    static func print(bytes: [UInt8]) throws -> Bool {
        let code = bytes.withUnsafeBytes { DescriptorWriter.write($0, to: STDOUT_FILENO) }
        guard code == 0 || code == EPIPE else { throw OutputError.standardOutput(code: code) }
        return code == 0
    }

    /// Ends standard output: network file systems may report a full disk only here.
    /// - Throws: `OutputError.standardOutput`.
    static func finish() throws {
        guard close(STDOUT_FILENO) != 0, errno != EINTR, errno != EBADF else { return }
        throw OutputError.standardOutput(code: errno)
    }

    /// Keeps the places of standard input, output and error, where the program was started without
    /// them: else the first file that is opened would get what is printed.
    static func keepStandardFiles() {
        for descriptor in STDIN_FILENO...STDERR_FILENO
        where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
            // The wrong way round, so that results that go nowhere are an error.
            _ = open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_WRONLY)
        }
    }

    /// Tells why the program stops.
    static func error(_ message: String) { report("error", message) }

    /// Tells what the user should know although the work goes on.
    static func warning(_ message: String) { report("warning", message) }

    /// Warns of a file in the cache that cannot be written.
    static func unkept(_ path: String) {
        warning("\(path): cannot be written, so the next run measures again")
    }

    /// Tells what the program is doing.
    static func note(_ message: String) { draw("report: \(message.printable)\n") }

    /// Writes to the terminal as it is, for a line that changes.
    static func draw(_ text: String) {
        // Nobody can be told that this failed.
        _ = Array(text.utf8).withUnsafeBytes { DescriptorWriter.write($0, to: STDERR_FILENO) }
    }

    /// Whether the user wants colors, after https://no-color.org.
    static var hasColor: Bool { (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty }

    private static func report(_ kind: String, _ message: String) {
        draw("report: \(kind): \(message.printable)\n")
    }
}
