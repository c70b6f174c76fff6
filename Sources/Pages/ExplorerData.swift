import Analyses
import Charts
import Encoder
import Files
import Foundation

/// The attention of a pair as the page's script reads it: JSON with the numbers packed as base64.
///
/// A value is n / 65535 of a 16-bit integer, low byte first, or the square of n / 255 of an 8-bit
/// one, which keeps small values apart. What does not fit into a page is left out in steps, each
/// of which `note` tells the reader.
struct ExplorerData: Sendable {
    /// How much of the attention a page holds, from most to least.
    enum Detail: CaseIterable, Sendable {
        /// Every layer, head and token, in 16 bits or in 8.
        case full16, full8
        /// The word's rows in every head, and every token's in the mean of the heads.
        case means16, means8
        /// The word's rows alone.
        case rows16, rows8
        /// Nothing: the page has no explorer.
        case none

        /// The bits of a number.
        var bits: Int {
            switch self {
            case .full16, .means16, .rows16: 16
            case .full8, .means8, .rows8: 8
            case .none: 0
            }
        }

        var hasEveryHead: Bool { self == .full16 || self == .full8 }
        var hasMeans: Bool { self == .means16 || self == .means8 }

        /// The numbers that it takes for a sentence.
        func count(layers: Int, heads: Int, tokens: Int) -> Int {
            switch self {
            case .full16, .full8: layers * heads * tokens * tokens
            case .means16, .means8: layers * tokens * (tokens + heads)
            case .rows16, .rows8: layers * heads * tokens
            case .none: 0
            }
        }
    }

    let analysis: AnalyzedPair
    let encodings: [ModelOutput]
    let detail: Detail

    /// The packed numbers of a page take no more bytes than this, before base64.
    static let limit = 1_100_000

    /// - Parameter encodings: of both sentences, in order; those of another pair, or none, give no
    ///   data.
    init(analysis: AnalyzedPair, encodings: [ModelOutput], limit: Int = limit) {
        self.analysis = analysis
        self.encodings = encodings
        let (layers, heads) = (analysis.model.layers, analysis.model.heads)
        let fits =
            encodings.map(\.sequence.tokens) == analysis.sentences.map(\.tokens)
            && encodings.allSatisfy { $0.layerCount == layers && $0.headCount == heads }
        guard fits else {
            detail = .none
            return
        }
        detail =
            Detail.allCases.first { detail in
                let counts = encodings.map {
                    detail.count(layers: layers, heads: heads, tokens: $0.tokenCount)
                }
                return counts.reduce(0, +) * detail.bits / 8 <= limit
            } ?? .none
    }

    /// What of the attention cannot be explored, in a sentence; empty where all can.
    var note: String {
        switch detail {
        case .full16: ""
        case .full8:
            "These sentences are long: the page holds their attention rounded to about two digits."
        case .means16, .means8:
            "These sentences are too long for the page to hold every head: of a single head it "
                + "shows the word’s attention, of the mean of heads that of every token."
        case .rows16, .rows8:
            "These sentences are too long for the page to hold the attention of every token: it "
                + "shows the word’s."
        case .none: ""
        }
    }

    /// The JSON, not yet fit for a page: `JSONInScript` makes it so.
    /// - Returns: `nil` where there is nothing to explore.
    func json() throws -> String? {
        guard detail != .none else { return nil }
        let content = Content(
            layers: analysis.model.layers, heads: analysis.model.heads,
            layer: analysis.options.layer, head: analysis.options.head,
            bits: detail.bits, light: Self.text(.blues), dark: Self.text(.viridis),
            sentences: AnalyzedPair.Side.allCases.map(sentence))
        return String(decoding: try CompactJSON.encode(content), as: UTF8.self)
    }
}

extension ExplorerData {
    private struct Content: Encodable {
        var layers: Int
        var heads: Int
        var layer: Int
        var head: Int?
        var bits: Int
        /// Colours from low to high, six digits each, for light pages and for dark ones.
        var light: String
        var dark: String
        var sentences: [Sentence]

        enum CodingKeys: CodingKey {
            case layers, heads, layer, head, bits, light, dark, sentences
        }

        /// `null` for the mean of heads: the script tells it from a head by that.
        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(layers, forKey: .layers)
            try values.encode(heads, forKey: .heads)
            try values.encode(layer, forKey: .layer)
            try values.encode(head, forKey: .head)
            try values.encode(bits, forKey: .bits)
            try values.encode(light, forKey: .light)
            try values.encode(dark, forKey: .dark)
            try values.encode(sentences, forKey: .sentences)
        }
    }

    private struct Sentence: Encodable {
        /// The sentence; of a long text what stands around the word.
        var text: String
        var tokens: [String]
        /// The number of each token's word; `null` for tokens that the model adds.
        var words: [Int?]
        /// The words that the numbers mean.
        var wordTexts: [String]
        var target: [Int]
        /// [layers][heads][tokens][tokens]
        var full: String?
        /// [layers][heads][tokens]: the word's own rows.
        var rows: String?
        /// [layers][tokens][tokens]: the mean over heads.
        var means: String?
    }

    private func sentence(_ side: AnalyzedPair.Side) -> Sentence {
        let sentence = analysis.sentence(side)
        let encoding = encodings[side.rawValue]
        let sequence = encoding.sequence
        let wordCount = (sequence.wordIndices.compactMap(\.self).max() ?? -1) + 1
        var result = Sentence(
            text: analysis.view.sentences[side.rawValue].text, tokens: sentence.tokens,
            words: sequence.wordIndices,
            wordTexts: sequence.words.prefix(wordCount).map(\.text), target: sentence.target)
        if detail.hasEveryHead {
            result.full = packed(encoding.attentions.scalars)
            return result
        }
        result.rows = packed(encoding.attention(from: sentence.target).joined().joined())
        if detail.hasMeans {
            let means = (0..<encoding.layerCount).map { encoding.attention(layer: $0, head: nil) }
            result.means = packed(means.joined().joined())
        }
        return result
    }

    /// More steps than the eye tells apart.
    private static func text(_ map: ColorMap) -> String {
        (0..<64).map { String(map.color(at: (Double($0) + 0.5) / 64).web.dropFirst()) }.joined()
    }

    private func packed(_ values: some Sequence<Float>) -> String {
        var bytes: [UInt8] = []
        for value in values {
            // Also for what is no number.
            let fraction = value > 0 ? min(value, 1) : 0
            if detail.bits == 16 {
                let number = UInt16((fraction * 65535).rounded())
                bytes.append(UInt8(truncatingIfNeeded: number))
                bytes.append(UInt8(number >> 8))
            } else {
                bytes.append(UInt8((fraction.squareRoot() * 255).rounded()))
            }
        }
        return Data(bytes).base64EncodedString()
    }
}
