import Foundation
import Testing

/// Runs of `report batch` that are undisturbed, resumed, interrupted and killed.
@Suite(.serialized) struct BatchCommandTests {
    /// The beginning of the package's example, with a bad row in the middle.
    private func writeList(_ directory: String, rows: Int) throws -> String {
        let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Examples/pairs.csv")
        var lines = try String(contentsOf: example, encoding: .utf8).split(separator: "\n")
            .prefix(rows)
        lines.insert("bad,fish,No such thing.,A fish.,same", at: rows / 2)
        let path = "\(directory)/list.csv"
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(
            to: URL(fileURLWithPath: path))
        return path
    }

    private func arguments(_ list: String, _ output: String, jobs: Int = 2) -> [String] {
        [
            "batch", list, "-o", output, "--model", Program.tinyModel, "--figures", "thumbnails",
            "--jobs", "\(jobs)",
        ]
    }

    private func start(_ arguments: [String]) throws -> (process: Process, errors: Pipe) {
        let process = Process()
        process.executableURL = Program.executable
        process.arguments = arguments
        process.environment = Program.environment
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        return (process, errors)
    }

    @Test func bytesAreThoseOfAnUndisturbedRunAfterAnyKills() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 60)
            let whole = try Program.run(arguments(list, "\(directory)/whole"))
            #expect(whole.status == 1)
            let expected = try Program.tree("\(directory)/whole")
            #expect(expected.keys.contains("index.html"))

            let output = "\(directory)/killed"
            var kills = 0
            var completions = 0
            while kills < 30 || completions == 0 {
                let (process, _) = try start(arguments(list, output, jobs: kills % 3 + 1))
                Thread.sleep(forTimeInterval: .random(in: 0.05...1))
                // After thirty kills the last run may come to its end.
                if kills < 30 { kill(process.processIdentifier, SIGKILL) }
                process.waitUntilExit()
                if process.terminationReason == .uncaughtSignal {
                    kills += 1
                    continue
                }
                #expect(process.terminationStatus == 1)
                completions += 1
                let tree = try Program.tree(output)
                #expect(Set(tree.keys) == Set(expected.keys))
                #expect(tree == expected)
                try FileManager.default.removeItem(atPath: output)
            }
        }
    }

    @Test func anInterruptedRunFinishesWhatItHasBegunAndGoesOnLater() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 150)
            let output = "\(directory)/out"
            let (process, _) = try start(arguments(list, output))
            // Until the first pairs are done.
            let pairs = output + "/pairs"
            for _ in 0..<400 where !FileManager.default.fileExists(atPath: pairs) {
                Thread.sleep(forTimeInterval: 0.05)
            }
            process.interrupt()
            process.waitUntilExit()
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 130)
            let files = try Program.tree(output)
            #expect(files["index.html"] != nil)
            #expect(files[".lock"] == nil)
            #expect(files[".staging"] == nil)
            let done = files.keys.filter { $0.hasSuffix("/data.json") }.count
            #expect(done > 0 && done < 149)

            let resumed = try Program.run(arguments(list, output))
            #expect(resumed.output.contains("\(done) kept, 1 failed"), "\(resumed.output)")
            let whole = "\(directory)/whole"
            #expect(try Program.run(arguments(list, whole)).status == 1)
            #expect(try Program.tree(output) == (try Program.tree(whole)))
        }
    }

    @Test func aSecondRunOnTheFolderIsRefused() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 100)
            let output = "\(directory)/out"
            let (process, _) = try start(arguments(list, output))
            for _ in 0..<200 where !FileManager.default.fileExists(atPath: output + "/.lock") {
                Thread.sleep(forTimeInterval: 0.05)
            }
            let second = try Program.run(arguments(list, output))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(second.status == 73)
            #expect(second.errors.contains("is in use by process \(process.processIdentifier) on"))
        }
    }

    /// Whichever comes second, and whatever the first is doing just then.
    @Test func ofRunsThatStartAtOnceOneWorks() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 40)
            for round in 0..<6 {
                let output = "\(directory)/out\(round)"
                let runs = try (0..<3).map { _ in try start(arguments(list, output)) }
                let ends = try runs.map { process, errors in
                    let text = String(
                        decoding: try errors.fileHandleForReading.readToEnd() ?? Data(),
                        as: UTF8.self)
                    process.waitUntilExit()
                    return (status: process.terminationStatus, text: text)
                }
                for end in ends where end.status != 1 {
                    #expect(end.status == 73)
                    #expect(end.text.contains(" is in use by "), "\(end.text)")
                }
                // A later one may find the folder free again, and everything done.
                #expect(ends.contains { $0.status == 1 })
            }
        }
    }

    @Test func aFullDiskLeavesNothingHalfWrittenAndIsNoEnd() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 12)
            let output = "\(directory)/out"
            // A limit on the size of files, instead of a small disk: 8 blocks of 512 bytes.
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments =
                ["-c", "ulimit -f 8; exec \"$@\"", "sh", Program.executable.path]
                // The journal would begin with a calibration, which is larger.
                + arguments(list, output) + ["--analyses", "corrected"]
            process.environment = Program.environment
            let errors = Pipe()
            process.standardError = errors
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            let text = String(
                decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 74, "\(text)")
            #expect(text.contains("error: cannot write \(output)"))
            #expect(try Program.tree(directory).keys.filter { $0.hasSuffix(".json") }.isEmpty)

            #expect(try Program.run(arguments(list, output)).status == 1)
            #expect(try Program.run(arguments(list, "\(directory)/whole")).status == 1)
            #expect(try Program.tree(output) == (try Program.tree("\(directory)/whole")))
        }
    }

    @Test func readsStandardInputWithItsFormatNamed() throws {
        try Program.withTemporaryDirectory { directory in
            // Standard input of the tests is empty.
            let outcome = try Program.run("batch", "-", "--format", "csv", "-o", directory)
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains("standard input, line 1, column 1: the list is empty"))
            let unnamed = try Program.run("batch", "-", "-o", directory)
            #expect(unnamed.status == 66)
        }
    }

    @Test func aDryRunWritesNothing() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 20)
            let before = try Program.tree(directory)
            let outcome = try Program.run(
                "batch", list, "--dry-run", "--model", Program.tinyModel)
            #expect(outcome.status == 1)
            #expect(outcome.output.hasPrefix("20 rows, 1 of them with mistakes, "))
            #expect(outcome.errors.contains("row 10, bad: sentence 1: the word \"fish\" is not in"))
            #expect(try Program.tree(directory) == before)
        }
    }

    @Test func theExamplesAreSound() throws {
        let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Examples/pairs.csv")
        let outcome = try Program.run(
            "batch", example.path, "--dry-run", "--model", Program.tinyModel)
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("622 rows, 0 of them with mistakes"))
        #expect(outcome.errors == "")
    }

    private static let mistakes: [(arguments: [String], status: Int32)] = [
        (["batch", "list.csv"], 64),
        (["batch", "list.csv", "-o", "out", "--jobs", "0"], 64),
        (["batch", "list.csv", "-o", "out", "--shard", "4/3"], 64),
        (["batch", "list.csv", "-o", "out", "--formats", "gif"], 64),
        (["batch", "list.csv", "-o", "out", "--top", "0"], 64),
        (["batch", "list.csv", "-o", "out", "--by", "drop"], 64),
        (["batch", "list.csv", "-o", "out", "--top", "3", "--by", "luck"], 64),
        (["batch", "list.csv", "-o", "out", "--top", "3", "--figures", "none"], 64),
        (["batch", "list.csv", "-o", "out", "--shard", "auto"], 64),
        (["merge", "none", "-o", "out"], 66),
        (["merge", "-o", "out"], 64),
        (["batch", "list.csv", "-o", "out", "--gold", "x"], 66),
        (["batch", "list.csv", "-o", "out", "--encoding", "ebcdic"], 64),
        (["batch", "list.csv", "-o", "out", "--delimiter", "::"], 64),
        (["batch", "list.csv", "-o", "out", "--columns", "sentence=a"], 64),
        (["batch", "list.csv", "-o", "out", "--columns", "word=none"], 65),
        (["batch", "list.csv", "-o", "out", "--format", "xlsx"], 64),
        (["batch", "none.csv", "-o", "out"], 66),
        (["batch", "list.csv", "-o", "list.csv/x"], 73),
        (["batch", "list.csv", "-o", "out", "--model", "/none"], 69),
        (["batch", "bad.csv", "-o", "out"], 65),
        (["index", "."], 66),
    ]

    @Test(arguments: mistakes)
    func mistakesHaveTheirExitCodes(_ arguments: [String], _ status: Int32) throws {
        try Program.withTemporaryDirectory { directory in
            _ = try writeList(directory, rows: 3)
            try Data("word,sentence1\n".utf8).write(
                to: URL(fileURLWithPath: directory + "/bad.csv"))
            let before = try Program.tree(directory)
            let outcome = try Program.run(
                arguments, directory: directory, environment: ["REPORT_MODEL": Program.tinyModel])
            #expect(outcome.status == status, "\(outcome.errors)")
            #expect(try Program.tree(directory) == before)
        }
    }
}
