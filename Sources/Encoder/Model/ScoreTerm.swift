/// What a layer's attention adds to its scores by the tokens' relative positions.
protocol ScoreTerm: Sendable {
    /// Called before `write` for sentences of up to so many tokens, by one of the threads that work on a batch.
    func prepare(tokens: Int, _ workspace: Workspace) throws

    /// Writes the terms of some heads for a sentence, `[heads, rows, tokens]`: rows attend, columns are
    /// attended to.
    /// - Parameters:
    ///   - rows: the tokens that attend.
    ///   - queries: those of the first token's first of these heads; a token's heads follow one another.
    ///   - keys: the same for the keys.
    ///   - stride: scalars from one token's query, or key, to the next one's.
    func write(
        heads: Range<Int>, rows: Range<Int>, tokens: Int, queries: UnsafePointer<Float>,
        keys: UnsafePointer<Float>, stride: Int, to destination: UnsafeMutablePointer<Float>)
}

extension ScoreTerm {
    func prepare(tokens: Int, _ workspace: Workspace) throws {}
}

/// What all layers' relative positions share.
enum RelativeTerms: Sendable {
    case none
    case bias(RelativePositionBias)
    case disentangled(PositionEmbeddings)

    init(
        _ weights: WeightStore, _ configuration: ModelConfiguration, engine: ComputeEngine
    ) throws {
        let encoder = weights.scoped("encoder")
        switch configuration.architecture.relativePositions {
        case .none: self = .none
        case .bias(let count):
            self = .bias(try RelativePositionBias(encoder, configuration, count: count))
        case .disentangled(let plan) where plan.isRelative:
            self = .disentangled(
                try PositionEmbeddings(encoder, configuration, plan, engine: engine))
        case .disentangled: self = .none
        }
    }

    /// One layer's.
    /// - Parameters:
    ///   - weights: the layer's own, of its attention.
    ///   - content: what makes queries, keys and values of the layer's states.
    func term(
        _ weights: ScopedWeights, headSize: Int, content: PackedLinear, precision: Precision,
        engine: ComputeEngine
    ) throws -> (any ScoreTerm)? {
        switch self {
        case .none: nil
        case .bias(let bias): bias
        case .disentangled(let embeddings):
            try DisentangledTerms(
                weights.scoped("self"), embeddings, headSize: headSize, content: content,
                precision: precision, engine: engine)
        }
    }
}
