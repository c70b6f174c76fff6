import Encoder
import Files
import Foundation

/// Keeps packed weights between runs, for those that encode a few sentences: packing takes longer than all else
/// that they do.
///
/// A file counts for as long as the model's own files are the same (`FileStamp`). All files together have a limit;
/// those that were used least recently make room. The cache only saves time: what cannot be read is packed anew, and
/// what cannot be written is not kept.
package struct PackedWeightsCache: Sendable, Equatable {
    /// The folder of the files; it is created when it is needed.
    let directory: String
    /// The largest size of all files together, in bytes.
    private let limit: Int
    private let shortestAge: Int

    /// The size of the layers of three models like BERT.
    private static let usualLimit = 1 << 30

    init(directory: String, limit: Int = usualLimit, shortestAge: Int = FileStamp.shortestAge) {
        self.directory = directory
        self.limit = limit
        self.shortestAge = shortestAge
    }

    /// The folder that the environment names, which is that of `BaselineCache`.
    package init(environment: [String: String]) {
        self.init(directory: UserCache.directory(environment: environment))
    }

    private static let prefix = "packed-"
    private static let ending = ".safetensors"

    /// Where the weights of a model's files are kept.
    fileprivate struct Place {
        let path: String
        let source: String
        private let files: [String]
        private let stamp: FileStamp
        private let time: Int

        /// - Returns: `nil` if a file is not there, of which loading the model tells.
        init?(ofModelIn model: String, in directory: String) {
            guard let files = try? WeightFiles.paths(in: model) else { return nil }
            self.files = files
            guard let stamp = FileStamp(of: files) else { return nil }
            self.stamp = stamp
            time = Int(Foundation.time(nil))
            source = ContentHash.hex(of: stamp.text.utf8)
            path = "\(directory)/\(prefix)\(ContentHash.hex(files, length: 32))\(ending)"
        }

        /// Whether what was read from the files since is what their stamp stands for.
        func isCertain(shortestAge: Int) -> Bool {
            stamp.isOld(at: time, shortestAge: shortestAge) && FileStamp(of: files) == stamp
        }
    }

    fileprivate func weights(at place: Place) -> PackedWeights? {
        guard let kept = PackedWeights(path: place.path, source: place.source) else { return nil }
        // When it was used last.
        utimes(place.path, nil)
        return kept
    }

    /// Writes what a model has packed, if that is possible.
    fileprivate func keep(_ model: EncoderModel, at place: Place) {
        let size = model.packedByteCount
        guard size > 0, size <= limit, place.isCertain(shortestAge: shortestAge) else { return }
        // What is there under this name is of no use any more.
        unlink(place.path)
        makeRoom(for: size)
        try? FileWriter(path: place.path).writeDurably { append in
            try PackedWeights.write(model, source: place.source, append: append)
        }
    }

    /// Removes the files that were used least recently.
    private func makeRoom(for size: Int) {
        var files: [(path: String, size: Int, used: timespec)] = []
        for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        where name.hasPrefix(Self.prefix) && name.hasSuffix(Self.ending) {
            var status = stat()
            let path = "\(directory)/\(name)"
            guard stat(path, &status) == 0 else { continue }
            files.append((path, Int(status.st_size), status.st_mtim))
        }
        files.sort { ($0.used.tv_sec, $0.used.tv_nsec) < ($1.used.tv_sec, $1.used.tv_nsec) }
        var total = files.reduce(size) { $0 + $1.size }
        for file in files where total > limit {
            guard unlink(file.path) == 0 else { continue }
            total -= file.size
        }
    }
}

extension EncoderModel {
    /// Loads a checkpoint folder with its packed weights from a cache, or puts them there.
    ///
    /// Layers then read them from small pages, which costs a long list more than packing.
    /// - Throws: as the other initialisers.
    package convenience init(
        directory: String, threadCount: Int, precision: Precision, packed: PackedWeightsCache?
    ) throws {
        let cached = packed.flatMap { cache in
            PackedWeightsCache.Place(ofModelIn: directory, in: cache.directory).map {
                (cache: cache, place: $0)
            }
        }
        let kept = cached.flatMap { $0.cache.weights(at: $0.place) }
        try self.init(
            directory: directory, threadCount: threadCount, precision: precision, kept: kept)
        if let cached, kept == nil { cached.cache.keep(self, at: cached.place) }
    }
}
