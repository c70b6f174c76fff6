import Foundation
import Synchronization

/// Puts the files of a report on disk: the only part of the package that does.
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
public final class ReportWriter: Sendable {
    /// Where the files go, as given.
    public let directory: String

    private struct State {
        /// Directories that this writer made, parents first.
        var created: [String] = []
        var hasWritten = false
    }
    private let state = Mutex(State())

    /// Touches nothing yet.
    public init(directory: String) {
        self.directory = directory.isEmpty ? "." : directory
    }

    /// Makes the directory, with parents, and checks that a file can be created in it.
    ///
    /// Called before the slow work, so that an unwritable place is found at once.
    ///
    /// - Throws: `OutputError.cannotCreate`; the directories made on the way are gone again.
    public func probe() throws {
        try state.withLock { state in
            let before = state.created.count
            do {
                try Self.makeDirectories(directory, created: &state.created)
                let file = try TemporaryFile(beside: directory + "/index.html")
                defer { file.discard() }
                try file.write([])
            } catch {
                Self.removeCreated(&state.created, downTo: before)
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
    public func write(_ files: [OutputFile], streams: [StreamedFile] = []) throws {
        let paths = streams.map { OutputFile(path: $0.path, bytes: []) } + files
        let targets = try Self.targets(of: paths, in: directory)
        try state.withLock { state in
            var staged: [TemporaryFile] = []
            do {
                try Self.makeDirectories(directory, created: &state.created)
                func stage(_ target: String) throws -> TemporaryFile {
                    try Self.makeDirectories(Self.parent(of: target), created: &state.created)
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
                Self.removeCreated(&state.created, downTo: 0)
                throw error
            }
        }
    }

    /// Removes the directories that this writer made, unless it has written a file since.
    ///
    /// For a run that fails after `probe()`: it leaves no empty directories behind.
    public func rollBack() {
        state.withLock { state in
            guard !state.hasWritten else { return }
            Self.removeCreated(&state.created, downTo: 0)
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

    private static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// `mkdir -p`, remembering what was new.
    ///
    /// Writers side by side may share a parent, and one that fails removes it when it is empty:
    /// a parent that disappears is made again.
    private static func makeDirectories(_ path: String, created: inout [String]) throws {
        // Every prefix that ends before a slash, then the whole path.
        let slash = UInt8(ascii: "/")
        let ends = path.utf8.indices.filter { path.utf8[$0] == slash && $0 != path.startIndex }
        let prefixes = (ends + [path.endIndex]).map { String(path[..<$0]) }
            .filter { $0.utf8.last != slash }
        var attempts = 10
        var next = 0
        while next < prefixes.count {
            let prefix = prefixes[next]
            next += 1
            if mkdir(prefix, 0o777) == 0 {
                created.append(prefix)
                continue
            }
            let code = errno
            // Parents above one's own may refuse with other codes although they exist.
            guard !isDirectory(prefix) else { continue }
            let mayHaveDisappeared = code == ENOENT || code == EEXIST
            guard mayHaveDisappeared, attempts > 0, !exists(prefix) else {
                throw OutputError.cannotCreate(path: prefix, code: code)
            }
            attempts -= 1
            next = 0
        }
    }

    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Removes from the innermost outwards; a directory with something in it stays.
    private static func removeCreated(_ created: inout [String], downTo count: Int) {
        var kept: [String] = []
        while created.count > count {
            let path = created.removeLast()
            if rmdir(path) != 0 { kept.append(path) }
        }
        created += kept.reversed()
    }
}
