import ArgumentParser

/// Lets texts begin with a dash, as a line of dialogue or of a list does: `"- The bank was calm."`
///
/// The argument parser takes any argument with a dash in front for options, and the `h` in such a text
/// for a wish for help. No option has a space in its name, though. So an argument that has a dash in
/// front and a space before any `=` is marked before it is parsed, and `SentenceArgument` takes the
/// mark away.
enum DashedText {
    /// The last code point for private use: no text begins with it and a dash.
    private static let mark: Unicode.Scalar = "\u{10FFFD}"

    /// The commands whose arguments are texts; those of the others are paths and names.
    private static let commands: Set<String> = ["pair", "figure", "tokenize", "encode"]

    /// The options that take no value.
    static let flags: Set<String> = [
        "--check", "--dry-run", "--end-with-parent", "--fail-fast", "--force", "--help",
        "--hide-special", "--json",
        "--markdown", "--no-resume", "--quiet", "--quotes", "--resume", "--single-file",
        "--version", "--wait", "--words",
        "-h", "-q",
    ]

    /// The arguments in a form in which the parser takes texts with a dash in front as they are meant.
    static func marked(_ arguments: [String]) -> [String] {
        let takesTexts = arguments.first.map(commands.contains) ?? false
        var result: [String] = []
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { return result + arguments[index...] }
            guard isText(argument) else {
                result.append(argument)
                continue
            }
            if let option = result.last, isOption(option) {
                // A value: part of the option.
                result[result.count - 1] = "\(option)=\(argument)"
            } else {
                result.append(takesTexts ? "\(mark)\(argument)" : "./\(argument)")
            }
        }
        return result
    }

    /// An argument as it was given.
    static func unmarked(argument: String) -> String {
        let scalars = argument.unicodeScalars
        return scalars.first == mark ? String(scalars.dropFirst()) : argument
    }

    /// A message without marks.
    static func unmarked(message text: String) -> String {
        var scalars = text.unicodeScalars
        scalars.removeAll { $0 == mark }
        return String(scalars)
    }

    private static func isText(_ argument: String) -> Bool {
        guard argument.utf8.first == UInt8(ascii: "-") else { return false }
        let end = argument.unicodeScalars.first { $0.properties.isWhitespace || $0 == "=" }
        return end.map { $0 != "=" } ?? false
    }

    /// Whether what follows is the value of an option.
    private static func isOption(_ argument: String) -> Bool {
        argument.utf8.first == UInt8(ascii: "-") && argument != "-" && !flags.contains(argument)
            && !argument.utf8.contains(UInt8(ascii: "="))
    }
}

/// A text on the command line, which may begin with a dash.
struct SentenceArgument: ExpressibleByArgument {
    let text: String

    init(argument: String) { text = DashedText.unmarked(argument: argument) }
}
