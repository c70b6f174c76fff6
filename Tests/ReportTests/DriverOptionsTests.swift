import Foundation
import Testing

/// What programs that start this one may ask of it: to wait for a folder, and to end with them.
@Suite struct DriverOptionsTests {
    private static let rows =
        "id,word,sentence1,sentence2\n"
        + (0..<40).map { "\($0),bank,The bank \($0).,A bank \($0).\n" }.joined()

    private func arguments(_ list: String, _ output: String) -> [String] {
        [
            "batch", list, "-o", output, "--model", Program.tinyModel, "--figures", "none",
            "--format", "csv",
        ]
    }

    /// While they wait for standard input: the first Ctrl-C ends them, with nothing left behind.
    @Test(arguments: [
        ["encode", "--jsonl", "-", "-o", "x.safetensors", "--model", Program.tinyModel],
        ["list", "-", "--convert", "x.csv", "--format", "csv"],
    ])
    func commandsThatReadEndAtOnce(_ arguments: [String]) throws {
        try Program.withTemporaryDirectory { directory in
            let process = Process()
            process.executableURL = Program.executable
            process.arguments = arguments
            process.environment = Program.environment
            process.currentDirectoryURL = URL(fileURLWithPath: directory)
            let input = Pipe()
            process.standardInput = input
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            let row = "{\"text\": \"The bank.\"}\n"
            let text =
                arguments[0] == "encode" ? String(repeating: row, count: 100) : Self.rows
            try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
            if arguments[0] == "encode" {
                wait {
                    (try? FileManager.default.contentsOfDirectory(atPath: directory))?.isEmpty
                        == false
                }
            } else {
                Thread.sleep(forTimeInterval: 1)
            }
            process.interrupt()
            wait { !process.isRunning }
            #expect(!process.isRunning)
            if process.isRunning { process.terminate() }
            process.waitUntilExit()
            #expect(process.terminationStatus == 130)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == [])
        }
    }

    private func wait(until condition: () -> Bool) {
        for _ in 0..<1000 where !condition() { Thread.sleep(forTimeInterval: 0.02) }
    }

