/// The name of a model on the hub: `name` or `organisation/name`.
public struct HubID: Sendable, Hashable, CustomStringConvertible {
    /// The name as it is written, `google-bert/bert-base-uncased`.
    public let description: String

    /// Takes a name by the hub's own rules: one or two parts of ASCII letters, digits, `-`, `_` and
    /// `.`, at most 96 characters, neither beginning nor ending with `-` or `.`, without `--`, `..`
    /// or a final `.git`.
    /// - Returns: `nil` for anything else, and so for every path that leads out of a folder.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let edges: [Character] = ["-", "."]
        guard 1...96 ~= text.utf8.count, parts.count <= 2,
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isHubNameByte) }),
            text.first.map(edges.contains) == false, text.last.map(edges.contains) == false,
            !text.contains("/-"), !text.contains("/."), !text.contains("./"),
            !text.contains("--"), !text.contains(".."), !text.hasSuffix(".git")
        else { return nil }
        description = text
    }

    /// The name of the model's folder in the cache: `models--google-bert--bert-base-uncased`.
    var folderName: String {
        "models--" + description.split(separator: "/").joined(separator: "--")
    }

    /// The model whose folder in the cache has a name.
    init?(folderName: String) {
        let prefix = "models--"
        guard folderName.hasPrefix(prefix) else { return nil }
        let parts = folderName.dropFirst(prefix.count).replacing("--", with: "/")
        self.init(String(parts))
    }
}

/// A branch, a tag or a commit.
enum HubRevision {
    /// Whether a revision can be a file's name below `refs` without leading elsewhere.
    static func isValid(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return text.utf8.count <= 255
            && parts.allSatisfy { part in
                !part.isEmpty && part.first != UInt8(ascii: ".") && part.allSatisfy(\.isHubNameByte)
            }
    }

    /// Whether a text is a full commit: 40 lower-case hexadecimal digits.
    static func isCommit(_ text: String) -> Bool { text.utf8.count == 40 && text.isLowercaseHex }
}

extension UInt8 {
    /// Whether the byte is an ASCII letter or digit, `-`, `_` or `.`.
    var isHubNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
        default:
            false
        }
    }
}

extension String {
    var isLowercaseHex: Bool {
        utf8.allSatisfy {
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
                || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
        }
    }
}
