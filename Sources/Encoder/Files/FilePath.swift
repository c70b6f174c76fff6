import Foundation

/// The parts of a path, told apart byte by byte as the system does.
///
/// Foundation's path functions are not used: for a path of one letter, some of them end the program
/// (`("f" as NSString).deletingLastPathComponent`, Swift 6.3 on Linux), and a slash that a combining
/// mark follows is no slash to a `Character`.
package enum FilePath {
    private static let slash = UInt8(ascii: "/")

    /// The last part: `c.svg` of `a/c.svg`, `b` of `a/b/`; empty for `/` and for no path at all.
    package static func name(of path: String) -> String {
        let bytes = trimmed(path)
        return String(decoding: bytes[nameStart(bytes)...], as: UTF8.self)
    }

    /// The folder that a file is in: `a` of `a/c.svg`, `.` of `c.svg`, `/` of `/c.svg` and of `/`.
    package static func parent(of path: String) -> String {
        let bytes = trimmed(path)
        let start = nameStart(bytes)
        guard start > 0 else { return isAbsolute(path) ? "/" : "." }
        let folder = trimmed(bytes[..<start])
        return folder.isEmpty ? "/" : String(decoding: folder, as: UTF8.self)
    }

    /// What follows the last dot of the name: `svg` of `a.b/c.svg`; `nil` if the name has no dot.
    package static func ending(of path: String) -> String? {
        let name = Array(name(of: path).utf8)
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        return String(decoding: name[(dot + 1)...], as: UTF8.self)
    }

    /// A path seen from a folder; an absolute one stays as it is.
    package static func join(_ folder: String, _ path: String) -> String {
        if folder.isEmpty || isAbsolute(path) { return path }
        return folder.utf8.last == slash ? folder + path : "\(folder)/\(path)"
    }

    package static func isAbsolute(_ path: String) -> Bool { path.utf8.first == slash }

    /// Whether a path can be that of a file: it has a name, and does not end as a folder's does.
    package static func mayBeFile(_ path: String) -> Bool {
        let name = name(of: path)
        return path.utf8.last != slash && !["", ".", ".."].contains(name)
    }

    /// The path from the root, without `.`, `..` and doubled slashes. Links are not followed.
    package static func absolute(_ path: String) -> String {
        var parts: [ArraySlice<UInt8>] = []
        for part in Array(join(workingDirectory, path).utf8).split(separator: slash) {
            if part.elementsEqual(".".utf8) { continue }
            if part.elementsEqual("..".utf8) {
                _ = parts.popLast()
            } else {
                parts.append(part)
            }
        }
        return "/" + String(decoding: Array(parts.joined(separator: [slash])), as: UTF8.self)
    }

    /// Whether two paths lead to one file, through links or not; false where one leads to none.
    package static func areSameFile(_ first: String, _ second: String) -> Bool {
        var (a, b) = (stat(), stat())
        return stat(first, &a) == 0 && stat(second, &b) == 0
            && a.st_dev == b.st_dev && a.st_ino == b.st_ino
    }

    private static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// The bytes without slashes at the end.
    private static func trimmed(_ path: String) -> ArraySlice<UInt8> {
        trimmed(Array(path.utf8)[...])
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let last = bytes.lastIndex(where: { $0 != slash }) else { return [] }
        return bytes[...last]
    }

    private static func nameStart(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.lastIndex(of: slash).map { $0 + 1 } ?? bytes.startIndex
    }
}
