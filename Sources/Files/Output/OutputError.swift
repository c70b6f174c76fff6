import Foundation

/// Why a report could not be put on disk.
package enum OutputError: Error, Equatable, CustomStringConvertible {
    /// A directory or file could not be made at all (`EX_CANTCREAT`, exit code 73).
    case cannotCreate(path: String, code: Int32)
    /// A file was begun and could not be finished (`EX_IOERR`, exit code 74).
    case writeFailed(path: String, code: Int32)
    /// What stands at a file's place cannot be a file.
    case notAFile(path: String, kind: String)
    /// A file that no run of this program wrote stands where one is to be written.
    case foreign(path: String)
    /// The folder of a batch to be holds a report.
    case holdsReport(folder: String)
    /// A file of a report is not what was written.
    case edited(path: String)
    /// A file that says whether others may be replaced cannot be read.
    case unreadable(path: String, code: Int32)
    /// The record of a report's folder is damaged, or something else.
    case unknownManifest(path: String)
    /// The command reads the file that it is to write.
    case replacesInput(path: String)
    /// Arrays that need several files, which a pipe or device cannot be.
    case needsFiles(path: String)
    /// A file for what does not fit into memory could not be made, written or read (`EX_IOERR`, too).
    case scratch(folder: String, code: Int32)
    /// Standard output takes no more (`EX_IOERR`, too).
    case standardOutput(code: Int32)
    /// A file of the report would lie outside of its directory: a mistake of the program.
    case invalidPath(String)
    /// Two files of the report have the same path: a mistake of the program.
    case duplicatePath(String)

    package var description: String {
        switch self {
        case .cannotCreate(let path, let code):
            "cannot create \(path): \(Self.text(code)); \(Self.advice(code))"
        case .writeFailed(let path, let code):
            "cannot write \(path): \(Self.text(code)); \(Self.advice(code))"
        case .notAFile(let path, let kind):
            "cannot write \(path): it is \(kind); choose another place with -o"
        case .foreign(let path):
            "\(path) is in the way, and this program did not write it; move it, or choose another "
                + "directory with -o"
        case .holdsReport(let folder):
            "\(folder) holds a report; choose another directory with -o"
        case .edited(let path):
            "\(path) was changed after it was written; move it if you want to keep it, delete it if "
                + "not, or choose another directory with -o"
        case .unreadable(let path, let code):
            "cannot read \(path), which records what may be replaced: \(Self.text(code)); make it "
                + "readable, or choose another directory with -o"
        case .unknownManifest(let path):
            "\(path) is damaged, or was not written by this program: it does not say "
                + "which report the folder "
                + "holds; move the folder, or choose another directory with -o"
        case .replacesInput(let path):
            "\(path) is an input of this command and would be replaced; name another output file"
        case .needsFiles(let path):
            "cannot write \(path): so many arrays need several files; name a regular file with -o"
        case .scratch(let folder, let code):
            "cannot use a temporary file in \(folder): \(Self.text(code)); free some space there, or name "
                + "another folder in the environment's TMPDIR"
        case .standardOutput(let code):
            "cannot write to standard output: \(Self.text(code))"
        case .invalidPath(let path):
            "not a path inside the output directory: \"\(path)\""
        case .duplicatePath(let path):
            "two files of the report have the path \"\(path)\""
        }
    }

    private static func text(_ code: Int32) -> String { String(cString: strerror(code)) }

    private static func advice(_ code: Int32) -> String {
        switch code {
        case EACCES, EPERM: "choose a directory that you may write to with -o"
        case EROFS: "the file system is read-only; choose another directory with -o"
        case ENOSPC, EDQUOT: "free some space or choose another directory with -o"
        case ENOTDIR, EEXIST: "part of the path is a file; choose another directory with -o"
        case EISDIR: "a directory is in the way; move it or choose another one with -o"
        case ENAMETOOLONG: "choose a shorter path with -o"
        default: "choose another directory with -o"
        }
    }
}
