import Foundation

/// How often a request is tried, and how long to wait in between.
struct RetryPolicy: Sendable {
    /// The largest number of attempts in a row that bring nothing.
    var attempts = 5
    /// The wait after the first failure; each further wait is twice the one before.
    var firstDelay: TimeInterval = 1
    /// The longest wait that is chosen here.
    var longestDelay: TimeInterval = 30
    /// The longest wait that a server may ask for; for a longer one the request is given up.
    var longestServerDelay: TimeInterval = 300
    var sleep: @Sendable (TimeInterval) -> Void = { Thread.sleep(forTimeInterval: $0) }
    var now: @Sendable () -> Date = { Date() }

    /// How long to wait before the next attempt.
    /// - Parameters:
    ///   - failures: how many attempts have failed so far, at least 1.
    ///   - retryAfter: the answer's `Retry-After`: seconds, or a date.
    /// - Returns: `nil` for no further attempt.
    func delay(failures: Int, retryAfter: String?) -> TimeInterval? {
        guard failures < attempts else { return nil }
        if let wanted = retryAfter.flatMap(seconds(untilRetry:)) {
            return wanted <= longestServerDelay ? max(0, wanted) : nil
        }
        return min(longestDelay, firstDelay * pow(2, Double(failures - 1)))
    }

    private func seconds(untilRetry text: String) -> TimeInterval? {
        if let seconds = Int(text) { return TimeInterval(seconds) }
        return date(text)?.timeIntervalSince(now())
    }

    /// A date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
    private func date(_ text: String) -> Date? {
        var parts = tm()
        let isWhole = text.withCString {
            strptime($0, "%a, %d %b %Y %H:%M:%S GMT", &parts)?.pointee == 0
        }
        return isWhole ? Date(timeIntervalSince1970: TimeInterval(timegm(&parts))) : nil
    }
}
