import Encoder

/// The vectors of words in their sentences: all that is kept of an encoding.
package struct WordVectors: Sendable {
    /// `[layers + 1][hidden]`
    package let layers: [[Float]]

    init(layers: [[Float]]) { self.layers = layers }

    /// - Parameter tokens: the word's tokens, over which its vector is the mean.
    init(_ encoding: ModelOutput, tokens: [Int]) {
        layers = (0...encoding.layerCount).map { encoding.meanState(of: tokens, layer: $0) }
    }

    /// The vectors of words, each distinct sentence encoded once.
    /// - Returns: one for each reading, in order.
    /// - Throws: what `EncoderModel.encode` throws.
    package static func encode(
        _ readings: [SentenceReading], _ model: EncoderModel
    ) throws -> [WordVectors] {
        var numbers: [[UInt8]: Int] = [:]
        var sequences: [TokenSequence] = []
        let places = readings.map { reading in
            // By bytes: strings that are equal in composed form may have other tokens.
            let key = Array(reading.sequence.text.utf8)
            if let known = numbers[key] { return known }
            numbers[key] = sequences.count
            sequences.append(reading.sequence)
            return sequences.count - 1
        }
        var vectors = [WordVectors?](repeating: nil, count: readings.count)
        // A few long texts have as many states as the sentences of a batch.
        for part in parts(sequences) {
            let encodings = try model.encode(
                Array(sequences[part]), attentionFrom: part.map { _ in [] })
            for (index, place) in places.enumerated() where part.contains(place) {
                vectors[index] = WordVectors(
                    encodings[place - part.lowerBound], tokens: readings[index].target)
            }
        }
        return vectors.compactMap { $0 }
    }

    /// Runs of sentences that have so many tokens together, or one sentence.
    private static func parts(_ sequences: [TokenSequence]) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var count = 0
        for (index, sequence) in sequences.enumerated() {
            count += sequence.ids.count
            if let last = parts.last, count <= EncoderModel.wholeAttentionLimit * batchSize {
                parts[parts.count - 1] = last.lowerBound..<index + 1
            } else {
                parts.append(index..<index + 1)
                count = sequence.ids.count
            }
        }
        return parts
    }

    /// So many sentences are encoded together: enough for the threads, and little memory.
    package static let batchSize = 32
}
