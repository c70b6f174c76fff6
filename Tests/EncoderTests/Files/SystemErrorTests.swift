import Foundation
import Testing

@testable import Encoder

@Suite struct SystemErrorTests {
    @Test(arguments: [
        (
            ENOENT,
            "No such file or directory; if it was removed or renamed in the meantime, run "
                + "the command again"
        ),
        (EACCES, "Permission denied; check who may read and write it"),
        (ENOSPC, "No space left on device; free some space"),
        (EROFS, "Read-only file system; the file system is read-only: choose another place"),
        (EMFILE, "Too many open files; too many files are open: raise the limit (ulimit -n)"),
        (EIO, "Input/output error; check the disk or the network drive"),
        (EINVAL, "Invalid argument; check the path and its file system"),
    ])
    func tellsWhatAndWhyAndWhatToDo(_ code: Int32, _ reason: String) {
        #expect(
            SystemError(path: "/m/f", operation: "open", code: code).description
                == "cannot open /m/f: \(reason)")
    }
}
