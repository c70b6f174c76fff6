import Foundation

/// A published number beside the one that was computed here.
public struct VerifiedValue: Sendable, Equatable {
    /// What the number is.
    public let name: String
    /// The number as it was published.
    public let expected: Float
    /// The number that was computed.
    public let found: Float
    /// The largest difference that counts as agreement.
    public let tolerance: Float

    /// `found` − `expected`.
    public var difference: Float { found - expected }
    /// Whether the two agree; never for NaN.
    public var agrees: Bool { difference.magnitude <= tolerance }
}

extension PublishedValues {
    /// Computes what is published and compares it.
    /// - Parameter model: the model that the values are of.
    /// - Returns: the numbers in the order of their publication.
    /// - Throws: `ModelError.invalidInput` for a model with too small a vocabulary or hidden size,
    ///   which cannot be the one that the values are of.
    public func verify(_ model: EncoderModel) throws -> [VerifiedValue] {
        try checks.enumerated().flatMap { index, check in
            switch check {
            case .lastHiddenState(let input, let row, let column, let expected, let tolerance):
                try Self.lastHiddenState(
                    model, input, number: index + 1, row, column, expected, tolerance)
            case .logits(let input, let expected):
                try Self.logits(model, input, number: index + 1, expected)
            case .similarities(let sentences, let expected):
                try Self.similarities(model, sentences, expected)
            case .fills(let sentence, let expected):
                try Self.fills(model, sentence, expected)
            }
        }
    }

    private static func lastHiddenState(
        _ model: EncoderModel, _ input: Input, number: Int, _ row: Int, _ column: Int,
        _ expected: [[Float]], _ tolerance: Float
    ) throws -> [VerifiedValue] {
        let hidden = model.configuration.hiddenSize
        guard column + (expected.map(\.count).max() ?? 0) <= hidden else {
            throw ModelError.invalidInput(
                problem: "the model's hidden size is \(hidden), too small for one of that name")
        }
        let encoding = try encoding(model, input, row + expected.count)
        let name = "\(Self.name(of: input, number)): last hidden state"
        return values(name, row, column, expected, tolerance, input) { token in
            encoding.hiddenStates[row: encoding.layerCount, token]
        }
    }

    /// NaN, which agrees with nothing, for a checkpoint without a head, or with fewer words.
    private static func logits(
        _ model: EncoderModel, _ input: Input, number: Int, _ expected: [[Float]]
    ) throws -> [VerifiedValue] {
        let encoding = try encoding(model, input, expected.count)
        let states = expected.indices.map {
            Array(encoding.hiddenStates[row: encoding.layerCount, $0])
        }
        let logits = try model.maskedLMHead()?.logits(states)
        let none = expected.map { $0.map { _ in Float.nan }[...] }
        return values("\(name(of: input, number)): logit", 0, 0, expected, tolerance, input) {
            token in
            guard let row = logits?[row: token], row.count >= none[token].count else {
                return none[token]
            }
            return row
        }
    }

    private static func name(of input: Input, _ number: Int) -> String {
        switch input {
        case .ids: "ids \(number)"
        case .text(let text): "\"\(text)\""
        }
    }

    private static func encoding(
        _ model: EncoderModel, _ input: Input, _ count: Int
    ) throws -> ModelOutput {
        let sequence =
            switch input {
            case .ids(let sequence): sequence
            case .text(let text): model.tokenizer.encode(text)
            }
        guard sequence.ids.count >= count, let encoding = try model.encode([sequence]).first else {
            throw ModelError.invalidInput(
                problem: "the model's tokenizer makes \(sequence.ids.count) tokens of "
                    + "\"\(sequence.text)\"; expected \(count) or more of one of that name")
        }
        return encoding
    }

    /// - Parameter found: the numbers of a token.
    private static func values(
        _ name: String, _ row: Int, _ column: Int, _ expected: [[Float]], _ tolerance: Float,
        _ input: Input, found: (Int) -> ArraySlice<Float>
    ) -> [VerifiedValue] {
        var first = 0
        if case .ids(let sequence) = input { first = sequence.firstPosition }
        return expected.enumerated().flatMap { index, values in
            zip(found(row + index).dropFirst(column), values).enumerated().map { place, pair in
                VerifiedValue(
                    name: "\(name) [\(row + index + first), \(column + place)]",
                    expected: pair.1, found: pair.0, tolerance: tolerance)
            }
        }
    }

    private static func similarities(
        _ model: EncoderModel, _ sentences: [String],
        _ expected: [(first: Int, second: Int, cosine: Float)]
    ) throws -> [VerifiedValue] {
        let means = try model.encode(sentences).map(meanOfTokens)
        return expected.map { first, second, cosine in
            VerifiedValue(
                name: "cosine of \"\(sentences[first])\" and \"\(sentences[second])\"",
                expected: cosine, found: Self.cosine(means[first], means[second]),
                tolerance: tolerance)
        }
    }

    /// A probability is NaN, which agrees with nothing, when the checkpoint has no masked-language-model head,
    /// or no such word.
    private static func fills(
        _ model: EncoderModel, _ sentence: String,
        _ expected: [(word: String, probability: Float)]
    ) throws -> [VerifiedValue] {
        let probabilities = try maskProbabilities(model, sentence)
        return expected.map { word, probability in
            let id = model.tokenizer.vocabulary.id(of: word)
            let found = id.flatMap { probabilities.indices.contains($0) ? probabilities[$0] : nil }
            return VerifiedValue(
                name: "\"\(sentence)\": probability of \"\(word)\"", expected: probability,
                found: found ?? .nan, tolerance: tolerance)
        }
    }

    /// `[vocabulary]`, or nothing for a checkpoint without a head or a sentence without a mask.
    private static func maskProbabilities(
        _ model: EncoderModel, _ sentence: String
    ) throws -> [Float] {
        guard let head = try model.maskedLMHead(),
            let encoding = try model.encode([sentence]).first,
            let mask = encoding.sequence.tokens.firstIndex(of: "[MASK]")
        else { return [] }
        let state = Array(encoding.hiddenStates[row: encoding.layerCount, mask])
        let logits = try head.logits([state]).scalars
        let largest = logits.max() ?? 0
        let powers = logits.map { exp(Double($0 - largest)) }
        let sum = powers.reduce(0, +)
        return powers.map { Float($0 / sum) }
    }

    /// `[hidden]`
    private static func meanOfTokens(_ encoding: ModelOutput) -> [Double] {
        let tokens = encoding.tokenCount
        let sum = (0..<tokens).reduce(into: [] as [Double]) { sum, token in
            let state = encoding.hiddenStates[row: encoding.layerCount, token]
            sum = sum.isEmpty ? state.map(Double.init) : zip(sum, state).map { $0 + Double($1) }
        }
        return sum.map { $0 / Double(tokens) }
    }

    private static func cosine(_ first: [Double], _ second: [Double]) -> Float {
        func product(_ a: [Double], _ b: [Double]) -> Double {
            zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let norms = (product(first, first) * product(second, second)).squareRoot()
        return norms == 0 ? 0 : Float(product(first, second) / norms)
    }
}
