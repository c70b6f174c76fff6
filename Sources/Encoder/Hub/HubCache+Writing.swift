import Foundation

extension HubCache {
    /// Makes the folder that a file is to stand in.
    func makeFolder(of path: String) throws {
        let folder = FilePath.parent(of: path)
        if mkdir(folder, 0o777) == 0 || errno == EEXIST { return }
        let code = errno
        guard code == ENOENT, folder != path else {
            throw SystemError(path: folder, operation: "make the folder", code: code)
        }
        try makeFolder(of: folder)
        guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
            throw SystemError(path: folder, operation: "make the folder", code: errno)
        }
    }

    /// Lets a snapshot's file be a blob, through a relative link: the cache can be moved as a whole.
    func link(_ file: String, in commit: String, of id: HubID, to hash: BlobHash) throws {
        let path = "\(snapshotDirectory(of: id, commit: commit))/\(file)"
        let target = "../../blobs/\(hash.text)"
        if (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == target { return }
        try makeFolder(of: path)
        try replace(path, operation: "link") { symlink(target, $0) }
    }

    /// Notes the commit that a branch or tag stands for; a commit needs no note.
    func setReference(_ revision: String, of id: HubID, to commit: String) throws {
        if revision == commit { return }
        let path = "\(modelDirectory(of: id))/refs/\(revision)"
        if FileManager.default.contents(atPath: path) == Data(commit.utf8) { return }
        try makeFolder(of: path)
        try replace(path, operation: "write") { temporary in
            let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { return -1 }
            let text = Array(commit.utf8)
            let count = write(descriptor, text, text.count)
            if count >= 0, count < text.count { errno = ENOSPC }
            let code = errno
            let isClosed = close(descriptor) == 0
            if count < text.count { errno = code }
            return count == text.count && isClosed ? 0 : -1
        }
    }

    /// Makes a file under a temporary name beside its own, then renames it: nobody sees half of it.
    private func replace(_ path: String, operation: String, _ make: (String) -> Int32) throws {
        let temporary = "\(path).\(UUID().uuidString.prefix(8).lowercased()).tmp"
        guard make(temporary) == 0, rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw SystemError(path: path, operation: operation, code: code)
        }
    }
}
