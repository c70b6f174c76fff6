import ArgumentParser
import Encoder
import Foundation

/// The one name that a name with a slip in it stands for, in place of all that there are.
enum Suggestion {
    /// The argument parser's message with the nearest of the values that it lists for an option, if one is
    /// alike; else with the list once, not again in the line of help.
    ///
    /// The parser has no place for suggestions at values, as it has for options. What is not in its form stays
    /// as it is.
    static func shortened(message: String) -> String {
        var lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        guard let first = lines.first,
            let value = text(in: first, after: "The value '", before: "' is invalid for"),
            let list = first.range(of: ". Please provide one of ")
        else { return message }
        let bullets = lines.dropFirst().prefix { $0.hasPrefix("  - ") }
        let quoted = first[list.upperBound...]
            .split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        let names = bullets.isEmpty ? quoted : bullets.map { String($0.dropFirst(4)) }
        lines.removeSubrange(1..<1 + bullets.count)
        let start = first[..<list.lowerBound]
        if let name = nearestName(to: value, among: names) {
            lines[0] = "\(start). Did you mean '\(name)'?"
        } else {
            lines[0] = "\(start). There are: \(names.joined(separator: ", "))."
            lines.removeAll { line in
                line.hasPrefix("Help:") && names.allSatisfy { line.contains($0) }
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Refuses a command that does not exist, which the parser takes for arguments.
    /// - Throws: `ValidationError`, which names the nearest command.
    static func checkCommand(_ arguments: [String]) throws {
        var command: any ParsableCommand.Type = Report.self
        for argument in arguments {
            let commands = command.configuration.subcommands
            guard !commands.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return }
            guard let next = commands.first(where: { $0.configuration.commandName == argument })
            else {
                let names = commands.compactMap { $0.configuration.commandName }
                throw ValidationError(
                    "there is no command \"\(argument)\"; "
                        + (nearestName(to: argument, among: names).map { "did you mean \($0)?" }
                            ?? "there are \(names.joined(separator: ", "))"))
            }
            command = next
        }
    }

    private static func text(in line: String, after start: String, before end: String) -> String? {
        guard let start = line.range(of: start),
            let end = line.range(of: end, options: .backwards), start.upperBound <= end.lowerBound
        else { return nil }
        return String(line[start.upperBound..<end.lowerBound])
    }
}
