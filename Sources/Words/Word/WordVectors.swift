import Analyses
import Encoder

/// The vectors of words in their sentences: all that is kept of an encoding.
struct WordVectors: Sendable {
    /// `[layers + 1][hidden]`
    let layers: [[Float]]

    /// - Parameter tokens: the word's tokens, over which its vector is the mean.
    init(_ encoding: ModelOutput, tokens: [Int]) {
        layers = (0...encoding.layerCount).map { encoding.meanState(of: tokens, layer: $0) }
    }

    /// The vectors of words, each distinct sentence encoded once.
    /// - Returns: one for each reading, in order.
    /// - Throws: what `EncoderModel.encode` throws.
    static func encode(_ readings: [SentenceReading], _ model: EncoderModel) throws -> [WordVectors]
    {
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
        let encodings = try model.encode(sequences)
        return zip(readings, places).map { WordVectors(encodings[$1], tokens: $0.target) }
    }

    /// So many sentences are encoded together: enough for the threads, and little memory.
    static let batchSize = 32
}
