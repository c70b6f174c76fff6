import ArgumentParser

/// Lets texts begin with a dash, as a line of dialogue or of a list does: `"- The bank was calm."`
///
/// The argument parser takes any argument with a dash in front for options, and the `h` in such a text
/// for a wish for help. No option has a space in its name, though, and those with one dash are few. So an
/// argument that has a dash in front and a space before any `=`, or a single dash and no option's name, is
/// marked before it is parsed, and `SentenceArgument` takes the mark away.
enum DashedText {
    /// The last code point for private use: no text begins with it and a dash.
    private static let mark: Unicode.Scalar = "\u{10FFFD}"

    /// The commands whose arguments are texts; those of the others are paths and names.
    private static let commands: Set<String> = ["pair", "compare", "figure", "tokenize", "encode"]

    /// The options that take no value.
    static let flags: Set<String> = [
        "--bands", "--check", "--commands", "--detokenize", "--dry-run", "--end-with-parent",
        "--fail-fast", "--force", "--gzip", "--help", "--horizontal", "--json", "--lemma",
        "--markdown", "--no-bands", "--no-resume", "--quiet", "--quotes", "--resume",
        "--single-file", "--sqlite", "--version", "--wait", "--words", "-h", "-q",
    ]

    /// The options that take one.
    static let optionsWithValue: Set<String> = [
        "--analyses", "--baseline", "--by", "--calibration", "--caption", "--clusters",
        "--colormap", "--columns", "--convert", "--date", "--delimiter", "--dpi", "--encoding",
        "--figures", "--folds", "--font-size", "--format", "--formats", "--forms", "--gold",
        "--head", "--height", "--id", "--jobs", "--jsonl", "--layer", "--limit", "--linkage",
        "--marks", "--max-failures", "--model", "--occurrence1", "--occurrence2", "--output",
        "--pages", "--places", "--precision", "--progress", "--revision", "--scale", "--shard",
        "--shards",
        "--side", "--size", "--special", "--style", "--templates", "--test", "--text", "--theme",
        "--threads",
        "--title", "--top", "--wait-limit", "--width", "--word", "--word2", "-o",
    ]

    /// Short options behind one dash.
    private static let joinedOptions: Set<String> = ["-hq", "-qh", "-qo"]

    /// The arguments in a form in which the parser takes texts with a dash in front as they are meant.
    /// - Throws: `ValidationError` for a long option with one dash, which the parser would take for short
    ///   ones: `-threads` asks for help.
    static func marked(_ arguments: [String]) throws -> [String] {
        let takesTexts = arguments.first.map(commands.contains) ?? false
        var result: [String] = []
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { return result + arguments[index...] }
            if let option = result.last, optionsWithValue.contains(option),
                hasSpace(argument) || isUnknown(argument)
            {
                // A value: part of the option.
                result[result.count - 1] = "\(option)=\(argument)"
            } else if hasSpace(argument) {
                result.append(takesTexts ? "\(mark)\(argument)" : "./\(argument)")
            } else if isUnknown(argument), isKnown("-" + name(argument)) {
                throw ValidationError(
                    "there is no option \(name(argument)); write -\(name(argument)), or -- before texts "
                        + "that begin with a dash")
            } else if takesTexts, isUnknown(argument), argument.utf8.count > 2 {
                // With two bytes it looks more like an option that does not exist.
                result.append("\(mark)\(argument)")
            } else {
                result.append(argument)
            }
        }
        return result
    }

    /// What to do where texts could not be told from options; `nil` where all options are known.
    static func hint(_ arguments: [String]) -> String? {
        guard let command = arguments.first, commands.contains(command) else { return nil }
        let unknown = arguments.prefix { $0 != "--" }.first {
            $0.utf8.first == UInt8(ascii: "-") && $0 != "-" && !hasSpace($0) && !isKnown(name($0))
                && !joinedOptions.contains(name($0))
        }
        return unknown.map {
            "  If \($0) is a text, put -- before all texts: report \(command) [<options>] -- \($0) ..."
        }
    }

    /// An argument as it was given.
    static func unmarked(argument: String) -> String {
        let scalars = argument.unicodeScalars
        return scalars.starts(with: [mark, "-"]) ? String(scalars.dropFirst()) : argument
    }

    /// A message without marks.
    static func unmarked(message text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let kept = scalars.indices.filter { !scalars[$0...].starts(with: [mark, "-"]) }
        return String(String.UnicodeScalarView(kept.map { scalars[$0] }))
    }

    /// Whether an argument is a text that no option can be: it has a space before any `=`.
    private static func hasSpace(_ argument: String) -> Bool {
        guard argument.utf8.first == UInt8(ascii: "-") else { return false }
        let end = argument.unicodeScalars.first { $0.properties.isWhitespace || $0 == "=" }
        return end.map { $0 != "=" } ?? false
    }

    /// Whether an argument has one dash in front and no option's name.
    private static func isUnknown(_ argument: String) -> Bool {
        guard argument.utf8.starts(with: "-".utf8), argument != "-",
            !argument.utf8.starts(with: "--".utf8)
        else { return false }
        let name = name(argument)
        return !isKnown(name) && !joinedOptions.contains(name)
    }

    private static func isKnown(_ option: String) -> Bool {
        flags.contains(option) || optionsWithValue.contains(option)
    }

    /// What stands before any `=`.
    private static func name(_ argument: String) -> String {
        String(argument.prefix { $0 != "=" })
    }
}

/// A text on the command line, which may begin with a dash.
struct SentenceArgument: ExpressibleByArgument {
    let text: String

    init(argument: String) { text = DashedText.unmarked(argument: argument) }
}
