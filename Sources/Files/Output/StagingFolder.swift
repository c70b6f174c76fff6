import Encoder
import Foundation

/// A folder in which files wait, complete, for their names.
struct StagingFolder {
    let path: String
    /// What messages name in its place.
    private let target: String
    private var made: Set<String> = []

    /// Makes the folder, free of what a run that was killed has left in it.
    /// - Throws: `OutputError.cannotCreate`.
    init(_ path: String, for target: String) throws {
        self.path = path
        self.target = target
        Self.remove(path)
        try make(path)
    }

    /// Says in the folder that it is this program's, for a run that finds it when this one was killed.
    func mark() throws {
        let place = "\(path)/\(Self.marker)"
        let descriptor = Foundation.open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw OutputError.cannotCreate(path: target, code: errno) }
        close(descriptor)
    }

    /// Whether there is nothing at a path, or an empty folder, or what a run that was killed has left.
    static func mayTake(_ path: String) -> Bool {
        guard CreatedFolders.exists(path) else { return true }
        guard FileTree.isFolder(path),
            let names = try? FileManager.default.contentsOfDirectory(atPath: path)
        else { return false }
        return names.isEmpty || names.contains(marker)
    }

    private static let marker = ".attention-report"

    /// Writes a file to its place below the folder.
    /// - Throws: `OutputError`.
    mutating func add(_ file: OutputFile) throws {
        try open(file.path).write(file.bytes)
    }

    /// The same for a file that is made while it is written.
    /// - Returns: the hash of its bytes.
    mutating func add(_ stream: StreamedFile) throws -> String {
        var hash = ContentHash.Stream()
        try open(stream.path).write { part in
            try stream.make { bytes in
                hash.add(bytes)
                try part(bytes)
            }
        }
        return hash.finish(length: FolderManifest.hashLength)
    }

    /// Removes the folder and what is in it.
    func remove() { Self.remove(path) }

    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    /// The place of a file below the folder, which is ready to take it.
    mutating func place(_ file: String) throws -> String {
        let parts = try OutputFile(path: file, bytes: []).components()
        for count in 1..<parts.count {
            let folder = parts[..<count].joined(separator: "/")
            if made.insert(folder).inserted { try make("\(path)/\(folder)") }
        }
        return "\(path)/\(file)"
    }

    /// Opens a file at its place below the folder.
    mutating func open(_ file: String) throws -> TemporaryFile {
        let place = try place(file)
        let descriptor = Foundation.open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw OutputError.cannotCreate(path: target, code: errno) }
        return TemporaryFile(path: place, target: target, descriptor: descriptor)
    }

    private func make(_ folder: String) throws {
        guard mkdir(folder, 0o777) == 0 else {
            throw OutputError.cannotCreate(path: target, code: errno)
        }
    }
}
