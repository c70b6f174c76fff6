import Foundation

/// What goes to the terminal: results to standard output, everything else to standard error.
enum Console {
    /// Writes a result.
    static func print(_ text: String) {
        write(text + "\n", to: .standardOutput)
    }

    /// Writes a part of a result as it is.
    static func print(bytes: [UInt8]) {
        try? FileHandle.standardOutput.write(contentsOf: Data(bytes))
    }

    /// Tells why the program stops.
    static func error(_ message: String) { report("error", message) }

    /// Tells what the user should know although the work goes on.
    static func warning(_ message: String) { report("warning", message) }

    /// Tells what the program is doing.
    static func note(_ message: String) {
        write("report: \(printable(message))\n", to: .standardError)
    }

    /// Writes to the terminal as it is, for a line that changes.
    static func draw(_ text: String) { write(text, to: .standardError) }

    /// Whether the user wants colors, after https://no-color.org.
    static var hasColor: Bool { (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty }

    /// A text on one line, whatever it quotes: no line breaks, and nothing that a terminal obeys.
    static func printable(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(scalar)
        }.joined()
    }

    private static func report(_ kind: String, _ message: String) {
        write("report: \(kind): \(printable(message))\n", to: .standardError)
    }

    private static func write(_ text: String, to file: FileHandle) {
        // A reader that is gone (`report … | head`) is no reason to fail.
        try? file.write(contentsOf: Data(text.utf8))
    }
}
