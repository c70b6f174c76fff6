import Encoder
import Foundation

/// New contents of a folder that knows which of its files this program wrote: they wait, complete, for
/// their names.
///
/// Until `commit()` a reader finds what was there before. A run that is killed on the way leaves a folder
/// that the next one completes.
package final class FolderRenewal {
    private let folder: String
    private let identity: ReportIdentity
    private let earlier: FolderManifest
    private var stage: StagingFolder
    /// In the order in which they get their names.
    private var paths: [String] = []
    private var hashes: [String: [String]] = [:]

    package static let stagingName = ".report-staging"
    private static let unionName = ".union.json"

    /// - Parameter earlier: what was found in the folder, and may be replaced.
    /// - Throws: `OutputError.foreign` for a folder with the name of the one where files wait, in a folder that
    ///   holds no report, unless a run has left it; `cannotCreate`.
    package init(
        of identity: ReportIdentity, in folder: String, after earlier: FolderManifest?
    ) throws {
        self.folder = folder
        self.identity = identity
        self.earlier = earlier ?? FolderManifest(identity, [:])
        let staging = "\(folder)/\(Self.stagingName)"
        guard earlier != nil || StagingFolder.mayTake(staging) else {
            throw OutputError.foreign(path: staging)
        }
        stage = try StagingFolder(staging, for: folder)
        try stage.mark()
    }

    package func add(_ file: OutputFile) throws {
        try stage.add(file)
        try note(file.path, FolderManifest.hash(file.bytes))
    }

    func add(_ stream: StreamedFile) throws { try note(stream.path, try stage.add(stream)) }

    /// Begins a file that grows while others are added.
    package func begin(_ path: String) throws -> StagedFile {
        StagedFile(path: path, try stage.open(path))
    }

    /// Adds a file that has grown to its end.
    package func add(_ file: StagedFile) throws { try note(file.path, try file.finish()) }

    /// Begins a database that grows while other files are added.
    package func beginDatabase(_ path: String) throws -> SQLiteFile {
        try SQLiteFile(path: stage.place(path), for: "\(folder)/\(path)")
    }

    /// Adds a database that is finished.
    package func addDatabase(_ path: String) throws {
        try note(
            path,
            FileTree.hash(of: stage.place(path), length: FolderManifest.hashLength))
    }

    private func note(_ path: String, _ hash: String) throws {
        guard hashes.updateValue([hash], forKey: path) == nil else {
            throw OutputError.duplicatePath(path)
        }
        paths.append(path)
    }

    /// Gives all files their names, in the order in which they were added, and removes those that the
    /// folder no longer has.
    /// - Throws: `OutputError.writeFailed`; the files that have their names by then keep them.
    package func commit() throws {
        let manifest = FolderManifest(identity, hashes)
        // While files of both are there, the manifest allows both: a run that is killed here must not
        // keep the next one off.
        try stage.add(
            OutputFile(path: Self.unionName, bytes: earlier.union(with: manifest).bytes()))
        try stage.add(OutputFile(path: FolderManifest.name, bytes: manifest.bytes()))

        var made = CreatedFolders()
        for parent in Set(paths.map { FilePath.parent(of: "\(folder)/\($0)") }).sorted() {
            try made.make(parent)
        }
        try move(Self.unionName, as: FolderManifest.name)
        for path in paths { try move(path, as: path) }
        for path in earlier.files.keys.sorted() where hashes[path] == nil {
            Self.remove(path, in: folder)
        }
        try move(FolderManifest.name, as: FolderManifest.name)
    }

    /// Removes what waits for a name.
    package func discard() { stage.remove() }

    private func move(_ file: String, as path: String) throws {
        let target = "\(folder)/\(path)"
        guard rename("\(stage.path)/\(file)", target) == 0 else {
            throw OutputError.writeFailed(path: target, code: errno)
        }
    }

    /// Removes a file, and the folders above it that become empty.
    private static func remove(_ path: String, in folder: String) {
        unlink("\(folder)/\(path)")
        var parent = FilePath.parent(of: path)
        while parent != ".", rmdir("\(folder)/\(parent)") == 0 {
            parent = FilePath.parent(of: parent)
        }
    }
}

/// A file in the making, written piece by piece through a buffer.
package final class StagedFile {
    let path: String
    private let file: TemporaryFile
    private var hash = ContentHash.Stream()
    private var buffer: [UInt8] = []

    private static let bufferSize = 1 << 17

    init(path: String, _ file: TemporaryFile) {
        self.path = path
        self.file = file
    }

    /// - Throws: `OutputError`.
    package func append(_ bytes: [UInt8]) throws {
        buffer += bytes
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private func flush() throws {
        hash.add(buffer)
        try buffer.withUnsafeBytes(file.append)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Closes the file. Call once.
    /// - Returns: the hash of its bytes.
    func finish() throws -> String {
        do {
            try flush()
        } catch {
            try? file.finish()
            throw error
        }
        try file.finish()
        return hash.finish(length: FolderManifest.hashLength)
    }
}
