import Encoder
import Synchronization

/// Encodes sentences for the vectors of their words, and remembers those of late: a list may have a sentence in many
/// pairs.
///
/// Memory of a fixed size. Vectors that nobody has asked for while half as much came after them are forgotten.
package final class VectorCache: Sendable {
    /// A sentence, by its bytes, and the word's tokens in it.
    private struct Key: Hashable, Sendable {
        let text: [UInt8]
        let target: [Int]

        init(_ reading: SentenceReading) {
            text = Array(reading.sequence.text.utf8)
            target = reading.target
        }

        /// About how many bytes it takes in a dictionary.
        var size: Int { 128 + text.count + 8 * target.count }
    }

    private struct State {
        var recent: [Key: WordVectors] = [:]
        var older: [Key: WordVectors] = [:]
        /// Of `recent`.
        var size = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// About a thousand sentences of a model with 384 numbers in each of 6 layers.
    package static let standardCapacity = 16 << 20

    /// - Parameter capacity: the most bytes that sentences and vectors take, about.
    package init(capacity: Int = standardCapacity) { self.capacity = capacity }

    /// How many are remembered.
    var count: Int { state.withLock { $0.recent.count + $0.older.count } }

    /// What `WordVectors.encode` gives, to the bit.
    /// - Parameter model: the same in every call.
    /// - Throws: what `EncoderModel.encode` throws.
    package func encode(
        _ readings: [SentenceReading], _ model: EncoderModel
    ) throws -> [WordVectors] {
        let keys = readings.map(Key.init)
        // What is needed is held here, whatever is forgotten meanwhile.
        var known: [Key: WordVectors] = [:]
        var missing: [(key: Key, reading: SentenceReading)] = []
        var seen: Set<Key> = []
        for (key, reading) in zip(keys, readings) where seen.insert(key).inserted {
            if let found = vectors(key) {
                known[key] = found
            } else {
                missing.append((key, reading))
            }
        }
        let encoded = try WordVectors.encode(missing.map(\.reading), model)
        for ((key, _), vectors) in zip(missing, encoded) {
            known[key] = vectors
            state.withLock { insert(vectors, key, &$0) }
        }
        return keys.compactMap { known[$0] }
    }

    private func vectors(_ key: Key) -> WordVectors? {
        state.withLock { state in
            if let found = state.recent[key] { return found }
            guard let found = state.older.removeValue(forKey: key) else { return nil }
            insert(found, key, &state)
            return found
        }
    }

    private func insert(_ vectors: WordVectors, _ key: Key, _ state: inout State) {
        guard state.recent.updateValue(vectors, forKey: key) == nil else { return }
        state.size += key.size + vectors.layers.reduce(0) { $0 + 32 + 4 * $1.count }
        guard state.size > capacity / 2 else { return }
        state = State(older: state.recent)
    }
}
