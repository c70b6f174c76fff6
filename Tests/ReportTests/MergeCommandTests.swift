import Foundation
import Testing

@Suite struct MergeCommandTests {
    private func writeShares(_ directory: String, _ indices: [Int]) throws {
        let rows = (0..<30).map { "\($0),bank,The bank \($0).,A bank \($0).\n" }.joined()
        let list = "\(directory)/list.csv"
        try Data(("id,word,sentence1,sentence2\n" + rows).utf8).write(
            to: URL(fileURLWithPath: list))
        for index in indices {
            let outcome = try Program.run(
                "batch", list, "-o", "\(directory)/\(index)", "--shard", "\(index)/3", "--model",
                Program.tinyModel, "--figures", "none", "-q")
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }

    @Test func aMergeThatLacksRowsIsNotDone() throws {
        try Program.withTemporaryDirectory { directory in
            try writeShares(directory, [1, 3])
            let (first, third, output) = ("\(directory)/1", "\(directory)/3", "\(directory)/all")
            let outcome = try Program.run("merge", first, third, "-o", output)
            #expect(outcome.status == 1)
            let message = try #require(
                outcome.errors.firstMatch(
                    of:
                        /report: error: (\d+) of the 30 rows of the list are missing: (\d+) of share 2\/3; run what is missing, then merge again\n/
                ))
            #expect(message.1 == message.2)
            #expect(outcome.output.contains(" pairs, 0 failed\n"))
            let page = try String(contentsOfFile: "\(output)/index.html", encoding: .utf8)
            #expect(page.contains("Not the whole list."))
            // Also where nothing but errors is to be printed.
            let quiet = try Program.run("merge", first, third, "-o", output, "-q")
            #expect(quiet.status == 1 && quiet.output == "" && quiet.errors == outcome.errors)
            // The index alone says so, and is done.
            let index = try Program.run("index", output)
            #expect(index.status == 0)
            #expect(index.errors.contains("report: warning: \(message.1) of the 30 rows"))
            // A share by itself is done, too; its page says that it is one.
            let share = try String(contentsOfFile: "\(first)/index.html", encoding: .utf8)
            #expect(share.contains("Not the whole list."))
        }
    }

    @Test func allSharesAreAMergeThatIsDone() throws {
        try Program.withTemporaryDirectory { directory in
            try writeShares(directory, [1, 2, 3])
            let outcome = try Program.run(
                "merge", "\(directory)/1", "\(directory)/2", "\(directory)/3", "-o",
                "\(directory)/all")
            #expect(outcome.status == 0 && outcome.errors == "")
            #expect(outcome.output.hasPrefix("30 pairs, 0 failed\n"))
            let page = try String(contentsOfFile: "\(directory)/all/index.html", encoding: .utf8)
            #expect(!page.contains("Not the whole list."))
        }
    }
}
