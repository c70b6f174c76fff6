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
    ///   - origin: who wrote a file of the folder that is there, named by its path in it.
    /// - Throws: `OutputError`, `.foreign` or `.edited` for a file that may not be replaced; the folder is
    ///   then as it was.
    package func write(
        _ files: [OutputFile], to path: String, replacing origin: (_ file: String) -> Origin
    ) throws {
        let components = try OutputFile(path: path, bytes: []).components()
        let target = "\(directory)/\(components.joined(separator: "/"))"
        try check(path, replacing: origin)
        var stage = try StagingFolder(
            "\(staging)/\(components.joined(separator: "+"))", for: target)
        defer { stage.remove() }
        for file in files { try stage.add(file) }
        try commit(stage.path, as: components)
    }

    /// Takes a folder away, with everything in it; nothing where there is none. The folders above it stay, which
    /// other threads may be about to use.
    /// - Throws: as `write`.
    package func remove(_ path: String, replacing origin: (_ file: String) -> Origin) throws {
        let components = try OutputFile(path: path, bytes: []).components()
        let target = "\(directory)/\(components.joined(separator: "/"))"
        guard CreatedFolders.exists(target) else { return }
        try check(path, replacing: origin)
        let old = "\(staging)/\(components.joined(separator: "+")).old"
        StagingFolder.remove(old)
        guard rename(target, old) == 0 else {
            throw OutputError.writeFailed(path: target, code: errno)
        }
        StagingFolder.remove(old)
    }

    /// Who wrote a file.
    package enum Origin {
        case foreign
        /// This program, perhaps other bytes than are there now.
        case program
        /// This program, and its bytes had this hash.
        case hash(String)
    }

    /// Checks that everything in a folder may be replaced, and that no link leads to it.
    /// - Throws: `OutputError.foreign`, `.edited`, `.unreadable`.
    package func check(_ path: String, replacing origin: (_ file: String) -> Origin) throws {
        var target = directory
        for component in try OutputFile(path: path, bytes: []).components() {
            target += "/\(component)"
            guard CreatedFolders.exists(target) else { return }
            guard FileTree.isFolder(target) else { throw OutputError.foreign(path: target) }
        }
        for file in try FileTree.files(below: target) {
            let place = "\(target)/\(file)"
            switch origin(file) {
            case .foreign: throw OutputError.foreign(path: place)
            case .program:
                guard FileTree.isRegularFile(place) else { throw OutputError.foreign(path: place) }
            case .hash(let hash):
                guard FileTree.isRegularFile(place),
                    FolderManifest.hash(try FileTree.contents(of: place)) == hash
                else { throw OutputError.edited(path: place) }
            }
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
