import Encoder

/// Keeps calibrations between runs, since measuring one takes as long as a thousand sentences.
package struct CalibrationCache: Sendable {
    private let directory: String

    /// - Parameter baselines: in whose folder calibrations are kept.
    package init(beside baselines: BaselineCache) { directory = baselines.directory }

    /// The calibration of a model, from the cache or measured and put there.
    ///
    /// - Parameters:
    ///   - weights: the hash of the model's weights.
    ///   - onMeasuring: called before it is measured, which takes a while.
    ///   - onUnwritten: called with the file when it could not be kept.
    /// - Throws: what `Calibration` throws.
    package func calibration(
        of model: EncoderModel, weights: String, list: CalibrationList = .shipped,
        onMeasuring: () -> Void = {}, onUnwritten: (String) -> Void = { _ in }
    ) throws -> Calibration {
        let cache = MeasurementCache<Calibration>(
            directory: directory, name: "calibration", schema: "attention-report/calibration/1")
        return try cache.value(
            .init(model, weights: weights, source: list.hash),
            fits: {
                $0.listHash == list.hash && $0.layerCount == model.configuration.layerCount
            }, onMeasuring: onMeasuring, onUnwritten: onUnwritten,
            measure: { try Calibration(model: model, list: list) })
    }
}
