import Encoder
import Files
import Foundation

/// Keeps what is measured once for a model between runs.
///
/// A measurement is a file named after the hashes of the model's weights and of what it was measured from.
/// The cache only saves time: what cannot be read is measured anew, and what cannot be written is not kept,
/// both without an error.
struct MeasurementCache<Value: Codable> {
    /// The folder of the files; it is created when it is needed.
    let directory: String
    /// What files' names begin with.
    let name: String
    /// A change of what is measured gets a new number.
    let schema: String

    /// What a measurement depends on.
    struct Key: Codable, Equatable {
        /// The hash of the model's weights.
        var weights: String
        /// What the model makes of a text: with another tokenizer or number of heads, the same weights give other
        /// vectors.
        var reading: String
        /// The hash of what it is measured from.
        var source: String
        /// `nil` for 32-bit floats.
        var precision: String?

        init(_ model: EncoderModel, weights: String, source: String) {
            self.weights = weights
            let ids = model.tokenizer.encode(Self.probe).ids
            reading = ContentHash.hex(
                ids.map(String.init) + ["\(model.configuration.headCount)"], length: 16)
            self.source = source
            precision = model.precision == .float32 ? nil : model.precision.rawValue
        }

        /// Much of what tokenizers treat in different ways.
        private static var probe: String {
            "The BANK’s naïve café, don't re-read 3.14% of it:  “unhappiness” e\u{301} ﬁ 銀行 банк 🏦"
        }
    }

    private struct Entry: Codable {
        var schema: String
        var key: Key
        var value: Value
    }

    /// The measurement, from the cache or made and put there.
    ///
    /// - Parameters:
    ///   - fits: whether a value that was read can be of this model and source.
    ///   - onMeasuring: called before it is measured.
    ///   - onUnwritten: called with the file when it could not be kept.
    func value(
        _ key: Key, fits: (Value) -> Bool, onMeasuring: () -> Void,
        onUnwritten: (String) -> Void, measure: () throws -> Value
    ) throws -> Value {
        let ending = key.precision.map { "-\($0)" } ?? ""
        let path = "\(directory)/\(name)-\(key.weights)-\(key.source)\(ending).json"
        if let data = FileManager.default.contents(atPath: path),
            let entry = try? JSONDecoder().decode(Entry.self, from: data),
            entry.schema == schema, entry.key == key, fits(entry.value)
        {
            return entry.value
        }
        onMeasuring()
        let value = try measure()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(Entry(schema: schema, key: key, value: value))
        do { try UserCache.write(Array(data), to: path) } catch { onUnwritten(path) }
        return value
    }
}
