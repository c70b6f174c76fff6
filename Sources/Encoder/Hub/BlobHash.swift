import Foundation
import Hashing

/// The hash by which the hub names a file's content, and with which a download is checked: SHA-256
/// for large files (those in Git LFS), else the SHA-1 that Git gives a blob.
enum BlobHash: Sendable, Equatable {
    case sha256(String)
    case gitSHA1(String)

    /// Reads an `ETag`: a hash in hexadecimal, in quotes or not, perhaps marked as weak.
    /// - Returns: `nil` for an `ETag` that is no such hash.
    init?(etag: String) {
        var text = etag[...]
        if text.hasPrefix("W/") { text = text.dropFirst(2) }
        let hash = text.trimmingCharacters(in: ["\""]).lowercased()
        guard hash.isLowercaseHex else { return nil }
        switch hash.utf8.count {
        case 64: self = .sha256(hash)
        case 40: self = .gitSHA1(hash)
        default: return nil
        }
    }

    /// The hash in lower-case hexadecimal: the blob's name in the cache.
    var text: String {
        switch self {
        case .sha256(let text), .gitSHA1(let text): text
        }
    }

    /// The same kind of hash of a file.
    /// - Complexity: reads the whole file, in pieces.
    func ofFile(_ path: String) throws(SystemError) -> String {
        let file = try OpenFile(path)
        switch self {
        case .sha256:
            return try Self.digest(of: file, SHA256())
        case .gitSHA1:
            // Git hashes a blob with its kind and length before it.
            var hash = SHA1()
            hash.update(data: Data("blob \(file.size)\0".utf8))
            return try Self.digest(of: file, hash)
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
