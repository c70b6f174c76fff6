import ArgumentParser
import Batch
import Files

/// `report status`: how far the shares of a list are.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Says how far batches have come, for people and for the programs that run them.",
        discussion: """
            A batch is done, running, interrupted (broken off or killed: run its command again), or missing. The \
            exit code is 0 where every row of the list is done, 1 where some have failed, and 75 where rows are \
            missing or a run is at work. Nothing is written, and runs are not disturbed.

            Example: report status share-1 share-2 share-3
            """)

    @Argument(help: ArgumentHelp("The folders of the batches.", valueName: "dir"))
    var directories: [String]

    @Flag(help: "Print a JSON object.")
    var json = false

    func validate() throws {
        for folder in directories { try OutputOption.validate(folder: folder) }
    }

    func run() throws {
        let status = try BatchStatus(of: directories)
        if json {
            try Console.print(bytes: JSONText.line(status))
        } else {
            try Console.print(Self.text(status))
        }
        if !status.isComplete { throw ExitCode(ExitStatus.unfinished.rawValue) }
        if status.failed > 0 { throw ExitCode(1) }
    }

    private static func text(_ status: BatchStatus) -> String {
        let width = status.folders.map(\.directory.count).max() ?? 0
        let lines = status.folders.map { folder -> String in
            let name = folder.directory.padded(to: width)
            var parts: [String] = []
            if folder.state != .missing {
                parts.append("\(Format.grouped(folder.done)) done")
                if folder.failed > 0 { parts.append("\(Format.grouped(folder.failed)) failed") }
            }
            if let shard = folder.shard { parts.append("share \(shard)") }
            if let holder = folder.holder, !holder.isEmpty {
                parts.append(folder.state == .running ? holder : "left by \(holder)")
            }
            let details = parts.isEmpty ? "" : "  \(parts.joined(separator: ", "))"
            return "\(name)  \(folder.state.rawValue.padded(to: 11))\(details)".trimmedEnd
        }
        var sums = ["\(Format.grouped(status.done)) rows done"]
        if status.failed > 0 { sums.append("\(Format.grouped(status.failed)) failed") }
        switch status.missing {
        case nil: sums.append("no run came to the end of the list")
        case 0?: break
        case let missing?: sums.append("\(Format.grouped(missing)) missing")
        }
        if let shares = status.missingShares { sums.append("of the shares \(shares)") }
        return (lines + ["", sums.joined(separator: ", ")]).joined(separator: "\n")
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
