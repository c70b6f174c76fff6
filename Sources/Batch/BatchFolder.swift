import Encoder
import Files

/// The folder of a batch: what a run writes to it, and what must not be there before the first one.
package struct BatchFolder: Sendable {
    private let path: String

    package init(_ path: String) { self.path = path }

    /// Checks that a batch may write to the folder: it holds a batch, or nothing that would be
    /// replaced.
    ///
    /// The journal makes a folder that of a batch; with it, the names below are the batch's own. The
    /// folders of pairs are looked at when they are written.
    /// - Throws: `OutputError.foreign` that names a file in the way; `JournalError`, `InputError`.
    package func check() throws {
        let journal = "\(path)/\(Journal.name)"
        if CreatedFolders.exists(journal) {
            _ = try Journal.header(of: journal)
            return
        }
        if FolderManifest(in: path) != nil { throw OutputError.holdsReport(folder: path) }
        if !BatchLock.mayTake("\(path)/\(BatchLock.name)") {
            throw OutputError.foreign(path: "\(path)/\(BatchLock.name)")
        }
        for name in Self.files where CreatedFolders.exists("\(path)/\(name)") {
            throw OutputError.foreign(path: "\(path)/\(name)")
        }
        for (folder, isWritten) in Self.folders {
            let place = "\(path)/\(folder)"
            guard FileTree.isFolder(place) else { continue }
            let names = try FileTree.files(below: place)
            if let name = names.first(where: isWritten) {
                throw OutputError.foreign(path: "\(place)/\(name)")
            }
        }
    }

    private static let files = [
        "index.html", "style.css", "index.js", "summary.csv", "failed.tsv",
        TablesDescription.fileName,
    ]

    /// Folders, and which of the files in them a batch writes or removes.
    private static let folders: [(String, @Sendable (String) -> Bool)] = [
        (IndexPage.folder, { ["html", "js"].contains(FilePath.ending(of: $0)) }),
        (IndexPage.figureFolder, { IndexPage.figureNames.contains($0) }),
        (FolderWriter.stagingName, { _ in true }),
    ]
}
