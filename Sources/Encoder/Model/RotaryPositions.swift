import Foundation

/// Rotary positions: each pair of a head's scalars is turned by an angle that grows with the token's place,
/// so that the product of a query and a key depends on how far apart they are (Su et al. 2021).
final class RotaryPositions: Sendable {
    private let headSize: Int
    private let rotation: Architecture.Rotation
    private let angles: Angles
    private let table = Locked(Table(count: 0, rows: nil))

    /// Where a place's sines and cosines come from.
    enum Angles: Sendable {
        /// base^(−2i/headSize) times the place for pair i.
        case base(Float)
        /// The file's table `[places, headSize]`: sines, then cosines.
        case file(UncheckedSendable<WeightTensor>, count: Int)
    }

    private struct Table: Sendable {
        var count: Int
        /// `[count, headSize]`: cosines, then sines.
        var rows: AlignedBuffer?
    }

    init(_ angles: Angles, headSize: Int, rotation: Architecture.Rotation) {
        self.angles = angles
        self.headSize = headSize
        self.rotation = rotation
    }

    /// Makes the table for sentences of up to so many tokens.
    func prepare(tokens: Int) throws {
        try table.withLock { table in
            guard table.count < tokens else { return }
            var count = 128
            while count < tokens { count *= 2 }
            if case .file(_, let limit) = angles { count = min(count, limit) }
            table = Table(count: count, rows: try rows(count))
        }
    }

    private func rows(_ count: Int) throws -> AlignedBuffer {
        let half = headSize / 2
        let buffer = try AlignedBuffer(shape: [count, headSize])
        let rows = buffer.floats
        switch angles {
        case .file(let tensor, _):
            tensor.value.copy(
                scalars: 0..<count * headSize,
                to: UnsafeMutableBufferPointer(rebasing: rows[..<(count * headSize)]))
            for place in 0..<count {
                for index in 0..<half {
                    rows.swapAt(place * headSize + index, place * headSize + half + index)
                }
            }
        case .base(let base):
            // In 32 bits, as the reference has it.
            let frequencies = (0..<half).map { 1 / powf(base, Float(2 * $0) / Float(headSize)) }
            for place in 0..<count {
                for (index, frequency) in frequencies.enumerated() {
                    let angle = Float(place) * frequency
                    rows[place * headSize + index] = cosf(angle)
                    rows[place * headSize + half + index] = sinf(angle)
                }
            }
        }
        return buffer
    }

    /// Turns the vectors of some heads in place.
    /// - Parameters:
    ///   - vectors: those of the first token; heads follow one another.
    ///   - stride: scalars from one token's vectors to the next one's.
    ///   - start: the place of the first token.
    func turn(
        _ vectors: UnsafeMutablePointer<Float>, heads: Int, tokens: Int, stride: Int, start: Int
    ) {
        let table = table.withLock { $0 }
        guard let rows = table.rows, start + tokens <= table.count else { return }
        let half = headSize / 2
        // The distance of a pair's scalars, and that from one pair to the next.
        let (reach, step) = rotation == .halves ? (half, 1) : (1, 2)
        withExtendedLifetime(rows) {
            for token in 0..<tokens {
                let cosines = rows.floatBase + (start + token) * headSize
                let sines = cosines + half
                for head in 0..<heads {
                    let vector = vectors + token * stride + head * headSize
                    for pair in 0..<half {
                        let a = vector[pair * step]
                        let b = vector[pair * step + reach]
                        vector[pair * step] = a * cosines[pair] - b * sines[pair]
                        vector[pair * step + reach] = b * cosines[pair] + a * sines[pair]
                    }
                }
            }
        }
    }
}

extension RotaryPositions {
    /// Those of a layer.
    /// - Returns: `nil` for a layer without.
    convenience init?(
        _ weights: WeightStore, _ configuration: ModelConfiguration, _ layer: Architecture.Layer
    ) throws {
        guard let base = layer.rotaryBase else { return nil }
        // RoFormer keeps them in the file.
        let name = "encoder.embed_positions.weight"
        let count = configuration.maximumTokenCount
        let headSize = configuration.headSize
        let angles: Angles =
            try weights.contains(name)
            ? .file(
                UncheckedSendable(try weights.root.tensor(name, shape: [count, headSize])),
                count: count)
            : .base(base)
        self.init(angles, headSize: headSize, rotation: configuration.architecture.rotation)
    }
}
