import Batch

/// How far a batch is, on one line.
struct ProgressLine {
    private let summary: BatchRunner.Summary
    private let seconds: Double

    /// - Parameter seconds: since the run began.
    init(_ summary: BatchRunner.Summary, seconds: Double) {
        self.summary = summary
        self.seconds = seconds
    }

    /// How much is done: of the list, or of the pairs that are drawn when all are known.
    private var fraction: Double? {
        let fraction =
            summary.toRedraw > 0
            ? Double(summary.redrawn) / Double(summary.toRedraw) : summary.fractionDone
        return fraction.map { min(max($0, 0), 1) }
    }

    /// `52%  156 pairs  24.1/s  6 s left`
    private var parts: [String] {
        var parts = fraction.map { ["\(Int($0 * 100))%"] } ?? []
        if summary.toRedraw > 0 {
            parts.append("\(summary.redrawn) of \(summary.toRedraw) redrawn")
            return parts
        }
        parts.append("\(summary.finished) pairs")
        if seconds > 0 { parts.append("\(Self.tenths(Double(summary.finished) / seconds))/s") }
        if let fraction, fraction > 0.02, fraction < 1 {
            parts.append("\(Self.duration(seconds / fraction - seconds)) left")
        }
        return parts
    }

    private var failures: [String] { summary.failed > 0 ? ["\(summary.failed) failed"] : [] }

    /// For a log.
    var plainText: String { (parts + failures).joined(separator: "  ") }

    /// For a terminal: `[####    ] 52%  156 pairs  24.1/s  6 s left  2 failed`.
    ///
    /// - Parameter width: of the terminal; the last column stays free, for a line that is wider
    ///   would wrap, and stay.
    func text(width: Int, hasColor: Bool) -> String {
        let room = max(width - 1, 1)
        let shown = plainText
        guard shown.utf8.count <= room else { return String(shown.prefix(room)) }
        var line = ""
        let cells = min(room - shown.utf8.count - 3, 40)
        if let fraction, cells >= 5 {
            let full = Int(fraction * Double(cells))
            line =
                "[" + String(repeating: "#", count: full)
                + String(repeating: " ", count: cells - full) + "] "
        }
        guard hasColor, let failures = failures.first else { return line + shown }
        return line + (parts + ["\u{1B}[31m\(failures)\u{1B}[39m"]).joined(separator: "  ")
    }

    /// One decimal, the same in every locale.
    static func tenths(_ value: Double) -> String {
        let tenths = Int(min(value * 10, 1e15).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// `6 s`, `12 min`, `3 h 20 min`.
    static func duration(_ seconds: Double) -> String {
        let seconds = Int(min(max(seconds, 0), 1e15).rounded())
        if seconds < 120 { return "\(seconds) s" }
        let minutes = (seconds + 30) / 60
        return minutes < 120 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }
}
