import Foundation

/// The date in a page's foot. Pages never read the clock, so that equal input gives equal bytes.
package enum ReportDate {
    /// A date given by the user, else the day that `SOURCE_DATE_EPOCH` names (in UTC), else none.
    package static func text(
        given date: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String? {
        if let date { return date }
        guard let seconds = environment["SOURCE_DATE_EPOCH"].flatMap({ Int64($0) }) else {
            return nil
        }
        return Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(
            .iso8601.year().month().day())
    }
}
