import Foundation
import Hashing

/// The content security policy of a page: everything is forbidden that it does not need.
enum PagePolicy {
    /// A page in its folder: pictures, style sheet and script are files beside it.
    static func folder(hasScript: Bool) -> String {
        "default-src 'none'; img-src 'self'; style-src 'self'"
            + (hasScript ? "; script-src 'self'" : "")
    }

    /// A page alone in its file: pictures inside it, and of styles and scripts these alone.
    static func singleFile(style: String, script: String?) -> String {
        "default-src 'none'; img-src data:; style-src '\(hash(style))'"
            + (script.map { "; script-src '\(hash($0))'" } ?? "")
    }

    private static func hash(_ source: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Data(source.utf8))).base64EncodedString()
    }
}
