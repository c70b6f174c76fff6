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

    private static func report(_ kind: String, _ message: String) {
        // One line, whatever the message quotes.
        let line = message.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(scalar)
        }.joined()
        write("report: \(kind): \(line)\n", to: .standardError)
    }

    private static func write(_ text: String, to file: FileHandle) {
        // A reader that is gone (`report … | head`) is no reason to fail.
        try? file.write(contentsOf: Data(text.utf8))
    }
}
