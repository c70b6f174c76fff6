import Encoder
import Files
import Foundation

/// Keeps the hashes of weights between runs: hashing takes longer than all else that a short run does.
///
/// A hash counts for as long as the system says that the files are the same: device, inode, size, and the
/// times of the last change to content and to the file itself, which no program can set back. Files that
/// changed moments ago are always hashed, since another change may fall into the same tick of the clock. The
/// cache only saves time: what cannot be read is hashed anew, and what cannot be written is not kept.
package struct WeightsHashCache: Sendable, Equatable {
    /// The folder of the files; it is created when it is needed.
    let directory: String
    /// Clocks of file systems tick every few hundredths of a second, some every two seconds.
    private let shortestAge: Int

    init(directory: String) { self.init(directory: directory, shortestAge: 3) }

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
        guard let stamp = Self.stamp(of: paths) else { return try WeightsHash.ofModel(in: model) }
        let path = "\(directory)/weights-\(ContentHash.hex(paths, length: 32)).txt"
        if let known = Self.hash(in: path, after: stamp.text) { return known }
        let begin = time(nil)
        let hash = try WeightsHash.ofModel(in: model)
        // Unless they changed meanwhile.
        if stamp.changed <= begin - shortestAge, Self.stamp(of: paths)?.text == stamp.text {
            try? UserCache.write(Array((stamp.text + hash + "\n").utf8), to: path)
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

    /// What the system says of files, and when the last of them changed; `nil` if one is not there.
    private static func stamp(of paths: [String]) -> (text: String, changed: Int)? {
        var text = schema + "\n"
        var changed = Int.min
        for path in paths {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            let content = status.st_mtim
            let file = status.st_ctim
            text +=
                "\(path)\t\(status.st_dev)\t\(status.st_ino)\t\(status.st_size)"
                + "\t\(content.tv_sec).\(content.tv_nsec)\t\(file.tv_sec).\(file.tv_nsec)\n"
            changed = max(changed, content.tv_sec, file.tv_sec)
        }
        return (text, changed)
    }
}
