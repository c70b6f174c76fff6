import Encoder
import Hashing

/// The SHA-256 by which a report names the weights that it used.
enum WeightsHash {
    /// The hash of a model's weight file in lower-case hexadecimal; of several files, that of their
    /// bytes one after the other.
    ///
    /// The files are read, not mapped: pages of a mapping would stay in the process's memory.
    static func ofModel(in directory: String) throws -> String {
        var hash = SHA256()
        for path in try WeightFiles.paths(in: directory) {
            let file = try OpenFile(path)
            while let piece = try file.next() { hash.update(bufferPointer: piece) }
        }
        return hash.finalize().hexadecimal
    }
}
