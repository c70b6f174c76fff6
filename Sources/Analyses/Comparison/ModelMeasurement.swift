import Encoder
import Files
import Lists

/// What one model gives for the pairs that models are compared on.
package struct ModelMeasurement: Codable, Equatable, Sendable {
    package struct Pair: Codable, Equatable, Sendable {
        /// Of the word's two vectors, `[layers + 1]`.
        package var cosine: [Float]
        /// What the word attends to in the first and the last layer, the mean of both sentences.
        package var kinds: [WordAttention.Kinds]
        /// Where it attends in each sentence; `nil` for the pairs of a list, where it would be very much.
        package var attention: [WordAttention]?
    }

    /// One for each pair; `nil` where the model does not find the word.
    package var pairs: [Pair?]
}

extension ModelMeasurement {
    /// Runs a model.
    ///
    /// - Parameters:
    ///   - readings: both sentences of each pair; `nil` where the word was not found.
    ///   - keepsWords: whether the attention to each word is kept.
    /// - Throws: what `EncoderModel.encode` throws.
    /// - Complexity: memory for the arrays of a few pairs at a time.
    init(_ model: EncoderModel, readings: [[SentenceReading]?], keepsWords: Bool) throws {
        var pairs = [Pair?](repeating: nil, count: readings.count)
        for batch in Self.batches(readings) {
            var pool = SequencePool()
            let places = batch.map { index in
                (readings[index] ?? []).map {
                    pool.place(of: $0.sequence, attending: $0.target)
                }
            }
            let encodings = try model.encode(
                pool.sequences, attentionFrom: pool.attendingTokens)
            for (index, places) in zip(batch, places) {
                let sides = zip(places, (readings[index] ?? []).map(\.target)).map {
                    (encoding: encodings[$0], target: $1)
                }
                pairs[index] = Pair(sides, keepsWords: keepsWords)
            }
        }
        self.pairs = pairs
    }

    /// The indices of pairs that are encoded together: a few, and of long texts fewer.
    private static func batches(_ readings: [[SentenceReading]?]) -> [[Int]] {
        var batches: [[Int]] = []
        var tokens = 0
        for (index, reading) in readings.enumerated() {
            guard let reading else { continue }
            let count = reading.reduce(0) { $0 + $1.sequence.ids.count }
            tokens += count
            let isFull =
                tokens > EncoderModel.wholeAttentionLimit * WordVectors.batchSize
                || (batches.last?.count ?? 0) * 2 >= WordVectors.batchSize
            if batches.isEmpty || isFull {
                batches.append([index])
                tokens = count
            } else {
                batches[batches.count - 1].append(index)
            }
        }
        return batches
    }
}

extension ModelMeasurement.Pair {
    fileprivate init(_ sides: [(encoding: ModelOutput, target: [Int])], keepsWords: Bool) {
        cosine = CosineSimilarity.byLayer(
            sides[0].encoding, sides[0].target, sides[1].encoding, sides[1].target)
        let both = sides.map { WordAttention.kinds($0.encoding, target: $0.target) }
        kinds = both[0].indices.map { layer in
            func mean(_ part: (WordAttention.Kinds) -> Float) -> Float {
                both.reduce(0) { $0 + part($1[layer]) } / Float(both.count)
            }
            return WordAttention.Kinds(
                own: mean(\.own), beside: mean(\.beside), others: mean(\.others),
                special: mean(\.special))
        }
        attention =
            keepsWords ? sides.map { WordAttention($0.encoding, target: $0.target) } : nil
    }
}

extension ModelMeasurement.Pair {
    /// Whether it can be of a model with so many hidden states.
    fileprivate func fits(states: Int, keepsWords: Bool) -> Bool {
        cosine.count == states && kinds.count == 2 && (attention != nil) == keepsWords
            && (attention.map { $0.count == 2 && $0.allSatisfy(\.isWhole) } ?? true)
    }
}

/// Keeps what models give between runs, so that a further model takes only its own time.
package struct ComparisonCache: Sendable {
    private let directory: String

    /// - Parameter baselines: in whose folder it is kept.
    package init(beside baselines: BaselineCache) { directory = baselines.directory }

    /// What a model gives for pairs, from the cache or measured and put there.
    ///
    /// - Parameters:
    ///   - onMeasuring: called before it is measured, which takes as long as encoding the sentences.
    ///   - onUnwritten: called with the file when it could not be kept.
    /// - Returns: the numbers, why pairs have none, and a warning of words that stand more than once.
    /// - Throws: `ComparisonError.nothingRead`; what `EncoderModel.encode` throws.
    package func measurement(
        of model: LoadedModel, _ pairs: ComparedPairs, onMeasuring: () -> Void = {},
        onUnwritten: (String) -> Void = { _ in }
    ) throws -> (
        measurement: ModelMeasurement, failures: [ComparedPairs.Failure], warning: String?
    ) {
        var readings: [[SentenceReading]?] = []
        var repeated = RepeatedWords()
        var failures: [ComparedPairs.Failure] = []
        for entry in pairs.entries {
            do throws(PairError) {
                let reading = try PairAnalyzer.check(
                    entry.pair, tokenizer: model.encoder.tokenizer)
                repeated.add(entry.pair.id, reading)
                readings.append(reading)
            } catch {
                readings.append(nil)
                failures.append(
                    .init(row: entry.row, id: entry.pair.id, reason: "\(error)"))
            }
        }
        guard failures.count < pairs.entries.count else {
            throw ComparisonError.nothingRead(
                model: model.summary.name, reason: failures.first?.reason ?? "there are none")
        }
        let cache = MeasurementCache<ModelMeasurement>(
            directory: directory, name: "comparison", schema: "attention-report/measurement/1")
        let configuration = model.encoder.configuration
        let measurement = try cache.value(
            .init(
                model.encoder, weights: model.summary.sha256,
                source: Self.hash(readings, configuration.headCount, pairs.isOnePair)),
            fits: { value in
                value.pairs.count == readings.count
                    && zip(value.pairs, readings).allSatisfy { pair, reading in
                        guard let pair else { return reading == nil }
                        return reading != nil
                            && pair.fits(
                                states: configuration.layerCount + 1,
                                keepsWords: pairs.isOnePair)
                    }
            }, onMeasuring: onMeasuring, onUnwritten: onUnwritten,
            measure: {
                let measurement = try ModelMeasurement(
                    model.encoder, readings: readings, keepsWords: pairs.isOnePair)
                for (pair, entry) in zip(measurement.pairs, pairs.entries)
                where !(pair?.cosine.allSatisfy(\.isFinite) ?? true) {
                    throw AnalyzedPairError.notFinite(
                        part: "\(model.summary.name), row \(entry.row): cosine")
                }
                return measurement
            })
        return (measurement, failures, repeated.warning(column: "occurrence1 or occurrence2"))
    }

    /// Of all that decides the numbers besides the weights: the tokens that the model reads, and the program.
    private static func hash(
        _ readings: [[SentenceReading]?], _ headCount: Int, _ keepsWords: Bool
    ) -> String {
        var hash = ContentHash.Stream()
        hash.add([ProgramVersion.number, "\(headCount)", "\(keepsWords)"])
        for reading in readings {
            hash.add(["\(reading?.count ?? 0)"])
            for side in reading ?? [] {
                hash.add([side.sequence.text, "\(side.sequence.ids)", "\(side.target)"])
            }
        }
        return hash.finish()
    }
}
