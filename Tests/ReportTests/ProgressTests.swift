import Foundation
import Testing

/// What `report batch` shows while it works.
@Suite struct ProgressTests {
    private func writeList(_ directory: String, rows: Int) throws -> String {
        let path = "\(directory)/list.csv"
        let rows = (0..<rows).map {
            $0 == 1
                ? "bad,fish,No such thing.,A fish.\n"
                : "\($0),bank,The bank \($0) of the river was calm.,\($0) banks lend to the bank.\n"
        }
        try Data(("id,word,sentence1,sentence2\n" + rows.joined()).utf8).write(
            to: URL(fileURLWithPath: path))
        return path
    }

    private func arguments(_ list: String, _ output: String) -> [String] {
        ["batch", list, "-o", output, "--model", Program.tinyModel, "--figures", "none"]
    }

    /// Runs the program on a terminal of its own.
    /// - Returns: what the terminal got, and the seconds that it took.
    private func onTerminal(
        _ arguments: [String], width: Int, environment: [String: String] = [:]
    ) throws -> (text: String, seconds: Double) {
        // Glibc hides posix_openpt and its like from Swift; these are what they ask the system for.
        let (unlock, askNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var (isLocked, number): (Int32, UInt32) = (0, 0)
        #expect(master >= 0 && ioctl(master, unlock, &isLocked) == 0)
        #expect(ioctl(master, askNumber, &number) == 0)
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        #expect(slave >= 0)
        var size = winsize(
            ws_row: 24, ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
        #expect(ioctl(slave, UInt(TIOCSWINSZ), &size) == 0)

        let process = Process()
        process.executableURL = Program.executable
        process.arguments = arguments
        var variables = ProcessInfo.processInfo.environment
        variables["NO_COLOR"] = nil
        variables["TERM"] = "xterm"
        process.environment = variables.merging(environment) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
        let start = Date()
        try process.run()
        close(slave)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(master, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                break
            }
        }
        close(master)
        process.waitUntilExit()
        return (String(decoding: bytes, as: UTF8.self), Date().timeIntervalSince(start))
    }

    /// The states of the line that changes, without what the terminal does not show.
    private func lines(_ text: String) -> [String] {
        text.components(separatedBy: "\r").filter { $0.hasSuffix("\u{1B}[K") && $0.count > 3 }
            .map { $0.replacing(/\u{1B}\[[0-9]*[mK]/, with: "") }
    }

    @Test(arguments: [24, 60, 100])
    func aLineFitsItsTerminalAndChangesTenTimesASecond(_ width: Int) throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 300)
            let (text, seconds) = try onTerminal(
                arguments(list, "\(directory)/out"), width: width)
            let lines = lines(text)
            #expect(lines.count > 2)
            #expect(Double(lines.count) <= seconds * 10 + 2)
            for line in lines { #expect(line.count < width, "\(line)") }
            let hasBars = lines.contains { $0.hasPrefix("[#") }
            #expect(hasBars == (width > 40))
            // The last state is gone, and failures stand on lines of their own.
            #expect(text.hasSuffix("\r\u{1B}[K"))
            #expect(text.contains("report: warning: row 2, bad: "))
        }
    }

    @Test func colorsAreForThoseWhoWantThem() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 60)
            let arguments = arguments(list, "\(directory)/out")
            let red = "\u{1B}[31m1 failed"
            #expect(try onTerminal(arguments, width: 90).text.contains(red))
            for environment in [["NO_COLOR": "1"], ["TERM": "dumb"]] {
                let text = try onTerminal(
                    arguments + ["--no-resume"], width: 90, environment: environment
                ).text
                #expect(!text.contains("\u{1B}[3"))
                #expect(text.contains("\u{1B}[K") == (environment["TERM"] == nil))
            }
        }
    }

    @Test func aLogGetsPlainLines() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 40)
            let outcome = try Program.run(arguments(list, "\(directory)/out"))
            #expect(outcome.status == 1)
            #expect(!outcome.errors.contains("\r") && !outcome.errors.contains("\u{1B}"))
            #expect(
                outcome.output.contains(
                    /^39 done, 0 kept, 1 failed, [0-9.]+ s, [0-9.]+ pairs\/s\n.*\/out\/index.html\n$/
                ))
            let quiet = try Program.run(arguments(list, "\(directory)/quiet") + ["--quiet"])
            // One sentence, for what the exit code says.
            #expect(
                quiet.output == ""
                    && quiet.errors
                        == "report: error: 1 row failed; \(directory)/quiet/failed.tsv says "
                        + "which, and why\n"
            )
        }
    }

    @Test func programsGetJSON() throws {
        struct State: Decodable {
            var done: Int
            var kept: Int
            var failed: Int
            var redrawn: Int
            var toRedraw: Int
            var fraction: Double?
            var seconds: Double
            var finished: Bool
        }
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory, rows: 200)
            let outcome = try Program.run(
                ["batch", list, "-o", "\(directory)/out", "--model", Program.tinyModel]
                    + ["--progress", "json", "--top", "2", "--figures", "thumbnails"])
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let states = try outcome.errors.split(separator: "\n")
                .filter { !$0.hasPrefix("report: ") }
                .map { try decoder.decode(State.self, from: Data($0.utf8)) }
            #expect(states.count > 1)
            #expect(states.filter(\.finished).count == 1)
            let last = try #require(states.last)
            #expect(last.finished && last.done == 199 && last.failed == 1 && last.kept == 0)
            #expect(last.redrawn == 2 && last.toRedraw == 2)
            for (earlier, later) in zip(states, states.dropFirst()) {
                #expect(earlier.done <= later.done && earlier.seconds <= later.seconds)
            }
        }
    }
}
