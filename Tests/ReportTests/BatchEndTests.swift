import Foundation
import Testing

/// Runs of `report batch` that end badly: on a full file system, without their output, by signals.
@Suite(.serialized) struct BatchEndTests {
    private func writeList(_ directory: String, rows: Int) throws -> String {
        let path = "\(directory)/list.csv"
        let rows = (0..<rows).map {
            "\($0),bank,The bank \($0) of the river was calm.,\($0) banks lend to the bank.\n"
        }
        try Data(("id,word,sentence1,sentence2\n" + rows.joined()).utf8).write(
            to: URL(fileURLWithPath: path))
        return path
    }

    private func arguments(_ list: String, _ output: String) -> [String] {
        ["batch", list, "-o", output, "--model", Program.tinyModel, "--figures", "thumbnails"]
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

    private func wait(until condition: () -> Bool) {
        for _ in 0..<2000 where !condition() { Thread.sleep(forTimeInterval: 0.02) }
    }

    private func text(_ pipe: Pipe) throws -> String {
        String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    }

    private func run(_ program: String, _ arguments: [String]) -> Int32? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Whether this process may mount a file system of its own, which it then unmounts.
    private static let canMount: Bool = {
        let tests = BatchEndTests()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            UUID().uuidString)
        guard
            (try? FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)) != nil
        else { return false }
        defer { try? FileManager.default.removeItem(at: folder) }
        guard tests.mount(folder.path) else { return false }
        tests.unmount(folder.path)
        return true
    }()

    private func mount(_ path: String) -> Bool {
        run("/bin/mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", path]) == 0
    }

    private func unmount(_ path: String) { _ = run("/bin/umount", [path]) }

    @Test(.enabled(if: canMount, "this user may not mount a file system"))
    func aFullFileSystemLeavesNothingHalfWritten() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 200)
            let disk = "\(directory)/disk"
            try FileManager.default.createDirectory(
                atPath: disk, withIntermediateDirectories: false)
            #expect(mount(disk))
            defer { unmount(disk) }
            let outcome = try Program.run(arguments(list, "\(disk)/out"))
            #expect(outcome.status == 74 || outcome.status == 73, "\(outcome.errors)")
            #expect(
                outcome.errors.contains("No space left on device; free some space"),
                "\(outcome.errors)")
            // What is there is whole.
            let files = try Program.tree("\(disk)/out")
            #expect(!files.keys.contains { $0.hasSuffix(".tmp") || $0.contains(".staging") })
            let pages = files.keys.filter { $0.hasSuffix("/index.html") }
            #expect(!pages.isEmpty && pages.count < 200)
            for page in pages {
                #expect(files[page]?.suffix(8) == Data("</html>\n".utf8))
                let numbers = page.replacingOccurrences(of: "index.html", with: "data.json")
                #expect(files[numbers]?.last == UInt8(ascii: "\n"))
            }
            // With room, the next run goes on to the bytes of an undisturbed one.
            try FileManager.default.copyItem(atPath: "\(disk)/out", toPath: "\(directory)/out")
            let resumed = try Program.run(arguments(list, "\(directory)/out"))
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(resumed.output.contains(" kept"))
            #expect(!resumed.output.contains(" 0 kept"), "\(resumed.output)")
            #expect(try Program.run(arguments(list, "\(directory)/whole")).status == 0)
            #expect(
                try Program.tree("\(directory)/out") == (try Program.tree("\(directory)/whole")))
        }
    }

    @Test func outputThatIsRemovedMidwayIsAnErrorThatNamesIt() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 4000)
            let output = "\(directory)/out"
            let (process, errors) = try start(arguments(list, output))
            // Until the journal has some pairs.
            wait {
                let journal = FileManager.default.contents(atPath: "\(output)/journal.jsonl")
                return journal?.count { $0 == UInt8(ascii: "\n") } ?? 0 > 10
            }
            // By a rename, for files appear faster than they can be removed one by one.
            try FileManager.default.moveItem(atPath: output, toPath: "\(directory)/gone")
            let message = try text(errors)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit)
            #expect([73, 74].contains(process.terminationStatus), "\(message)")
            #expect(message.contains("report: error: cannot "), "\(message)")
            #expect(message.contains(output))
            #expect(!FileManager.default.fileExists(atPath: "\(output)/index.html"))
            // What had been done can be gone on with.
            let done = try Program.tree("\(directory)/gone").keys
                .filter { $0.hasSuffix("/data.json") && !$0.contains(".staging") }.count
            #expect(done > 0)
            let resumed = try Program.run(
                arguments(list, "\(directory)/gone") + ["--limit", "\(done + 20)"])
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(!resumed.output.contains(" 0 kept"), "\(resumed.output)")
        }
    }

    @Test(.enabled(if: getuid() != 0 || canMount, "root may write everywhere"))
    func outputThatCannotBeWrittenIsFoundBeforeTheWork() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 3)
            let closed = "\(directory)/closed"
            try FileManager.default.createDirectory(
                atPath: closed, withIntermediateDirectories: false)
            let isRoot = getuid() == 0
            if isRoot {
                #expect(
                    run("/bin/mount", ["-t", "tmpfs", "-o", "size=64k,ro", "tmpfs", closed]) == 0)
            } else {
                chmod(closed, 0o500)
            }
            defer { if isRoot { unmount(closed) } else { chmod(closed, 0o700) } }
            for output in [closed, "\(closed)/new/folder"] {
                let outcome = try Program.run(arguments(list, output))
                #expect(outcome.status == 73)
                #expect(outcome.errors.hasPrefix("report: error: cannot create \(closed)"))
            }
            #expect(try Program.tree(closed).isEmpty)
        }
    }

    @Test func aSecondInterruptionStopsAtOnce() throws {
        try Program.withTemporaryDirectory { directory in
            // Only the signal can end a run that reads from a pipe that nobody closes.
            let process = Process()
            process.executableURL = Program.executable
            process.arguments =
                arguments("-", "\(directory)/out") + ["--format", "csv", "--jobs", "1"]
            let input = Pipe()
            process.standardInput = input
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            let rows = (0..<40).map { "\($0),bank,The bank \($0).,A bank \($0).\n" }
            try input.fileHandleForWriting.write(
                contentsOf: Data(("id,word,sentence1,sentence2\n" + rows.joined()).utf8))
            wait { FileManager.default.fileExists(atPath: "\(directory)/out/pairs") }
            // Both before the program can have written its index.
            kill(process.processIdentifier, SIGINT)
            Thread.sleep(forTimeInterval: 0.001)
            kill(process.processIdentifier, SIGINT)
            let start = Date()
            process.waitUntilExit()
            #expect(Date().timeIntervalSince(start) < 5)
            if process.terminationReason == .uncaughtSignal {
                #expect(process.terminationStatus == SIGINT)
                #expect(!FileManager.default.fileExists(atPath: "\(directory)/out/index.html"))
            } else {
                // The system may hand over two signals that come so close as one.
                #expect(process.terminationStatus == 130)
            }
            try? input.fileHandleForWriting.close()
        }
    }

    @Test func anInterruptedRunThatWaitsForInputWritesItsIndex() throws {
        try Program.withTemporaryDirectory { directory in
            let process = Process()
            process.executableURL = Program.executable
            process.arguments =
                arguments("-", "\(directory)/out") + ["--format", "csv", "--jobs", "1"]
            let input = Pipe()
            process.standardInput = input
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            let rows = (0..<64).map { "\($0),bank,The bank \($0).,A bank \($0).\n" }
            try input.fileHandleForWriting.write(
                contentsOf: Data(("id,word,sentence1,sentence2\n" + rows.joined()).utf8))
            wait { FileManager.default.fileExists(atPath: "\(directory)/out/pairs") }
            process.interrupt()
            process.waitUntilExit()
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 130)
            let files = try Program.tree("\(directory)/out")
            #expect(files["index.html"] != nil)
            #expect(files[".lock"] == nil)
            try? input.fileHandleForWriting.close()
        }
    }
}
