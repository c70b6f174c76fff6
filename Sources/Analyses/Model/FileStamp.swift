import Foundation

/// What the system says of files, by which their content is known again without reading it: device, inode, size,
/// and the times of the last change to content and to the file itself, which no program can set back.
struct FileStamp: Equatable {
    /// A line for each file.
    let text: String
    /// When the last of them changed, in seconds.
    private let changed: Int

    /// So many seconds ago files must have changed before their stamp tells them from what they are after another
    /// change: clocks of file systems tick every few hundredths of a second, some every two seconds.
    static let shortestAge = 3

    /// - Returns: `nil` if one of the files is not there.
    init?(of paths: [String]) {
        var text = ""
        var changed = Int.min
        for path in paths {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            let content = status.st_mtim
            let file = status.st_ctim
            text +=
                "\(path)\t\(status.st_dev)\t\(status.st_ino)\t\(status.st_size)"
                + "\t\(content.tv_sec).\(content.tv_nsec)\t\(file.tv_sec).\(file.tv_nsec)\n"
            changed = max(changed, content.tv_sec, file.tv_sec)
        }
        self.text = text
        self.changed = changed
    }

    /// Whether a further change would have had another stamp.
    func isOld(at time: Int, shortestAge: Int) -> Bool { changed <= time - shortestAge }
}
