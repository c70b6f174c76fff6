import Foundation
import Testing

@testable import Encoder

/// A pair of sentences with what `make_analyses.py` computed for it.
struct AnalysisReference {
    let model: EncoderModel
    let transform: ValueTransform
    let encodings: [ModelOutput]
    let targets: [[Int]]
    private let tensors: [String: Tensor]

    /// What the tests run over: a real model and words of one token; a random one with a head, and a
    /// word of two.
    enum Name: String, CaseIterable {
        case miniLM = "minilm"
        case distilBERT = "distilbert"
    }

    /// Models are read once for all tests.
    private static let all = Name.allCases.map { name in Result { try AnalysisReference(name) } }

    static func load(_ name: Name) throws -> AnalysisReference {
        try all[Name.allCases.firstIndex(of: name) ?? 0].get()
    }

    private init(_ name: Name) throws {
        let isReal = name == .miniLM
        model = try EncoderModel(
            directory: isReal ? Fixtures.miniLM : "\(Fixtures.directory)/distilbert-tiny",
            threadCount: 2)
        transform = try ValueTransform(model)
        let pair = try Self.document().pairs[isReal ? 0 : 1]
        encodings = try model.encode(pair.texts)
        targets = pair.targets
        tensors = try Fixtures.tensors("analyses-\(name.rawValue)")
    }

    struct Document: Decodable {
        struct Pair: Decodable {
            var texts: [String]
            var words: [String]
            var targets: [[Int]]
        }

        /// Those of the baseline.
        var sentences: [String]
        var pairs: [Pair]
    }

    static func document() throws -> Document {
        let url = URL(fileURLWithPath: "\(Fixtures.directory)/analyses.json")
        return try JSONDecoder().decode(Document.self, from: Data(contentsOf: url))
    }

    /// The expected array of a name.
    func callAsFunction(_ name: String) throws -> Tensor { try #require(tensors[name]) }
}

/// Numbers must be within 1e-4 of the reference's, and as many.
func expectClose(
    _ found: [Float], _ reference: Tensor, tolerance: Float = 1e-4,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(found.count == reference.scalars.count, sourceLocation: sourceLocation)
    let worst = zip(found, reference.scalars).reduce(Float(0)) { worst, pair in
        let difference = abs(pair.0 - pair.1)
        return difference.isNaN ? .infinity : max(worst, difference)
    }
    #expect(worst <= tolerance, sourceLocation: sourceLocation)
}

/// An encoding made by hand.
///
/// - Parameters:
///   - states: `[layers + 1][tokens][hidden]`.
///   - attentions: `[layers][heads][tokens][tokens]`.
func handmadeEncoding(
    _ sequence: TokenSequence, states: [[[Float]]], attentions: [[[[Float]]]]
) throws -> ModelOutput {
    ModelOutput(
        sequence: sequence,
        hiddenStates: try #require(
            Tensor(
                shape: [states.count, states[0].count, states[0][0].count],
                scalars: states.flatMap { $0.flatMap { $0 } })),
        attentions: try #require(
            Tensor(
                shape: [
                    attentions.count, attentions[0].count, attentions[0][0].count,
                    attentions[0][0].count,
                ],
                scalars: attentions.flatMap { $0.flatMap { $0.flatMap { $0 } } })))
}

/// An encoding of random numbers; rows of attention sum to 1.
func randomEncoding(
    _ sequence: TokenSequence, layers: Int = 2, heads: Int = 3, hidden: Int = 8, seed: UInt64 = 1
) throws -> ModelOutput {
    var random = SeededGenerator(seed)
    let count = sequence.ids.count
    return try handmadeEncoding(
        sequence,
        states: (0...layers).map { _ in (0..<count).map { _ in random.floats(hidden) } },
        attentions: (0..<layers).map { _ in
            (0..<heads).map { _ in
                (0..<count).map { _ in
                    AttentionSummary.normalized(random.floats(count, in: 0.001...1))
                }
            }
        })
}

/// The tokens of a text in a small vocabulary.
func tinySequence(_ text: String) throws -> TokenSequence {
    try Tokenizer(directory: "\(Fixtures.directory)/bert-tiny").encode(text)
}
