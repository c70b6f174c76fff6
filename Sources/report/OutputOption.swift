import ArgumentParser
import Encoder

/// What `-o` and its relatives may say.
enum OutputOption {
    /// - Throws: `ValidationError` for what can be no file's name.
    static func validate(_ file: String) throws {
        guard FilePath.mayBeFile(file) else {
            throw ValidationError("-o takes the name of a file, not \"\(file)\"")
        }
    }

    /// - Throws: `ValidationError` for an empty text, which would be the root of the file system with
    ///   a name behind it.
    static func validate(folder: String) throws {
        if folder.isEmpty {
            throw ValidationError(
                "expected the name of a folder, found an empty one")
        }
    }
}
