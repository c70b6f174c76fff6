import Encoder

/// A model with what a report says of it.
package struct LoadedModel: Sendable {
    package let encoder: EncoderModel
    /// Name, sizes and hash for `data.json` and the page.
    package let summary: AnalyzedPair.Model

    /// Loads a model and, at the same time, hashes its weights.
    /// - Parameters:
    ///   - cache: where models of the hub are.
    ///   - threadCount: how many threads the encoder may use.
    ///   - hashes: what is known of the hashes of weights; without it they are always read.
    ///   - packed: what is kept of packed weights, for a model that is to encode a few sentences.
    /// - Throws: the errors of `ModelReference.directory` and `EncoderModel.init`.
    package init(
        _ reference: ModelReference, cache: HubCache, threadCount: Int,
        precision: Precision = .float32, hashes: WeightsHashCache? = nil,
        packed: PackedWeightsCache? = nil
    ) throws {
        let directory = try reference.directory(cache: cache)
        let hashing = Background {
            try hashes?.hash(ofModelIn: directory) ?? WeightsHash.ofModel(in: directory)
        }
        // A thread must not outlive the call.
        defer { hashing.wait() }
        let encoder = try EncoderModel(
            directory: directory, threadCount: threadCount, precision: precision, packed: packed)
        let configuration = encoder.configuration
        self.encoder = encoder
        summary = AnalyzedPair.Model(
            name: reference.displayName, type: configuration.family.rawValue,
            layers: configuration.layerCount, heads: configuration.headCount,
            hiddenSize: configuration.hiddenSize, parameters: encoder.parameterCount,
            sha256: try hashing.value(),
            precision: precision == .float32 ? nil : precision.rawValue,
            revision: reference.revision)
    }
}
