import Foundation

/// The contents of a tokenizer's file.
/// - Returns: `nil` when there is no such file.
/// - Throws: `TokenizerError.invalidFile` for what is known to be no such file; `SystemError`.
func tokenizerFileContents(at path: String) throws -> Data? {
    guard let data = try fileContents(at: path) else {
        guard (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil,
            let problem = FolderContents.problem(
                missing: FilePath.name(of: path), in: FilePath.parent(of: path))
        else { return nil }
        throw TokenizerError.invalidFile(path: path, problem: problem)
    }
    if let problem = ForeignContent.problem(data) {
        throw TokenizerError.invalidFile(path: path, problem: problem)
    }
    guard data.count < Int32.max else {
        throw TokenizerError.invalidFile(
            path: path, problem: "the file has \(data.count) bytes; expected less than 2 GB")
    }
    return data
}

/// The lines of a tokenizer's file, whatever they end with.
/// - Throws: `TokenizerError`, also for a file that is not there; `SystemError`.
func tokenizerFileLines(at path: String) throws -> [Substring.UTF8View] {
    guard let data = try tokenizerFileContents(at: path) else {
        throw TokenizerError.missingFile(path: path)
    }
    guard let text = String(validating: data, as: UTF8.self) else {
        throw TokenizerError.invalidFile(path: path, problem: "the file is not UTF-8")
    }
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
}
