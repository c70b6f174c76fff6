/// A finished file, still in memory: where it goes below the output directory, and its bytes.
package struct OutputFile: Equatable, Sendable {
    /// Relative, with `/` between the components, for example `figures/similarity.svg`.
    package var path: String
    package var bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// The components of `path`.
    ///
    /// - Throws: `OutputError.invalidPath` for anything that could leave the directory: an
    ///   absolute path, an empty component, `.`, `..`, or a NUL.
    package func components() throws -> [String] {
        // Bytes, not characters: a separator followed by a combining mark is one character.
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let components = parts.map { String(Substring($0)) }
        for component in components {
            let isUnsafe =
                component.isEmpty || component == "." || component == ".."
                || component.utf8.contains(0)
            if isUnsafe { throw OutputError.invalidPath(path) }
        }
        return components
    }
}

/// A file too large to be held in memory: where it goes, and what makes it.
package struct StreamedFile: Sendable {
    /// As that of an `OutputFile`.
    package var path: String
    /// Hands over the file in parts, from its first byte to its last.
    package var make: @Sendable (_ part: ([UInt8]) throws -> Void) throws -> Void

    package init(
        path: String, make: @escaping @Sendable (_ part: ([UInt8]) throws -> Void) throws -> Void
    ) {
        self.path = path
        self.make = make
    }
}
