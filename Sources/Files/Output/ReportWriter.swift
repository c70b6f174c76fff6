import Encoder
import Foundation
import Synchronization

/// Puts files into a folder that is the caller's own, in place of those of the same names.
///
/// Each file is written to a temporary name beside its target and then renamed, so a reader finds
/// the old file or the new one and never half of one. All files are written before the first is
/// renamed: a full disk leaves an earlier report as it was.
///
/// ```swift
/// let writer = ReportWriter(directory: "out/bank")
/// try writer.probe()                // before the model loads
/// try writer.write(report.files())  // after the work is done
/// ```
package final class ReportWriter: Sendable {
    /// Where the files go, as given.
    package let directory: String

    private struct State {
        /// Directories that this writer made.
        var created = CreatedFolders()
        var hasWritten = false
    }
    private let state = Mutex(State())

    /// Touches nothing yet.
    package init(directory: String) {
        self.directory = directory.isEmpty ? "." : directory
    }

    /// Makes the directory, with parents, and checks that a file can be created in it.
    ///
    /// Called before the slow work, so that an unwritable place is found at once.
    ///
    /// - Throws: `OutputError.cannotCreate`; the directories made on the way are gone again.
    package func probe() throws {
        try state.withLock { state in
            let before = state.created.count
            do {
                try state.created.make(directory)
                try TemporaryFile(beside: directory + "/index.html").cancel()
            } catch {
                state.created.removeEmpty(downTo: before)
                throw error
            }
        }
    }

    /// Writes all files, or none if one of them cannot be written.
    ///
    /// Renames happen in the order given: list the page that links to the others last.
    ///
    /// - Throws: `OutputError`. Temporary files are gone, and so are the directories that this
    ///   writer made if they are empty. If a rename itself fails, the files renamed before it are
    ///   complete and stay.
    ///
    /// - Parameter streams: files that are made while they are written; they get their names first.
    package func write(_ files: [OutputFile], streams: [StreamedFile] = []) throws {
        let paths = streams.map { OutputFile(path: $0.path, bytes: []) } + files
        let targets = try Self.targets(of: paths, in: directory)
        try state.withLock { state in
            var staged: [TemporaryFile] = []
            do {
                try state.created.make(directory)
                func stage(_ target: String) throws -> TemporaryFile {
                    try state.created.make(FilePath.parent(of: target))
                    let temporary = try TemporaryFile(beside: target)
                    staged.append(temporary)
                    return temporary
                }
                for (stream, target) in zip(streams, targets) {
                    try stage(target).write(stream.make)
                }
                for (file, target) in zip(files, targets.dropFirst(streams.count)) {
                    try stage(target).write(file.bytes)
                }
                for temporary in staged {
                    try temporary.commit()
                    state.hasWritten = true
                }
            } catch {
                for temporary in staged { temporary.discard() }
                state.created.removeEmpty()
                throw error
            }
        }
    }

    /// Removes the directories that this writer made, unless it has written a file since.
    ///
    /// For a run that fails after `probe()`: it leaves no empty directories behind.
    package func rollBack() {
        state.withLock { state in
            guard !state.hasWritten else { return }
            state.created.removeEmpty()
        }
    }
}

extension ReportWriter {
    private static func targets(of files: [OutputFile], in directory: String) throws -> [String] {
        var seen: Set<[UInt8]> = []
        return try files.map { file in
            let components = try file.components()
            guard seen.insert(Array(file.path.utf8)).inserted else {
                throw OutputError.duplicatePath(file.path)
            }
            return ([directory] + components).joined(separator: "/")
        }
    }
}
