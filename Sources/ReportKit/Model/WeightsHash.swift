import Crypto
import Encoder
import Foundation

/// The SHA-256 by which a report names the weights that it used.
enum WeightsHash {
    /// The hash of a model's weight file in lower-case hexadecimal; of several files, that of their
    /// bytes one after the other.
    static func ofModel(in directory: String) throws -> String {
        var hash = SHA256()
        for path in try WeightFiles.paths(in: directory) {
            // Read, not mapped: pages of a mapping would stay in the process's memory.
            guard let file = FileHandle(forReadingAtPath: path) else {
                throw ModelError.missingFile(path: path)
            }
            defer { try? file.close() }
            while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty {
                hash.update(data: chunk)
            }
        }
        return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            .joined()
    }
}
