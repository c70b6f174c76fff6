import Files
import Foundation

/// The folder of what is kept between runs.
enum UserCache {
    /// The folder that the environment names: `$XDG_CACHE_HOME/attention-report`, else
    /// `~/.cache/attention-report`. A variable that is empty or not an absolute path does not count.
    static func directory(environment: [String: String]) -> String {
        func path(_ key: String) -> String? {
            environment[key].flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        let cache =
            path("XDG_CACHE_HOME") ?? (path("HOME") ?? NSHomeDirectory()) + "/.cache"
        return cache + "/attention-report"
    }

    /// Writes a file whole, and its folder where it is missing.
    /// - Throws: where that cannot be written.
    static func write(_ bytes: [UInt8], to path: String) throws {
        try FileWriter(path: path).write(bytes)
    }
}
