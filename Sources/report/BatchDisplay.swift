import ArgumentParser
import Batch
import Foundation

/// How `report batch` shows its progress.
enum ProgressStyle: String, CaseIterable, ExpressibleByArgument {
    /// A line that changes on a terminal, else plain lines.
    case auto
    case plain
    /// A JSON object a line.
    case json
}

/// Shows on standard error how far a batch is.
final class BatchDisplay {
    private let style: ProgressStyle
    private let quiet: Bool
    private let isTerminal: Bool
    private let hasColor: Bool
    private let start = ContinuousClock.now
    private var shown: ContinuousClock.Instant?
    private var isLineOpen = false

    init(style: ProgressStyle, quiet: Bool) {
        self.style = style
        self.quiet = quiet
        // A dumb terminal cannot go back to the beginning of a line.
        isTerminal =
            style == .auto && isatty(STDERR_FILENO) == 1
            && ProcessInfo.processInfo.environment["TERM"] != "dumb"
        hasColor = isTerminal && Console.hasColor
    }

    /// A terminal sees ten changes a second, a log a line in ten seconds, a program one a second.
    private var interval: Duration {
        if isTerminal { return .milliseconds(100) }
        return style == .json ? .seconds(1) : .seconds(10)
    }

    /// Says before the first row what is going to be written.
    func begin(_ contents: String) {
        if !quiet, style != .json { Console.note(contents) }
    }

    func show(_ summary: BatchRunner.Summary) {
        guard !quiet else { return }
        let now = ContinuousClock.now
        // A log need not say that a run has begun.
        let previous = shown ?? (isTerminal || style == .json ? nil : start)
        if let previous, now - previous < interval { return }
        shown = now
        if style == .json {
            Console.draw(json(summary, isFinished: false))
        } else if isTerminal {
            isLineOpen = true
            let line = ProgressLine(summary, seconds: elapsed)
            Console.draw("\r\(line.text(width: Self.width, hasColor: hasColor))\u{1B}[K")
        } else {
            Console.note(ProgressLine(summary, seconds: elapsed).plainText)
        }
    }

    /// Removes the line that changes.
    func clear() {
        guard isLineOpen else { return }
        isLineOpen = false
        Console.draw("\r\u{1B}[K")
    }

    func finish(_ summary: BatchRunner.Summary) {
        clear()
        if !quiet, style == .json { Console.draw(json(summary, isFinished: true)) }
    }

    /// What is said at the end.
    func closing(_ summary: BatchRunner.Summary) -> String {
        var parts = ["\(summary.done) done", "\(summary.kept) kept", "\(summary.failed) failed"]
        if summary.toRedraw > 0 { parts.append("\(summary.redrawn) redrawn") }
        if summary.elsewhere > 0 { parts.append("\(summary.elsewhere) of other shares") }
        let seconds = elapsed
        parts.append("\(ProgressLine.tenths(seconds)) s")
        if seconds > 0, summary.done > 0 {
            parts.append("\(ProgressLine.tenths(Double(summary.done) / seconds)) pairs/s")
        }
        let state =
            summary.isInterrupted
            ? "interrupted: " : summary.hasTooManyFailures ? "stopped after failures: " : ""
        return state + parts.joined(separator: ", ")
    }

    /// What a run did, as an object for the program that started it.
    func json(
        _ summary: BatchRunner.Summary, directory: String, shard: Shard?
    ) throws -> [UInt8] {
        try JSONText.line(
            Outcome(
                directory: directory, shard: shard?.text, done: summary.done, kept: summary.kept,
                failed: summary.failed, elsewhere: summary.elsewhere, redrawn: summary.redrawn,
                interrupted: summary.isInterrupted,
                tooManyFailures: summary.hasTooManyFailures,
                seconds: (elapsed * 10).rounded() / 10))
    }

    private struct Outcome: Encodable {
        let schema = "attention-report/run/1"
        var directory: String
        /// Missing for a run over the whole list.
        var shard: String?
        var done: Int
        var kept: Int
        var failed: Int
        var elsewhere: Int
        var redrawn: Int
        var interrupted: Bool
        var tooManyFailures: Bool
        var seconds: Double

        private enum CodingKeys: String, CodingKey {
            case schema, directory, shard, done, kept, failed, elsewhere, redrawn, interrupted
            case seconds
            case tooManyFailures = "too_many_failures"
        }
    }

    private var elapsed: Double { (ContinuousClock.now - start) / .seconds(1) }

    private func json(_ summary: BatchRunner.Summary, isFinished: Bool) -> String {
        let fraction = summary.fractionDone.map { "\($0)" } ?? "null"
        return "{\"done\":\(summary.done),\"kept\":\(summary.kept),\"failed\":\(summary.failed),"
            + "\"redrawn\":\(summary.redrawn),\"to_redraw\":\(summary.toRedraw),"
            + "\"fraction\":\(fraction),\"seconds\":\(ProgressLine.tenths(elapsed)),"
            + "\"finished\":\(isFinished)}\n"
    }

    private static var width: Int {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1
        return isKnown ? Int(size.ws_col) : 80
    }
}
