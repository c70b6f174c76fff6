import Foundation

/// Makes folders, and takes those back that were new.
package struct CreatedFolders {
    /// Parents first.
    private var paths: [String] = []

    var count: Int { paths.count }

    /// `mkdir -p`, remembering what was new.
    ///
    /// Writers side by side may share a parent, and one that fails removes it when it is empty: a
    /// parent that disappears is made again.
    /// - Throws: `OutputError.cannotCreate`.
    mutating func make(_ path: String) throws {
        // Every prefix that ends before a slash, then the whole path.
        let slash = UInt8(ascii: "/")
        let ends = path.utf8.indices.filter { path.utf8[$0] == slash && $0 != path.startIndex }
        let prefixes = (ends + [path.endIndex]).map { String(path[..<$0]) }
            .filter { $0.utf8.last != slash }
        var attempts = 10
        var next = 0
        while next < prefixes.count {
            let prefix = prefixes[next]
            next += 1
            if mkdir(prefix, 0o777) == 0 {
                paths.append(prefix)
                continue
            }
            let code = errno
            // Parents above one's own may refuse with other codes although they exist.
            guard !Self.isDirectory(prefix) else { continue }
            let mayHaveDisappeared = code == ENOENT || code == EEXIST
            guard mayHaveDisappeared, attempts > 0, !Self.exists(prefix) else {
                throw OutputError.cannotCreate(path: prefix, code: code)
            }
            attempts -= 1
            next = 0
        }
    }

    /// Removes from the innermost outwards; a folder with something in it stays.
    mutating func removeEmpty(downTo count: Int = 0) {
        var kept: [String] = []
        while paths.count > count {
            let path = paths.removeLast()
            if rmdir(path) != 0 { kept.append(path) }
        }
        paths += kept.reversed()
    }

    /// Whether there is anything of that name, be it a link that leads nowhere.
    package static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
