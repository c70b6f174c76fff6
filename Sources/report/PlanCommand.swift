import Analyses
import ArgumentParser
import Batch
import Encoder
import Files
import Foundation
import Lists

/// `report plan`: the shares of a list, and the command of each.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Divides a list into shares of equal size, and prints the command of each.",
        discussion: """
            Reads the whole list once and runs no model. Rows that cannot be used are named, and the exit code is 1 \
            where there are any. Shares have nearly the same number of tokens, and so take about as long. Options \
            after -- are passed to every "report batch". "report status" says how far the shares have come, and \
            "report merge" joins them.

            Example: report plan Examples/pairs.csv --shards 4 -o shares --commands -- --figures none
            """)

    @Argument(help: "The list.")
    var list: String

    @Option(help: ArgumentHelp("The number of shares.", valueName: "n"))
    var shards: Int

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The folder for the folders of the shares.", valueName: "dir"))
    var output = "shares"

    @OptionGroup var listOptions: ListInputOptions

    @OptionGroup var goldOption: GoldOption

    @OptionGroup var modelOptions: ModelOptions

    @Flag(help: "Print the commands of the shares alone, one on each line.")
    var commands = false

    @Flag(help: "Print a JSON object.")
    var json = false

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("Options for every share's command.", valueName: "batch-option"))
    var batchOptions: [String] = []

    func validate() throws {
        try OutputOption.validate(folder: output)
        try listOptions.check(ListOptions.pairColumns)
        if list == "-" {
            throw ValidationError("the list must be a file: each share reads it again")
        }
        if !(1...ShardPlan.mostShares ~= shards) {
            throw ValidationError(
                "--shards takes a number from 1 to \(ShardPlan.mostShares), not \(shards)")
        }
        if commands, json { throw ValidationError("choose one of --commands and --json") }
        for name in ["--shard", "-o", "--output", "--dry-run", "--limit"] {
            if batchOptions.contains(where: { $0 == name || $0.hasPrefix(name + "=") }) {
                throw ValidationError("\(name) cannot be given to every share")
            }
        }
    }

    func run() throws {
        let rows = try SentenceList(path: list, options: listOptions.value(gold: goldOption.gold))
        var count = ShardPlan.Count(shares: shards)
        let summary = try ListCheck(tokenizer: modelOptions.loadTokenizer()).run(
            rows, limit: nil, onTokens: { count.add(idHash: $0, tokens: $1) },
            onWarning: { warning in modelOptions.warn { Console.warning(warning) } },
            onFailure: { number, id, reason in
                modelOptions.warn { Console.warning("row \(number), \(id): \(reason)") }
            })
        let plan = count.plan()
        if plan.imbalance > ShardPlan.tolerance {
            modelOptions.warn {
                Console.warning(
                    "the shares differ by up to \(Format.percent(Float(plan.imbalance))) from the mean: the list is "
                        + "short for so many")
            }
        }
        try print(plan, summary)
        if summary.failed > 0 { throw ExitCode(1) }
    }

    // MARK: Commands

    private func directory(_ index: Int) -> String { FilePath.join(output, "share-\(index + 1)") }

    private func command(_ share: ShardPlan.Share, _ index: Int) -> [String] {
        ["report", "batch", list] + givenOptions
            + ["--shard", share.shard.text, "-o", directory(index)] + batchOptions
    }

    /// The options that say how the list and the model are read.
    private var givenOptions: [String] {
        var options = listOptions.given.filter { $0.0 != "forms" }
        // With its folder, which pages do not show.
        if let forms = listOptions.formsOption.forms { options.append(("forms", forms)) }
        if let gold = goldOption.gold { options.append(("gold", gold)) }
        if let model = modelOptions.model { options.append(("model", model)) }
        if let revision = modelOptions.revision { options.append(("revision", revision)) }
        if modelOptions.precision != .float32 {
            options.append(("precision", modelOptions.precision.rawValue))
        }
        return options.flatMap { ShellCommand.option($0.0, $0.1) } + listOptions.givenFlags
    }

    private func merge(_ plan: ShardPlan) -> [String] {
        ["report", "merge"] + plan.shares.indices.map(directory)
            + ["-o", FilePath.join(output, "whole")]
    }

    // MARK: Output

    private struct Description: Encodable {
        struct Share: Encodable {
            var number: Int
            var shard: String
            var rows: Int
            var tokens: Int
            var directory: String
            var command: [String]
        }

        let schema = "attention-report/plan/1"
        var list: String
        var rows: Int
        var failed: Int
        var tokens: Int
        var imbalance: Double
        var shares: [Share]
        var merge: [String]
    }

    private func print(_ plan: ShardPlan, _ summary: ListSummary) throws {
        let texts = plan.shares.enumerated().map { ShellCommand.text(command($1, $0)) }
        if commands {
            try Console.print(texts.joined(separator: "\n"))
        } else if json {
            let description = Description(
                list: list, rows: summary.rows, failed: summary.failed, tokens: summary.tokens,
                imbalance: plan.imbalance,
                shares: plan.shares.enumerated().map { index, share in
                    .init(
                        number: index + 1, shard: share.shard.text, rows: share.rows,
                        tokens: share.tokens, directory: directory(index),
                        command: command(share, index))
                }, merge: merge(plan))
            try Console.print(bytes: JSONText.line(description))
        } else {
            try Console.print(
                ([
                    "\(Format.grouped(summary.rows)) rows, \(Format.grouped(summary.failed)) of them with mistakes, "
                        + "\(Format.grouped(summary.tokens)) tokens", "",
                ] + table(plan) + [""] + texts + ["", ShellCommand.text(merge(plan))])
                .joined(separator: "\n"))
        }
    }

    private func table(_ plan: ShardPlan) -> [String] {
        func line(_ cells: [String]) -> String {
            cells.map { String(repeating: " ", count: max(0, 12 - $0.count)) + $0 }.joined()
        }
        let mean =
            Double(plan.shares.reduce(0) { $0 + $1.tokens }) / Double(max(plan.shares.count, 1))
        return [line(["share", "rows", "tokens", "of the mean"])]
            + plan.shares.enumerated().map { index, share in
                line([
                    "\(index + 1)", Format.grouped(share.rows), Format.grouped(share.tokens),
                    mean > 0 ? Format.percent(Float(Double(share.tokens) / mean)) : "–",
                ])
            }
    }
}
