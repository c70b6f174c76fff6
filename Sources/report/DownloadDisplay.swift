import Encoder
import Foundation

/// Shows on standard error how far a download is: one line that changes on a terminal, else a line
/// now and then.
final class DownloadDisplay {
    private let name: String
    private let quiet: Bool
    private let isTerminal: Bool
    private var drawn: ContinuousClock.Instant?
    private var isLineOpen = false
    /// The last file and tenth of the whole that a line was written for.
    private var said: (file: String, tenth: Int)?

    /// A terminal sees no more than ten changes a second.
    private static let interval = Duration.milliseconds(100)

    init(name: String, quiet: Bool) {
        self.name = name
        self.quiet = quiet
        isTerminal = isatty(STDERR_FILENO) == 1
    }

    func show(_ event: HubDownload.Event) {
        guard !quiet else { return }
        switch event {
        case .progress(let progress):
            if isTerminal { draw(progress) } else { say(progress) }
        case .retrying(let reason, let seconds):
            finish()
            let wait = Int(seconds.rounded(.up))
            Console.note("\(name): \(reason); trying again in \(wait) s")
        case .waiting(let file):
            finish()
            Console.note("\(name): another process downloads \(file); waiting for it")
        }
    }

    /// Removes the line that changes.
    func finish() {
        guard isLineOpen else { return }
        isLineOpen = false
        Console.draw("\r\u{1B}[K")
    }

    private func draw(_ progress: HubDownload.Progress) {
        let now = ContinuousClock.now
        if let drawn, now - drawn < Self.interval { return }
        drawn = now
        isLineOpen = true
        // A line that is wider than the terminal would wrap, and stay.
        Console.draw("\r" + String(Self.text(progress, name).prefix(Self.width - 1)) + "\u{1B}[K")
    }

    private func say(_ progress: HubDownload.Progress) {
        let tenth = Self.percent(progress) / 10
        if let said, said.file == progress.file, said.tenth == tenth { return }
        said = (progress.file, tenth)
        Console.note(Self.text(progress, name))
    }

    /// `org/name: 45 % of 90.9 MB, model.safetensors`
    static func text(_ progress: HubDownload.Progress, _ name: String) -> String {
        "\(name): \(percent(progress)) % of \(ByteCount.text(progress.total)), \(progress.file)"
    }

    private static func percent(_ progress: HubDownload.Progress) -> Int {
        progress.total > 0 ? Int(Double(progress.bytes) / Double(progress.total) * 100) : 100
    }

    private static var width: Int {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1
        return isKnown ? Int(size.ws_col) : 80
    }
}
