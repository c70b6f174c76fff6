import Foundation

/// Tells what often stands in place of a model's file.
enum ForeignContent {
    /// What a file's beginning shows it to be, and what to do; `nil` for what may be the file itself.
    static func problem(_ start: some Collection<UInt8>) -> String? {
        let text = String(decoding: start.prefix(512), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines.union(["\u{FEFF}"])).lowercased()
        if text.hasPrefix("version https://git-lfs.github.com/spec/") {
            return
                "this is a Git LFS pointer, not the file itself; run \"git lfs pull\" in this "
                + "folder, or download the file again"
        }
        if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") {
            return
                "this is a web page, not the file itself; download it again: on a hub, a file's "
                + "address has \"/resolve/\" where its page's has \"/blob/\""
        }
        return nil
    }

    /// The same of a file.
    /// - Returns: `nil` also for a file that is not there.
    static func problem(at path: String) throws(SystemError) -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let file = try OpenFile(path)
        // The bytes are the file's.
        defer { withExtendedLifetime(file) {} }
        return try file.next().flatMap { problem($0) }
    }
}