    /// Runs the body while a batch has `out` in the folder and waits for more rows.
    private func whileInUse(
        _ directory: String, _ body: (_ output: String, _ end: () throws -> Void) throws -> Void
    ) throws {
        let output = "\(directory)/out"
        let process = Process()
        process.executableURL = Program.executable
        process.arguments = arguments("-", output)
        process.environment = Program.environment
        let input = Pipe()
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(Self.rows.utf8))
        wait { FileManager.default.fileExists(atPath: "\(output)/pairs") }
        var isOpen = true
        let end = {
            if isOpen { try input.fileHandleForWriting.close() }
            isOpen = false
        }
        defer {
            try? end()
            process.waitUntilExit()
        }
        try body(output, end)
    }

    @Test func aRunThatWaitsGoesOnWhenTheOtherHasEnded() throws {
        try Program.withTemporaryDirectory { directory in
            let list = "\(directory)/list.csv"
            try Data(Self.rows.utf8).write(to: URL(fileURLWithPath: list))
            try whileInUse(directory) { output, end in
                let refused = try Program.run(arguments(list, output))
                #expect(refused.status == 73)
                #expect(refused.errors.contains("wait until it is done (--wait)"))
                let late = try Program.run(
                    arguments(list, output) + ["--wait", "--wait-limit", "0.5"])
                #expect(late.status == 73)
                #expect(late.errors.contains("; waiting for it"))
                #expect(late.errors.contains(" is still in use by process "))

                let process = Process()
                process.executableURL = Program.executable
                process.arguments = arguments(list, output) + ["--wait"]
                process.environment = Program.environment
                let (result, errors) = (Pipe(), Pipe())
                process.standardOutput = result
                process.standardError = errors
                try process.run()
                // Not before it has found the folder in use.
                var told = ""
                while !told.contains("; waiting for it") {
                    let bytes = errors.fileHandleForReading.availableData
                    try #require(!bytes.isEmpty, "\(told)")
                    told += String(decoding: bytes, as: UTF8.self)
                }
                try end()
                process.waitUntilExit()
                #expect(process.terminationStatus == 0)
                let text = String(
                    decoding: try result.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
                #expect(text.contains("0 done, 40 kept"), "\(text)")
            }
        }
    }

    @Test func aMergeWaitsForItsShares() throws {
        try Program.withTemporaryDirectory { directory in
            try whileInUse(directory) { output, end in
                let merge = ["merge", output, "-o", "\(directory)/all", "--wait"]
                let late = try Program.run(merge + ["--wait-limit", "0.2"])
                #expect(late.status == 73)
                #expect(late.errors.contains("\(output) is in use by process "))
                #expect(!FileManager.default.fileExists(atPath: "\(directory)/all"))
                try end()
                let whole = try Program.run(merge)
                #expect(whole.status == 0, "\(whole.errors)")
                #expect(whole.output.hasPrefix("40 pairs, 0 failed\n"))
            }
        }
    }

    @Test func waitingEndsWithAnInterruption() throws {
        try Program.withTemporaryDirectory { directory in
            try whileInUse(directory) { output, _ in
                let process = Process()
                process.executableURL = Program.executable
                process.arguments = ["merge", output, "-o", "\(directory)/all", "--wait"]
                process.standardOutput = FileHandle.nullDevice
                let errors = Pipe()
                process.standardError = errors
                try process.run()
                _ = errors.fileHandleForReading.availableData
                process.terminate()
                process.waitUntilExit()
                #expect(process.terminationReason == .exit)
                #expect(process.terminationStatus == 130)
            }
        }
    }

    /// A list of which nothing has come: a pipe that nobody writes to, or standard input.
    @Test(arguments: [SIGINT, SIGTERM], [true, false])
    func theWaitForAListEndsWithAnInterruption(_ number: Int32, _ isStandardInput: Bool) throws {
        try Program.withTemporaryDirectory { directory in
            let (output, rows) = ("\(directory)/out", "\(directory)/rows")
            #expect(mkfifo(rows, 0o600) == 0)
            let process = Process()
            process.executableURL = Program.executable
            process.arguments = arguments(isStandardInput ? "-" : rows, output)
            process.environment = Program.environment
            let (input, errors) = (Pipe(), Pipe())
            process.standardInput = input
            process.standardOutput = FileHandle.nullDevice
            process.standardError = errors
            try process.run()
            // Until it waits; earlier, the signal ends it by itself.
            Thread.sleep(forTimeInterval: 1)
            kill(process.processIdentifier, number)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 130)
            #expect(try errors.fileHandleForReading.readToEnd() ?? Data() == Data())
            #expect(!FileManager.default.fileExists(atPath: output))
        }
    }

    @Test func aProgramThatNobodyTellsAnythingEndsWithItsParent() throws {
        try Program.withTemporaryDirectory { directory in
            let rows = "\(directory)/rows"
            #expect(mkfifo(rows, 0o600) == 0)
            let descriptor = open(rows, O_RDWR)
            defer { close(descriptor) }
            let outcome = try Program.run(
                [
                    "-c", "\"$@\" <\(rows) >/dev/null 2>&1 & echo $!; sleep 3", "driver",
                    Program.executable.path,
                ]
                    + arguments("-", "\(directory)/out") + ["--end-with-parent"],
                executable: URL(fileURLWithPath: "/bin/bash"))
            let child = try #require(pid_t(outcome.output.dropLast()))
            func isRunning() -> Bool {
                // What has ended is there until whoever has it now asks for its status.
                let text = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
                return text.map { !$0.contains(") Z") } ?? false
            }
            wait { !isRunning() }
            #expect(!isRunning())
            kill(child, SIGKILL)
        }
    }

    /// A driver that is killed, while its program waits for rows that never come.
    @Test(arguments: [true, false])
    func aProgramEndsWithItsParentIfAsked(_ isAsked: Bool) throws {
        try Program.withTemporaryDirectory { directory in
            let (output, rows) = ("\(directory)/out", "\(directory)/rows")
            #expect(mkfifo(rows, 0o600) == 0)
            // Both ends, so that the pipe stays open.
            let descriptor = open(rows, O_RDWR)
            defer { close(descriptor) }
            let driver = Process()
            driver.executableURL = URL(fileURLWithPath: "/bin/bash")
            driver.arguments =
                ["-c", "\"$@\" <\(rows) & echo $!; wait", "driver", Program.executable.path]
                + arguments("-", output) + ["-q"] + (isAsked ? ["--end-with-parent"] : [])
            driver.environment = Program.environment
            let numbers = Pipe()
            driver.standardOutput = numbers
            driver.standardError = FileHandle.nullDevice
            try driver.run()
            let number = String(
                decoding: numbers.fileHandleForReading.availableData, as: UTF8.self)
            let child = try #require(pid_t(number.dropLast()))
            let bytes = Array(Self.rows.utf8)
            #expect(write(descriptor, bytes, bytes.count) == bytes.count)
            wait { FileManager.default.fileExists(atPath: "\(output)/pairs") }
            // Foundation would wait for the program too, which inherits what tells it of the driver's end.
            kill(driver.processIdentifier, SIGKILL)
            defer { driver.waitUntilExit() }
            if !isAsked {
                Thread.sleep(forTimeInterval: 1)
                #expect(FileManager.default.fileExists(atPath: "\(output)/.lock"))
                kill(child, SIGTERM)
            }
            wait { !FileManager.default.fileExists(atPath: "\(output)/.lock") }
            #expect(!FileManager.default.fileExists(atPath: "\(output)/.lock"))
            let page = try String(contentsOfFile: "\(output)/index.html", encoding: .utf8)
            // Without an end of the list it is not whole.
            #expect(page.contains("Not the whole list."))
        }
    }

    @Test func theLimitIsANumberOfSeconds() throws {
        for (options, message) in [
            (["--wait-limit", "3"], "--wait-limit needs --wait"),
            (
                ["--wait", "--wait-limit=-1"],
                "--wait-limit takes a number of seconds, 0 or more, not -1"
            ),
            (
                ["--wait", "--wait-limit", "nan"],
                "--wait-limit takes a number of seconds, 0 or more, not nan"
            ),
        ] {
            let outcome = try Program.run(["merge", "a", "-o", "b"] + options)
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
        }
    }
}
