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
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[5] == "GMT", let day = Int32(parts[1]),
            let month = Self.months.firstIndex(of: String(parts[2])), let year = Int32(parts[3]),
            (1900...9999).contains(year)
        else { return nil }
        let time = parts[4].split(separator: ":", omittingEmptySubsequences: false).map {
            Int32($0)
        }
        guard time.count == 3, let hour = time[0], let minute = time[1], let second = time[2]
        else { return nil }
        var fields = tm()
        fields.tm_year = year - 1900
        fields.tm_mon = Int32(month)
        fields.tm_mday = day
        fields.tm_hour = hour
        fields.tm_min = minute
        fields.tm_sec = second
        return Date(timeIntervalSince1970: TimeInterval(timegm(&fields)))
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
