import Encoder
import Foundation
import Synchronization

/// Puts a report into a folder of its own.
///
/// The folder says in `.report.json` which report it holds and which files were written. The same
/// report is renewed there: files that it no longer has are removed. Another report of that name goes
/// to the folder `NAME-2`, `NAME-3` and so on, and is renewed there from then on. A file that this
/// program did not write, or that was changed since, is never touched: it is an error where it is in
/// the way, and stays where it is not.
///
/// ```swift
/// let folder = ReportFolder(in: "out", name: "bank")
/// try folder.probe(identity)                                // before the model loads
/// let place = try folder.write(report.files(), of: identity)  // "out/bank"
/// ```
package final class ReportFolder: Sendable {
    /// The folder that a report has if no other report is there.
    package let usualPath: String
    private let directory: String
    private let name: String
    private let state = Mutex(CreatedFolders())

    /// Touches nothing yet.
    /// - Parameters:
    ///   - directory: the folder that the report's is made in.
    ///   - name: the name of the report's folder: one component of a path.
    package init(in directory: String, name: String) {
        self.directory = directory
        self.name = name
        usualPath = FilePath.join(directory, name)
    }

    /// Makes the directory, with parents, and checks that the report can be written: that a file can
    /// be created, and that none is in the way.
    ///
    /// Called before the slow work; `write` checks again.
    /// - Parameters:
    ///   - identity: `nil` where it is not known yet.
    ///   - files: some of the files that the report will have.
    /// - Throws: `OutputError`; the directories made on the way are gone again.
    package func probe(_ identity: ReportIdentity?, files: [String] = ["index.html"]) throws {
        try state.withLock { created in
            let before = created.count
            do {
                try created.make(directory)
                var place = directory
                if let identity {
                    let folder = try choose(identity, files).path
                    if CreatedFolders.exists(folder) { place = folder }
                }
                try TemporaryFile(beside: FilePath.join(place, FolderManifest.name)).cancel()
            } catch {
                created.removeEmpty(downTo: before)
                throw error
            }
        }
    }

    /// Writes all files, or none if one of them cannot be written.
    ///
    /// Files get their names in the order given: list the page that links to the others last. A run
    /// that is killed on the way leaves a folder that the next one completes.
    /// - Parameter streams: files that are made while they are written; they get their names first.
    /// - Returns: the folder that the report is in.
    /// - Throws: `OutputError`. Nothing has changed then, unless a rename itself fails.
    @discardableResult
    package func write(
        _ files: [OutputFile], streams: [StreamedFile] = [], of identity: ReportIdentity
    ) throws -> String {
        let paths = streams.map(\.path) + files.map(\.path)
        try Self.check(paths)
        return try state.withLock { created in
            do {
                try created.make(directory)
                let lock = try FolderLock(directory)
                defer { withExtendedLifetime(lock) {} }
                let place = try choose(identity, paths)
                try created.make(place.path)
                let renewal = try FolderRenewal(
                    of: identity, in: place.path, after: place.earlier)
                defer { renewal.discard() }
                for stream in streams { try renewal.add(stream) }
                for file in files { try renewal.add(file) }
                try renewal.commit()
                return place.path
            } catch {
                created.removeEmpty()
                throw error
            }
        }
    }

    /// Removes the directories that were made and have nothing in them.
    package func rollBack() { state.withLock { $0.removeEmpty() } }

    private static func check(_ paths: [String]) throws {
        var seen: Set<[UInt8]> = [Array(FolderManifest.name.utf8)]
        for path in paths where !seen.insert(Array(path.utf8)).inserted {
            throw OutputError.duplicatePath(path)
        }
    }
}

// MARK: - Choosing

extension ReportFolder {
    private struct Place {
        var path: String
        /// What an earlier run of the same report has left.
        var earlier: FolderManifest?
    }

    /// Where a report belongs.
    /// - Throws: `OutputError` where that cannot be, or a file is in the way.
    private func choose(_ identity: ReportIdentity, _ paths: [String]) throws -> Place {
        for number in numbersInUse() {
            let folder = path(number)
            if let manifest = try manifest(in: folder, number), manifest.report == identity {
                if let file = try manifest.editedFile(in: folder) {
                    throw OutputError.edited(path: "\(folder)/\(file)")
                }
                if let file = foreignFile(in: folder, paths, manifest) {
                    throw OutputError.foreign(path: file)
                }
                return Place(path: folder, earlier: manifest)
            }
        }
        var number = 1
        while true {
            let folder = path(number)
            let isBatches =
                FolderManifest.batchFolders.contains(FilePath.name(of: folder))
                && FolderManifest.isBatch(directory)
            guard CreatedFolders.exists(folder) || isBatches else { return Place(path: folder) }
            let isOthers =
                try isBatches || manifest(in: folder, number) != nil
                || FolderManifest.isBatch(folder)
            if !isOthers {
                let inTheWay =
                    CreatedFolders.isDirectory(folder) ? foreignFile(in: folder, paths) : folder
                guard let inTheWay else { return Place(path: folder) }
                // Only the first name is the user's.
                if number == 1 { throw OutputError.foreign(path: inTheWay) }
            }
            number += 1
        }
    }

    /// The manifest of a folder; one that says nothing is an error in the user's own folder alone.
    private func manifest(in folder: String, _ number: Int) throws -> FolderManifest? {
        do throws(OutputError) {
            return try FolderManifest.found(in: folder)
        } catch {
            if number > 1, case .unknownManifest = error { return nil }
            throw error
        }
    }

    private func path(_ number: Int) -> String {
        number == 1 ? usualPath : "\(usualPath)-\(number)"
    }

    /// The numbers of the folders that there are, in order.
    private func numbersInUse() -> [Int] {
        let names = (try? FileTree.names(in: directory)) ?? []
        return names.compactMap { other in
            if other == name { return 1 }
            guard other.hasPrefix(name + "-"), let number = Int(other.dropFirst(name.count + 1)),
                number > 1, other == "\(name)-\(number)"
            else { return nil }
            return number
        }.sorted()
    }

    /// The first file that is to be written, is there, and was not written by an earlier run.
    private func foreignFile(
        in folder: String, _ paths: [String], _ manifest: FolderManifest? = nil
    ) -> String? {
        let own = manifest.map { _ in [FolderManifest.name] } ?? []
        return (paths + [FolderManifest.name])
            .filter { !own.contains($0) && manifest?.files[$0] == nil }
            .map { "\(folder)/\($0)" }
            .first(where: CreatedFolders.exists)
    }
}
