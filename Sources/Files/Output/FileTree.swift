import Foundation

/// What lies below a folder.
package enum FileTree {
    /// Whether there is a folder of that name itself, not a link to one.
    package static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }

    package static func isRegularFile(_ path: String) -> Bool { kind(path) == S_IFREG }

    /// - Throws: `OutputError.unreadable`.
    package static func contents(of file: String) throws(OutputError) -> Data {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: file, code: errno) }
        do {
            return try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).readToEnd()
                ?? Data()
        } catch {
            throw .unreadable(path: file, code: EIO)
        }
    }

    /// The beginning of a file's SHA-256, in memory for a piece of it.
    /// - Parameter length: how many of the 64 hexadecimal digits.
    /// - Throws: `OutputError.unreadable`.
    static func hash(of file: String, length: Int) throws(OutputError) -> String {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: file, code: errno) }
        defer { close(descriptor) }
        var hash = ContentHash.Stream()
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path: file, code: errno) }
            if count == 0 { return hash.finish(length: length) }
            hash.add(count == piece.count ? piece : Array(piece[..<count]))
        }
    }

    private static func kind(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    /// Everything below a folder but folders, as paths in it, sorted. Links are not followed.
    /// - Throws: `OutputError.cannotCreate` for a folder that cannot be read.
    package static func files(below folder: String) throws -> [String] {
        var files: [String] = []
        var folders = [""]
        while let prefix = folders.popLast() {
            for name in try names(in: "\(folder)/\(prefix)") {
                if isFolder("\(folder)/\(prefix)\(name)") {
                    folders.append("\(prefix)\(name)/")
                } else {
                    files.append(prefix + name)
                }
            }
        }
        return files.sorted()
    }

    /// The names in a folder, in no order.
    /// - Throws: `OutputError.cannotCreate`.
    static func names(in folder: String) throws -> [String] {
        guard let stream = opendir(folder) else {
            throw OutputError.cannotCreate(path: folder, code: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
