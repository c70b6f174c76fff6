internal import CKernels
import Foundation

/// DeBERTa's embeddings of relative positions, which its layers share (He et al. 2021).
final class PositionEmbeddings: Sendable {
    let plan: Architecture.Disentanglement
    let width: Int
    /// `[2·span, hidden]`.
    let rows: AlignedBuffer
    /// The row of each distance, query minus key, from 1 − `maximumTokenCount` on.
    let places: [Int32]
    private let maximumTokenCount: Int

    init(
        _ weights: ScopedWeights, _ configuration: ModelConfiguration,
        _ plan: Architecture.Disentanglement, engine: ComputeEngine
    ) throws {
        self.plan = plan
        width = configuration.hiddenSize
        maximumTokenCount = configuration.maximumTokenCount
        let count = 2 * plan.span
        let rows = try weights.tensor("rel_embeddings.weight", shape: [count, width]).copied()
        if plan.normalizesEmbeddings {
            let norm = try LayerNorm(weights.scoped("LayerNorm"), configuration)
            try withOpenMPThreads(1) {
                try Workspace(engine: engine).apply(norm, rows: count, inPlace: rows.floatBase)
            }
        }
        self.rows = rows
        let largest = maximumTokenCount - 1
        places = (-largest...largest).map { distance in
            let place = plan.buckets?.bucket(of: distance) ?? distance
            return Int32(min(max(place + plan.span, 0), count - 1))
        }
    }

    /// The row of a distance.
    func place(of distance: Int) -> Int { Int(places[distance + maximumTokenCount - 1]) }

    /// The largest number of tokens for which there are places.
    func reach(for tokens: Int) -> Int {
        var reach = 64
        while reach < tokens { reach *= 2 }
        return min(reach, maximumTokenCount)
    }

    /// Calls `body` with the address of the entry for distance 0; those of other distances lie on both sides of it.
    func withPlaces(_ body: (UnsafePointer<Int32>) -> Void) {
        places.withUnsafeBufferPointer { places in
            guard let base = places.baseAddress else { return }
            body(base + maximumTokenCount - 1)
        }
    }
}

extension Architecture.Disentanglement.Buckets {
    /// The bucket of a distance: below half the number of buckets the distance itself, above it one that
    /// grows with its logarithm.
    func bucket(of distance: Int) -> Int {
        let middle = count / 2
        guard abs(distance) > middle else { return distance }
        // In 32 bits, as the reference has it: the borders between buckets depend on it.
        let growth =
            logf(Float(abs(distance)) / Float(middle))
            / logf(Float(Double(maximumDistance - 1) / Double(middle))) * Float(middle - 1)
        let bucket = Int(growth.rounded(.up)) + middle
        return distance > 0 ? bucket : -bucket
    }
}

/// The terms of one layer: query · position key, and key · position query, by the distance between query
/// and key.
final class DisentangledTerms: ScoreTerm {
    private let embeddings: PositionEmbeddings
    private let headSize: Int
    private let scale: Float
    private let projections: UncheckedSendable<Projections>
    private let tables = Locked<Tables?>(nil)

    /// What makes keys and queries of position embeddings.
    private enum Projections {
        case content(PackedLinear)
        case own(key: PackedLinear?, query: PackedLinear?)
    }

    /// The keys and queries of the positions for sentences of up to `tokens` tokens.
    private struct Tables: Sendable {
        let tokens: Int
        /// The embeddings' row that is these tables' first.
        let first: Int
        /// `[rows, hidden]`.
        let keys: AlignedBuffer?
        let queries: AlignedBuffer?
    }

    init(
        _ weights: ScopedWeights, _ embeddings: PositionEmbeddings, headSize: Int,
        content: PackedLinear, precision: Precision, engine: ComputeEngine
    ) throws {
        self.embeddings = embeddings
        self.headSize = headSize
        let plan = embeddings.plan
        scale = 1 / Float(headSize * plan.termCount).squareRoot()
        func projection(_ name: String, hasBias: Bool) throws -> PackedLinear {
            let width = embeddings.width
            return try PackedLinear(
                parts: [
                    try weights.linear(name, inputs: width, outputs: width, hasBias: hasBias)
                ],
                inputs: width, epilogue: .none, precision: precision, engine: engine)
        }
        let names = plan.names
        projections = UncheckedSendable(
            plan.sharesProjections
                ? .content(content)
                : .own(
                    key: plan.contentToPosition
                        ? try projection(names.key, hasBias: names.keyHasBias) : nil,
                    query: plan.positionToContent
                        ? try projection(names.query, hasBias: true) : nil))
    }

    /// Extends the tables where they are too short. They grow by doubling, so that short sentences do not
    /// pay for the tables of long ones. No row depends on the others.
    func prepare(tokens: Int, _ workspace: Workspace) throws {
        let tokens = embeddings.reach(for: tokens)
        try tables.withLock { tables in
            if let tables, tables.tokens >= tokens { return }
            let first = embeddings.place(of: 1 - tokens)
            let count = embeddings.place(of: tokens - 1) - first + 1
            let source = embeddings.rows.floatBase + first * embeddings.width
            let (keys, queries) = try project(source, rows: count, workspace)
            tables = Tables(tokens: tokens, first: first, keys: keys, queries: queries)
        }
    }

    /// The keys and the queries of some position embeddings; `nil` for those that the model does not use.
    private func project(
        _ source: UnsafeMutablePointer<Float>, rows: Int, _ workspace: Workspace
    ) throws -> (keys: AlignedBuffer?, queries: AlignedBuffer?) {
        let width = embeddings.width
        switch projections.value {
        case .own(let key, let query):
            func apply(_ linear: PackedLinear) throws -> AlignedBuffer {
                let result = try AlignedBuffer(shape: [rows, width])
                try workspace.apply(linear, rows: rows, source, into: result.floatBase)
                return result
            }
            return (try key.map(apply), try query.map(apply))
        case .content(let content):
            let all = try AlignedBuffer(shape: [rows, 3 * width])
            try workspace.apply(content, rows: rows, source, into: all.floatBase)
            func part(_ index: Int) throws -> AlignedBuffer {
                let result = try AlignedBuffer(shape: [rows, width])
                for row in 0..<rows {
                    (result.floatBase + row * width).update(
                        from: all.floatBase + (3 * row + index) * width, count: width)
                }
                return result
            }
            let plan = embeddings.plan
            return (
                plan.contentToPosition ? try part(1) : nil,
                plan.positionToContent ? try part(0) : nil
            )
        }
    }

    func write(
        heads: Range<Int>, rows: Range<Int>, tokens: Int, queries: UnsafePointer<Float>,
        keys: UnsafePointer<Float>, stride: Int, to destination: UnsafeMutablePointer<Float>
    ) {
        guard let tables = tables.withLock({ $0 }), tables.tokens >= tokens else { return }
        let shape = ck_relative_shape(
            heads: heads.count, tokens: tokens, first_row: rows.lowerBound, rows: rows.count,
            head_size: headSize, stride: stride, position_stride: embeddings.width,
            first_place: Int32(tables.first))
        let offset = heads.lowerBound * headSize
        withExtendedLifetime(tables) {
            embeddings.withPlaces { places in
                ck_relative_scores(
                    shape, scale, queries, keys, tables.keys.map { $0.floatBase + offset },
                    tables.queries.map { $0.floatBase + offset }, places, destination)
            }
        }
    }
}
