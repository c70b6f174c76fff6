import Foundation

/// Puts whole folders in place: one exists with all its files or not at all.
///
/// The files are written below a staging folder of the same file system, which then gets its name
/// by a single rename.
struct FolderWriter: Sendable {
    /// Where everything goes.
    let directory: String

    private static let stagingName = ".staging"
    private var staging: String { "\(directory)/\(Self.stagingName)" }

    /// Makes the staging folder, free of what a run that was killed has left.
    /// - Throws: `OutputError.cannotCreate`.
    func prepare() throws {
        removeStaging()
        guard mkdir(staging, 0o777) == 0 else {
            throw OutputError.cannotCreate(path: staging, code: errno)
        }
    }

    /// Removes the staging folder and what is in it.
    func removeStaging() { remove(staging) }

    /// Writes a folder, in place of what has its name.
    ///
    /// - Parameter path: the folder's path below `directory`; no two threads write the same.
    /// - Throws: `OutputError`; the folder is then as it was.
    func write(_ files: [OutputFile], to path: String) throws {
        let components = try OutputFile(path: path, bytes: []).components()
        let stage = "\(staging)/\(components.joined(separator: "+"))"
        remove(stage)
        do {
            try make(stage)
            var made: Set<String> = []
            for file in files {
                let parts = try file.components()
                for count in 1..<parts.count {
                    let folder = parts[..<count].joined(separator: "/")
                    if made.insert(folder).inserted { try make("\(stage)/\(folder)") }
                }
                try write(file.bytes, to: "\(stage)/\(file.path)", for: "\(directory)/\(path)")
            }
            try commit(stage, as: components)
        } catch {
            remove(stage)
            throw error
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
        guard errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR else {
            throw OutputError.writeFailed(path: target, code: errno)
        }
        let old = stage + ".old"
        remove(old)
        guard rename(target, old) == 0, rename(stage, target) == 0 else {
            throw OutputError.writeFailed(path: target, code: errno)
        }
        remove(old)
    }

    private func make(_ path: String) throws {
        guard mkdir(path, 0o777) == 0 else {
            throw OutputError.cannotCreate(path: path, code: errno)
        }
    }

    private func write(_ bytes: [UInt8], to path: String, for target: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw OutputError.cannotCreate(path: target, code: errno) }
        try TemporaryFile(path: path, target: target, descriptor: descriptor).write(bytes)
    }

    private func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }
}
