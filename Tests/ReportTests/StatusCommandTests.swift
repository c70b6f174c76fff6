import Foundation
import Testing

@Suite struct StatusCommandTests {
    @Test func saysWhatIsThereAndWhatIsNot() throws {
        try Program.withTemporaryDirectory { directory in
            let rows = (0..<12).map { "\($0),bank,The bank \($0).,A bank.\n" }.joined()
            try Data(("id,word,sentence1,sentence2\n" + rows + "x,fish,A.,B.\n").utf8).write(
                to: URL(fileURLWithPath: "\(directory)/list.csv"))
            let none = try Program.run("status", "a", "b", directory: directory)
            #expect(none.status == 75)
            #expect(
                none.output
                    == "a  missing\nb  missing\n\n0 rows done, no run came to the end of the list\n"
            )
            let run = try Program.run(
                "batch", "list.csv", "-o", "a", "--figures", "none", "--analyses", "none", "-q",
                "--model", Program.tinyModel, directory: directory)
            #expect(run.status == 1)
            let done = try Program.run("status", "a", directory: directory)
            #expect(done.status == 1)
            #expect(
                done.output == "a  done         12 done, 1 failed\n\n12 rows done, 1 failed\n")
            // A folder that is named and not there is not done, whatever the others have.
            #expect(try Program.run("status", "a", "b", directory: directory).status == 75)
            #expect(try Program.tree(directory).keys.allSatisfy { !$0.hasPrefix("b") })
        }
    }

    @Test func whatIsNoBatchIsAnError() throws {
        try Program.withTemporaryDirectory { directory in
            try FileManager.default.createDirectory(
                atPath: "\(directory)/a", withIntermediateDirectories: false)
            try Data("x\n".utf8).write(
                to: URL(fileURLWithPath: "\(directory)/a/journal.jsonl"))
            let outcome = try Program.run("status", "a", directory: directory)
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains("a/journal.jsonl is not the journal of a batch"))
        }
    }
}
