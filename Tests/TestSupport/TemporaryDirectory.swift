import Foundation

/// A directory of its own for one test, gone when `body` returns.
public func withTemporaryDirectory<T>(_ body: (String) throws -> T) throws -> T {
    let path = NSTemporaryDirectory() + "report-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
}

/// Paths below a directory, sorted.
public func listing(_ directory: String) -> [String] {
    (FileManager.default.enumerator(atPath: directory)?.compactMap { $0 as? String } ?? []).sorted()
}

/// All files below a folder with their bytes; folders are empty files.
public func fileTree(_ directory: String) -> [String: Data] {
    var files: [String: Data] = [:]
    for path in listing(directory) {
        files[path] = FileManager.default.contents(atPath: "\(directory)/\(path)") ?? Data()
    }
    return files
}
