import Foundation
import Testing

/// Runs under a limit on processes and threads (`ulimit -u`) that leaves none but the first one.
@Suite(.serialized) struct ThreadLimitTests {
    /// Starts a program as a user without any thread to spare; root has no such limit.
    private static let limiting = limiting(1)

    /// The same with some threads to spare.
    private static func limiting(_ limit: Int) -> [String]? {
        let user =
            geteuid() == 0
            ? ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups"] : []
        let command = user + ["prlimit", "--nproc=\(limit):\(limit)"]
        // That user must be able to read the build, too.
        let check = command + ["test", "-r", Program.executable.path]
        let outcome = try? Program.run(check, executable: URL(fileURLWithPath: "/usr/bin/env"))
        return outcome?.status == 0 ? command : nil
    }

    private func run(
        _ arguments: [String], in directory: String, limit: [String]? = limiting
    ) throws -> Program.Outcome {
        try Program.run(
            (limit ?? []) + [Program.executable.path] + arguments,
            directory: directory, environment: ["XDG_CACHE_HOME": directory + "/cache"],
            executable: URL(fileURLWithPath: "/usr/bin/env"))
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        try Program.withTemporaryDirectory { directory in
            // The other user writes to it.
            chmod(directory, 0o777)
            try body(directory)
        }
    }

    /// Pango (1.50) ends the program when it wants a thread and gets none.
    @Test(.enabled(if: limiting != nil), arguments: [7, 9, 11, 14])
    func workersLeaveThreadsToDrawWith(_ limit: Int) throws {
        try withFolder { directory in
            let model = directory + "/model"
            try FileManager.default.copyItem(atPath: Program.tinyModel, toPath: model)
            let rows = (0..<20).map { "A bank \($0).,The bank \($0).,bank\n" }.joined()
            try ("sentence1,sentence2,word\n" + rows).write(
                toFile: directory + "/list.csv", atomically: true, encoding: .utf8)
            for jobs in ["3", "40"] {
                let outcome = try run(
                    [
                        "batch", "list.csv", "-o", "out-\(jobs)", "--model", model, "--jobs", jobs,
                        "--figures", "thumbnails",
                    ], in: directory, limit: Self.limiting(limit))
                #expect([0, 69].contains(outcome.status), "\(jobs) jobs: \(outcome.errors)")
            }
        }
    }

    @Test(.enabled(if: limiting != nil), .timeLimit(.minutes(1)))
    func everyCommandEndsWithItsResultOrAMessage() throws {
        try withFolder { directory in
            let model = directory + "/model"
            try FileManager.default.copyItem(atPath: Program.tinyModel, toPath: model)
            let pair = ["pair", "A bank by the river.", "A bank with money.", "--word", "bank"]
            try "sentence1,sentence2,word\nA bank.,The bank.,bank\nA river.,The river.,river\n"
                .write(
                    toFile: directory + "/list.csv", atomically: true, encoding: .utf8)
            try "A bank.\nThe bank.\nMy bank.\n".write(
                toFile: directory + "/list.txt", atomically: true, encoding: .utf8)
            let commands = [
                ["encode", "A bank.", "The bank.", "-o", "x.safetensors"],
                pair + ["--json", "--analyses", "all"], ["tokenize", "A bank."], ["model", "info"],
            ]
            for command in commands {
                let model = command[0] == "model" ? [model] : ["--model", model, "--threads", "4"]
                let outcome = try run(command + model, in: directory)
                #expect(outcome.status == 0, "\(command): \(outcome.errors)")
            }
            // Text is set with a library that needs threads.
            let drawing = [
                pair + ["-o", "pair"], ["word", "list.txt", "--word", "bank", "-o", "word"],
                ["figure", "bars", "A bank.", "--word", "bank", "-o", "bars.png"],
                ["batch", "list.csv", "-o", "out", "--jobs", "3"],
            ]
            for command in drawing {
                let outcome = try run(command + ["--model", model], in: directory)
                #expect(outcome.status == 69, "\(command)")
                #expect(outcome.errors.contains("(ulimit -u)"), "\(command): \(outcome.errors)")
            }
            for folder in ["pair", "word", "bars.png", "out"] {
                #expect(!FileManager.default.fileExists(atPath: "\(directory)/\(folder)"))
            }
        }
    }
}
