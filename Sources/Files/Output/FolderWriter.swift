import Foundation

/// Puts whole folders in place: one exists with all its files or not at all.
///
/// The files are written below a staging folder of the same file system, which then gets its name
/// by a single rename.
package struct FolderWriter: Sendable {
    /// Where everything goes.
    package let directory: String

    package init(directory: String) {
        self.directory = directory
    }

    package static let stagingName = ".staging"
    private var staging: String { "\(directory)/\(Self.stagingName)" }

    /// Makes the staging folder, free of what a run that was killed has left.
    /// - Throws: `OutputError.cannotCreate`.
    package func prepare() throws { _ = try StagingFolder(staging, for: staging) }

    /// Removes the staging folder and what is in it.
    package func removeStaging() { StagingFolder.remove(staging) }

    /// Writes a folder, in place of an earlier one.
    ///
    /// - Parameters:
    ///   - path: the folder's path below `directory`; no two threads write the same.
    ///   - isOwn: whether a file of the folder that is there, named by its path in it, was written by
    ///     this program and may be replaced.
    /// - Throws: `OutputError`, `.foreign` for a file that is not; the folder is then as it was.
    package func write(
        _ files: [OutputFile], to path: String, replacing isOwn: (_ file: String) -> Bool
    ) throws {
        let components = try OutputFile(path: path, bytes: []).components()
        let target = "\(directory)/\(components.joined(separator: "/"))"
        try Self.check(target, isOwn)
        var stage = try StagingFolder(
            "\(staging)/\(components.joined(separator: "+"))", for: target)
        defer { stage.remove() }
        for file in files { try stage.add(file) }
        try commit(stage.path, as: components)
    }

    /// - Throws: `OutputError.foreign` unless everything that is there may be replaced.
    private static func check(_ target: String, _ isOwn: (_ file: String) -> Bool) throws {
        guard CreatedFolders.exists(target) else { return }
        guard FileTree.isFolder(target) else { throw OutputError.foreign(path: target) }
        for file in try FileTree.files(below: target) where !isOwn(file) {
            throw OutputError.foreign(path: "\(target)/\(file)")
        }
    }

    private func commit(_ stage: String, as components: [String]) throws {
        let target = "\(directory)/\(components.joined(separator: "/"))"
        for count in 1..<components.count {
            let folder = "\(directory)/\(components[..<count].joined(separator: "/"))"
            if mkdir(folder, 0o777) != 0, errno != EEXIST {
                throw OutputError.cannotCreate(path: folder, code: errno)
            }
        }
        if rename(stage, target) == 0 { return }
        guard errno == ENOTEMPTY || errno == EEXIST else {
            throw OutputError.writeFailed(path: target, code: errno)
        }
        let old = stage + ".old"
        StagingFolder.remove(old)
        guard rename(target, old) == 0, rename(stage, target) == 0 else {
            throw OutputError.writeFailed(path: target, code: errno)
        }
        StagingFolder.remove(old)
    }
}
