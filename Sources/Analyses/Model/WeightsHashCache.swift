import Encoder
import Files
import Foundation

/// Keeps the hashes of weights between runs: hashing takes longer than all else that a short run does.
///
/// A hash counts for as long as the system says that the files are the same (`FileStamp`). The cache only saves time:
/// what cannot be read is hashed anew, and what cannot be written is not kept.
package struct WeightsHashCache: Sendable, Equatable {
    /// The folder of the files; it is created when it is needed.
    let directory: String
    private let shortestAge: Int

    init(directory: String) { self.init(directory: directory, shortestAge: FileStamp.shortestAge) }

    /// - Parameter shortestAge: how many seconds ago files must have changed for their hash to be kept.
    init(directory: String, shortestAge: Int) {
        self.directory = directory
        self.shortestAge = shortestAge
    }

    /// The folder that the environment names, which is that of `BaselineCache`.
    package init(environment: [String: String]) {
        self.init(directory: UserCache.directory(environment: environment))
    }

    /// A change of what is hashed gets a new number.
    private static let schema = "attention-report/weights/1"

    /// The SHA-256 of a model's weights in lower-case hexadecimal.
    /// - Throws: what reading the weights throws.
    func hash(ofModelIn model: String) throws -> String {
        let paths = try WeightFiles.paths(in: model)
        guard let stamp = FileStamp(of: paths) else { return try WeightsHash.ofModel(in: model) }
        let text = Self.schema + "\n" + stamp.text
        let path = "\(directory)/weights-\(ContentHash.hex(paths, length: 32)).txt"
        if let known = Self.hash(in: path, after: text) { return known }
        let begin = Int(time(nil))
        let hash = try WeightsHash.ofModel(in: model)
        if stamp.isOld(at: begin, shortestAge: shortestAge), FileStamp(of: paths) == stamp {
            try? UserCache.write(Array((text + hash + "\n").utf8), to: path)
        }
        return hash
    }

    /// The hash that a file holds behind what it says of the weights.
    private static func hash(in path: String, after stamp: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path), data.starts(with: stamp.utf8)
        else { return nil }
        let rest = data.dropFirst(stamp.utf8.count)
        guard rest.count == 65, rest.last == UInt8(ascii: "\n") else { return nil }
        let hash = String(decoding: rest.dropLast(), as: UTF8.self)
        return hash.utf8.allSatisfy {
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
                || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
        } ? hash : nil
    }
}
