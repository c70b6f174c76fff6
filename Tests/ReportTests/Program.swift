import Foundation

/// The built program, run as a user runs it.
enum Program {
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    static let tests = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()

    /// A small model with random weights, in the layout of the hub's distilbert-base-uncased.
    static let tinyModel = tests.path + "/EncoderTests/Fixtures/distilbert-tiny"

    /// The program, which is built beside the tests.
    static let executable = URL(fileURLWithPath: CommandLine.arguments[0])
        .deletingLastPathComponent().appendingPathComponent("report")

    /// The environment of a program that is run: what it keeps for the next run stays out of the
    /// user's folders, and is there already, so that no run has to measure it.
    static let environment: [String: String] = {
        var variables = ProcessInfo.processInfo.environment
        // Shared by all tests, and not removed: any of them may be the last.
        variables["XDG_CACHE_HOME"] =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("attention-report-tests").path
        let process = Process()
        process.executableURL = executable
        process.arguments = [
            "pair", "A bank.", "A bank.", "--word", "bank", "--model", tinyModel, "--analyses",
            "corrected,verdict", "--json",
        ]
        process.environment = variables
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        if (try? process.run()) != nil { process.waitUntilExit() }
        return variables
    }()

    /// Runs `report` and waits for it.
    static func run(
        _ arguments: String..., directory: String? = nil, environment: [String: String] = [:]
    ) throws -> Outcome {
        try run(arguments, directory: directory, environment: environment)
    }

    /// - Parameter executable: what is run, if not the program itself: what starts it in some special way.
    static func run(
        _ arguments: [String], directory: String? = nil, environment: [String: String] = [:],
        executable: URL = executable
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        var variables = Self.environment
        for name in ["REPORT_MODEL", "SOURCE_DATE_EPOCH", "NO_COLOR", "HF_TOKEN"] {
            variables[name] = nil
        }
        // No test reaches for the network, but for one that names a server.
        variables["HF_HUB_OFFLINE"] = environment["HF_ENDPOINT"] == nil ? "1" : nil
        process.environment = variables.merging(environment) { $1 }
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(
            decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        let problems = String(
            decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: text, errors: problems)
    }

    /// A fresh folder that is removed afterwards.
    static func withTemporaryDirectory<R>(_ body: (String) throws -> R) throws -> R {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }

    /// All files below a folder with their contents.
    static func tree(_ directory: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory) {
            let url = URL(fileURLWithPath: "\(directory)/\(path)")
            let isFolder = try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory ?? false
            files[path] = isFolder ? Data() : try Data(contentsOf: url)
        }
        return files
    }
}
