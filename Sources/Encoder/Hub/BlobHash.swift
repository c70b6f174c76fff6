import Foundation
import Hashing

/// What a server's `ETag` says of a file's content, by which a download is named in the cache and checked.
///
/// The hub gives the SHA-256 of a large file (one in Git LFS), else the SHA-1 that Git gives a blob. Mirrors
/// also send the SHA-1 or the MD5 of the content, or a tag that means nothing to others.
enum BlobHash: Sendable, Equatable {
    case sha256(String)
    /// Git's hash of a blob or, from some mirrors, that of the content.
    case sha1(String)
    case md5(String)
    /// No hash that is known; only the file's size can be compared.
    case opaque(String)

    /// Reads an `ETag`, in quotes or not, perhaps marked as weak.
    /// - Returns: `nil` for an empty one.
    init?(etag: String) {
        var text = etag[...]
        if text.hasPrefix("W/") { text = text.dropFirst(2) }
        let tag = text.trimmingCharacters(in: ["\""])
        guard !tag.isEmpty else { return nil }
        let hash = tag.lowercased()
        switch hash.isLowercaseHex ? hash.utf8.count : 0 {
        case 64: self = .sha256(hash)
        case 40: self = .sha1(hash)
        case 32: self = .md5(hash)
        default: self = .opaque(tag)
        }
    }

    /// The blob's name in the cache: the tag, as Hugging Face's tools have it, where it can be a file's name.
    var text: String {
        switch self {
        case .sha256(let text), .sha1(let text), .md5(let text): return text
        case .opaque(let tag):
            let isName =
                tag.utf8.count <= 200 && tag.utf8.allSatisfy(\.isHubNameByte)
                && !tag.hasPrefix(".") && !tag.contains("..") && !tag.hasSuffix(".incomplete")
            return isName ? tag : "etag-" + SHA256.hash(data: Array(tag.utf8)).hexadecimal
        }
    }

    /// Compares a file with the hash.
    /// - Returns: the file's own hash where it is another; `nil` where it is the same, or nothing can be
    ///   compared.
    /// - Complexity: reads the whole file, in pieces.
    func difference(from path: String) throws(SystemError) -> String? {
        switch self {
        case .sha256(let expected):
            let found = try Self.digest(of: OpenFile(path), SHA256())
            return found == expected ? nil : found
        case .md5(let expected):
            let found = try Self.digest(of: OpenFile(path), MD5())
            return found == expected ? nil : found
        case .sha1(let expected):
            // Git hashes a blob with its kind and length before it.
            let file = try OpenFile(path)
            var hash = SHA1()
            hash.update(data: Data("blob \(file.size)\0".utf8))
            let found = try Self.digest(of: file, hash)
            if found == expected { return nil }
            return try Self.digest(of: OpenFile(path), SHA1()) == expected ? nil : found
        case .opaque: return nil
        }
    }

    private static func digest(
        of file: OpenFile, _ hash: some HashFunction
    ) throws(SystemError) -> String {
        var hash = hash
        while let piece = try file.next() { hash.update(bufferPointer: piece) }
        return hash.finalize().hexadecimal
    }
}
