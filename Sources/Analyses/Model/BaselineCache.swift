import Encoder

/// Keeps similarity baselines between runs, since measuring one takes as long as a thousand sentences.
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
        let hash = SimilarityBaseline.hash(of: sentences)
        let cache = MeasurementCache<SimilarityBaseline>(
            directory: directory, name: "baseline", schema: "attention-report/baseline/1")
        return try cache.value(
            .init(model, weights: weights, source: hash),
            fits: { baseline in
                baseline.sentencesHash == hash
                    && baseline.layers.count == model.configuration.layerCount + 1
                    && baseline.layers.allSatisfy { -1...1 ~= $0 }
            }, onMeasuring: onMeasuring, onUnwritten: onUnwritten,
            measure: { try SimilarityBaseline(model: model, sentences: sentences) })
    }
}
