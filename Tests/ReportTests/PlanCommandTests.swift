import Foundation
import Testing

@Suite struct PlanCommandTests {
    private func write(_ directory: String, more: String = "") throws -> String {
        let rows = (0..<40).map {
            "\($0),bank,The bank \(String(repeating: "of the river ", count: $0 % 9)).,A bank.\n"
        }
        let path = "\(directory)/list.csv"
        try Data(("id,word,sentence1,sentence2\n" + rows.joined() + more).utf8).write(
            to: URL(fileURLWithPath: path))
        return path
    }

    private struct Plan: Decodable {
        struct Share: Decodable {
            var shard: String
            var rows: Int
            var tokens: Int
            var directory: String
            var command: [String]
        }
        var rows: Int
        var tokens: Int
        var imbalance: Double
        var shares: [Share]
        var merge: [String]
    }

    /// A driver's whole way: plan, run, look, merge; the same bytes as one run.
    @Test func thePlansCommandsMakeTheWhole() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try write(directory)
            let outcome = try Program.run(
                "plan", list, "--shards", "3", "-o", "\(directory)/parts", "--json", "--model",
                Program.tinyModel, "--", "--figures", "none", "--analyses", "none")
            #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
            let plan = try JSONDecoder().decode(Plan.self, from: Data(outcome.output.utf8))
            #expect(plan.rows == 40 && plan.imbalance <= 0.05 && plan.shares.count == 3)
            #expect(plan.tokens == plan.shares.reduce(0) { $0 + $1.tokens })
            let folders = plan.shares.map(\.directory)
            for (index, share) in plan.shares.enumerated() {
                #expect(share.command[0] == "report")
                let run = try Program.run(Array(share.command.dropFirst()) + ["--json"])
                #expect(run.status == 0, "\(run.errors)")
                let said = try #require(
                    JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
                #expect(said["done"] as? Int == share.rows)
                #expect(said["shard"] as? String == share.shard)
                #expect(said["interrupted"] as? Bool == false)
                let status = try Program.run(["status"] + folders)
                #expect(status.status == (index == 2 ? 0 : 75), "\(status.output)")
            }
            let status = try Program.run(["status", "--json"] + folders)
            #expect(status.output.contains("\"complete\":true"))
            let merge = try Program.run(Array(plan.merge.dropFirst()))
            #expect(merge.status == 0, "\(merge.errors)")
            let whole = try Program.run(
                "batch", list, "-o", "\(directory)/one", "--figures", "none", "--analyses", "none",
                "--model", Program.tinyModel, "-q")
            #expect(whole.status == 0)
            #expect(
                try Program.tree("\(directory)/parts/whole") == Program.tree("\(directory)/one"))
        }
    }

    @Test func theCommandsStandAloneOnLines() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try write(directory, more: "x,fish,A bank.,B.\n")
            let outcome = try Program.run(
                "plan", list, "--shards", "2", "-o", "a b", "--commands", "--format", "csv",
                "--model", Program.tinyModel, "--", "--figures", "none")
            // A row that cannot be used is named.
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("row 41, x: sentence 1: the word \"fish\""))
            let lines = outcome.output.split(separator: "\n")
            #expect(lines.count == 2)
            for (number, line) in lines.enumerated() {
                #expect(line.hasPrefix("report batch \(list) --format csv --model "))
                #expect(line.hasSuffix(" -o 'a b/share-\(number + 1)' --figures none"), "\(line)")
            }
            let text = try Program.run(
                "plan", list, "--shards", "2", "--model", Program.tinyModel, "-q")
            #expect(text.output.hasPrefix("41 rows, 1 of them with mistakes, "))
            #expect(
                text.output.hasSuffix(
                    "\nreport merge shares/share-1 shares/share-2 -o shares/whole\n"))
        }
    }

    @Test func whatNoShareCanHaveIsRefused() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try write(directory)
            for arguments in [
                [list, "--shards", "0"], [list, "--shards", "10001"], ["-", "--shards", "2"],
                [list, "--shards", "2", "--", "--shard", "1/2"],
                [list, "--shards", "2", "--", "--limit=3"],
                [list, "--shards", "2", "--json", "--commands"],
            ] {
                let outcome = try Program.run(["plan"] + arguments)
                #expect(outcome.status == 64, "\(arguments): \(outcome.errors)")
            }
        }
    }
}
