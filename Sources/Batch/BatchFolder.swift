import Encoder
import Files
import Pages

/// The folder of a batch: what a run writes to it, and what must not be there before the first one.
package struct BatchFolder: Sendable {
    private let path: String

    package init(_ path: String) { self.path = path }

    /// Checks that a batch's list is none of the folder's own tables: these have a part of its rows, and the
    /// batch would become that part.
    /// - Throws: `OutputError.replacesInput`.
    package func check(list: String) throws(OutputError) {
        for name in BatchHeader.tableNames {
            try OutputTarget.check(FilePath.join(path, name), isNot: [list])
        }
    }

    /// Keeps other runs off the folder, which exists, and checks that a batch may write to it: it holds a
    /// batch, or nothing that would be replaced, and no link leads out of it.
    ///
    /// The lock comes first: what a run at work has under temporary names may be gone while it is looked at. The
    /// journal makes a folder that of a batch. The folders of pairs are looked at when they are written.
    ///
    /// - Parameters:
    ///   - patience: whether to wait for another run that has the folder.
    ///   - isCancelled: asked now and then, while it waits, whether to give up.
    ///   - onWait: called once where it has to wait.
    /// - Throws: `BatchLockError` when another process has the folder; `OutputError` that names a file in the
    ///   way, or one that was changed; `JournalError`, `InputError`, `CancellationError`.
    package func claim(
        patience: LockPatience = .none, isCancelled: () -> Bool = { false },
        onWait: (String) -> Void = { _ in }
    ) throws -> BatchLock {
        let lock = try BatchLock(
            directory: path, patience: patience, isCancelled: isCancelled, onWait: onWait)
        _ = try manifest()
        return lock
    }

    /// Begins to write the index anew.
    /// - Throws: as `claim`.
    func renewal(_ header: BatchHeader) throws -> FolderRenewal {
        try FolderRenewal(
            of: .batch(model: .init(name: header.model.name)), in: path, after: manifest())
    }

    /// What earlier runs have written, but for the pairs.
    private func manifest() throws -> FolderManifest? {
        let journal = Journal.path(in: path)
        let isBatch = CreatedFolders.exists(journal)
        if isBatch {
            guard FileTree.isRegularFile(journal) else { throw OutputError.foreign(path: journal) }
            _ = try Journal.header(of: journal)
            // What a run has left that was killed when it had packed or unpacked the journal.
            let packed = "\(path)/\(Journal.packedName)"
            if CreatedFolders.exists(packed) {
                guard FileTree.isRegularFile(packed), (try? Journal.header(of: packed)) != nil
                else {
                    throw OutputError.foreign(path: packed)
                }
            }
        }
        let manifest = try FolderManifest.found(in: path)
        if !isBatch, manifest != nil { throw OutputError.holdsReport(folder: path) }
        func check(_ file: String) throws {
            let place = "\(path)/\(file)"
            if manifest?.files[file] == nil, CreatedFolders.exists(place) {
                throw OutputError.foreign(path: place)
            }
        }
        if manifest == nil { try check(FolderManifest.name) }
        for file in Self.files { try check(file) }
        for (folder, isWritten) in Self.folders {
            for file in try files(in: folder) where isWritten(file) {
                try check("\(folder)/\(file)")
            }
        }
        // With a journal they are what a run that was killed has left.
        for folder in [FolderWriter.stagingName, FolderRenewal.stagingName] {
            let files = try files(in: folder)
            for file in files where !isBatch { try check("\(folder)/\(file)") }
        }
        if let file = try manifest?.editedFile(in: path) {
            throw OutputError.edited(path: "\(path)/\(file)")
        }
        return manifest
    }

    /// - Throws: `OutputError.foreign` for what has the folder's name and is none.
    private func files(in folder: String) throws -> [String] {
        let place = "\(path)/\(folder)"
        guard CreatedFolders.exists(place) else { return [] }
        guard FileTree.isFolder(place) else { throw OutputError.foreign(path: place) }
        return try FileTree.files(below: place)
    }

    private static let files = [
        "index.html", "style.css", "index.js", PairReport.script.path, "summary.csv",
        "summary.csv.gz", SummaryDatabase.name, "failed.tsv", DataPackage.fileName,
    ]

    /// Folders, and which of the files in them a batch writes or removes.
    private static let folders: [(String, @Sendable (String) -> Bool)] = [
        (IndexPage.folder, { ["html", "js"].contains(FilePath.ending(of: $0)) }),
        (IndexPage.figureFolder, { IndexPage.figureNames.contains($0) }),
    ]
}
