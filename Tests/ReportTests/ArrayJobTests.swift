import Foundation
import Testing

/// The examples for clusters, run as their machines would run them.
@Suite struct ArrayJobTests {
    private static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Examples").path

    private func writeList(_ directory: String) throws {
        let lines = try String(contentsOfFile: "\(Self.examples)/pairs.csv", encoding: .utf8)
            .split(separator: "\n").prefix(21)
        let bad = "bad,fish,No such thing.,A fish.,same"
        try Data((lines + [bad[...]]).joined(separator: "\n").utf8 + [UInt8(ascii: "\n")]).write(
            to: URL(fileURLWithPath: "\(directory)/pairs.csv"))
    }

    /// Runs a command of a shell, in which `report` is the program under test.
    private func shell(
        _ command: [String], in directory: String, _ environment: [String: String]
    ) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = command
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        var variables = Program.environment
        let programs = Program.executable.deletingLastPathComponent().path
        variables["PATH"] = "\(programs):\(variables["PATH"] ?? "")"
        variables["REPORT_MODEL"] = Program.tinyModel
        process.environment = variables.merging(environment) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private func expectWhole(_ output: String, _ directory: String, _ options: [String]) throws {
        let whole = try Program.run(
            ["batch", "\(directory)/pairs.csv", "-o", "\(directory)/one-run"] + options)
        #expect(whole.status == 1)
        #expect(try Program.tree(output) == (try Program.tree("\(directory)/one-run")))
    }

    @Test func theTasksOfASlurmArrayMakeOneReport() throws {
        try Program.withTemporaryDirectory { directory in
            try writeList(directory)
            let script = "\(Self.examples)/slurm.sh"
            for task in 1...8 {
                let status = try shell(
                    [script, "pairs.csv", "shared"], in: directory,
                    [
                        "SLURM_ARRAY_TASK_ID": "\(task)", "SLURM_ARRAY_TASK_MIN": "1",
                        "SLURM_ARRAY_TASK_MAX": "8", "SLURM_ARRAY_TASK_COUNT": "8",
                        "SLURM_CPUS_PER_TASK": "2",
                    ])
                #expect(status == 0)
            }
            #expect(try shell([script, "--merge", "shared"], in: directory, [:]) == 1)
            try expectWhole(
                "\(directory)/shared/whole", directory, ["--model", Program.tinyModel])
        }
    }

    /// The array is then of two tasks, and knows nothing of the other six.
    @Test func tasksOfASlurmArrayCanBeSubmittedAgain() throws {
        try Program.withTemporaryDirectory { directory in
            try writeList(directory)
            let script = "\(Self.examples)/slurm.sh"
            let array = [
                "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_MAX": "5",
                "SLURM_ARRAY_TASK_COUNT": "2",
            ]
            for task in ["3", "5"] {
                let variables = array.merging(["SLURM_ARRAY_TASK_ID": task]) { $1 }
                let arguments = [script, "pairs.csv", "shared"]
                // Without the number of all, the program says that it cannot know.
                #expect(try shell(arguments, in: directory, variables) != 0)
                let again = variables.merging(["SHARES": "8"]) { $1 }
                #expect(try shell(arguments, in: directory, again) == 0)
                let share = try Program.run(
                    "batch", "\(directory)/pairs.csv", "-o", "\(directory)/alone-\(task)",
                    "--shard", "\(task)/8", "--model", Program.tinyModel)
                #expect(share.status <= 1)
                #expect(
                    try Program.tree("\(directory)/shared/share-\(task)")
                        == Program.tree("\(directory)/alone-\(task)"))
            }
        }
    }

    @Test func thePodsOfAKubernetesJobMakeOneReport() throws {
        let file = try String(
            contentsOfFile: "\(Self.examples)/kubernetes.yaml", encoding: .utf8)
        func number(_ pattern: Regex<(Substring, Substring)>) throws -> Int {
            let match = try #require(file.firstMatch(of: pattern))
            return try #require(Int(match.1))
        }
        let completions = try number(/\n  completions: (\d+)\n/)
        #expect(try number(/--shard auto\/(\d+)/) == completions)
        #expect(try number(/\n  parallelism: (\d+)\n/) <= completions)
        #expect(file.contains("\n  completionMode: Indexed\n"))

        let lines = try #require(file.firstMatch(of: /- >-\n((?:              .*\n)+)/)).1
        let merge = try #require(file.firstMatch(of: /# +(report merge .*)\n/)).1
        func command(_ text: Substring, _ directory: String) -> [String] {
            let text = text.replacingOccurrences(of: "\n", with: " ")
                .replacingOccurrences(of: "/data", with: directory)
                .replacingOccurrences(of: "/models/all-MiniLM-L6-v2", with: Program.tinyModel)
            return ["-c", text]
        }
        try Program.withTemporaryDirectory { directory in
            try writeList(directory)
            for index in 0..<completions {
                let status = try shell(
                    command(lines, directory), in: directory, ["JOB_COMPLETION_INDEX": "\(index)"])
                #expect(status == 0)
            }
            #expect(try shell(command(merge, directory), in: directory, [:]) == 1)
            try expectWhole("\(directory)/whole", directory, ["--model", Program.tinyModel])
        }
    }
}
