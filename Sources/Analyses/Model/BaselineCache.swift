import Encoder
import Foundation

/// Keeps similarity baselines between runs, since measuring one takes as long as a thousand sentences.
///
/// A baseline is a file named after the hashes of the model's weights and of the sentences. The cache only
/// saves time: what cannot be read is measured anew, and what cannot be written is not kept, both without
/// an error.
package struct BaselineCache: Sendable, Equatable {
    /// The folder of the files; it is created when it is needed.
    let directory: String

    package init(directory: String) { self.directory = directory }

    /// The folder that the environment names: `$XDG_CACHE_HOME/attention-report`, else
    /// `~/.cache/attention-report`. A variable that is empty or not an absolute path does not count.
    package init(environment: [String: String]) {
        directory = UserCache.directory(environment: environment)
    }

    /// The baseline of a model, from the cache or measured and put there.
    ///
    /// - Parameters:
    ///   - sentences: those to measure it from.
    ///   - onMeasuring: called before it is measured, which takes a while.
    ///   - onUnwritten: called with the file when it could not be kept.
    /// - Throws: what `SimilarityBaseline` throws.
    package func baseline(
        of model: LoadedModel, sentences: [String] = ReferenceSentences.shipped,
        onMeasuring: () -> Void = {}, onUnwritten: (String) -> Void = { _ in }
    ) throws -> SimilarityBaseline {
        try baseline(
            of: model.encoder, weights: model.summary.sha256, sentences: sentences,
            onMeasuring: onMeasuring, onUnwritten: onUnwritten)
    }

    /// - Parameter weights: the hash of the model's weights.
    func baseline(
        of model: EncoderModel, weights: String, sentences: [String],
        onMeasuring: () -> Void = {}, onUnwritten: (String) -> Void = { _ in }
    ) throws -> SimilarityBaseline {
        let key = Key(
            weights: weights, sentences: SimilarityBaseline.hash(of: sentences),
            precision: model.precision == .float32 ? nil : model.precision.rawValue)
        if let known = read(key, layerCount: model.configuration.layerCount) { return known }
        onMeasuring()
        let baseline = try SimilarityBaseline(model: model, sentences: sentences)
        do { try write(baseline, key) } catch { onUnwritten(path(key)) }
        return baseline
    }

    /// What a baseline depends on.
    private struct Key: Codable, Equatable {
        var weights: String
        var sentences: String
        /// `nil` for 32-bit floats.
        var precision: String?

        var fileName: String {
            let ending = precision.map { "-\($0)" } ?? ""
            return "baseline-\(weights)-\(sentences)\(ending).json"
        }
    }

    private struct Entry: Codable {
        /// A change of what is measured gets a new number.
        static let schema = "attention-report/baseline/1"

        var schema = Self.schema
        var key: Key
        var baseline: SimilarityBaseline
    }

    private func path(_ key: Key) -> String { directory + "/" + key.fileName }

    private func read(_ key: Key, layerCount: Int) -> SimilarityBaseline? {
        guard let data = FileManager.default.contents(atPath: path(key)),
            let entry = try? JSONDecoder().decode(Entry.self, from: data),
            entry.schema == Entry.schema, entry.key == key,
            entry.baseline.sentencesHash == key.sentences,
            entry.baseline.layers.count == layerCount + 1,
            entry.baseline.layers.allSatisfy({ -1...1 ~= $0 })
        else { return nil }
        return entry.baseline
    }

    private func write(_ baseline: SimilarityBaseline, _ key: Key) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(Entry(key: key, baseline: baseline))
        try UserCache.write(Array(data), to: path(key))
    }
}
