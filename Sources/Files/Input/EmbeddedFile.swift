internal import CEmbeddedFiles

/// A text file of this package that is part of the binary: a template, a script, a list of words.
package enum EmbeddedFile {
    /// - Parameter name: without a folder: `pair.mustache`. It has to be one of the files that `CEmbeddedFiles.c` names.
    package static func bytes(_ name: String) -> [UInt8] {
        guard let file = embedded_file_named(name) else {
            preconditionFailure("\(name): CEmbeddedFiles.c names no such file")
        }
        return Array(UnsafeBufferPointer(start: file.pointee.bytes, count: file.pointee.count))
    }

    /// The same as text; see `bytes(_:)`.
    package static func text(_ name: String) -> String {
        String(decoding: bytes(name), as: UTF8.self)
    }
}
