import Encoder
import Synchronization

/// The pairs that are analysed together, with what the model computed for them.
package final class AnalysisInput: Sendable {
    /// One sentence with the tokens of the word.
    struct Side: Sendable {
        let encoding: ModelOutput
        let target: [Int]
        /// The word as it was asked for; that of the sentence where nothing is said.
        var word: String?
        /// The sentence with the word masked, for substitutes, where it has been encoded already.
        var masked: (sentence: MaskedSentence, encoding: ModelOutput)?
    }

    /// Two sentences; one where a figure is of one alone.
    struct Pair: Sendable {
        let sides: [Side]
        /// Of the word's two vectors, `[layers + 1]`; nothing of one sentence.
        let cosine: [Float]

        init(sides: [Side]) {
            self.sides = sides
            cosine =
                sides.count < 2
                ? []
                : CosineSimilarity.byLayer(
                    sides[0].encoding, sides[0].target, sides[1].encoding, sides[1].target)
        }

        /// Whether the attention of every token is there, as it is but for long texts.
        var hasEveryRow: Bool { sides.allSatisfy(\.encoding.hasEveryRow) }

        /// The words that are compared: as they were asked for, and as they stand in the sentences.
        var words: [String] {
            sides.flatMap { side in
                [side.word].compactMap(\.self)
                    + [AnalyzedPair.Sentence.text(side.encoding.sequence, side.target)]
            }
        }
    }

    let pairs: [Pair]
    /// The attention layer that the user chose.
    let layer: Int
    let tools: AnalysisTools
    /// The numbers do not depend on it.
    let threadCount: Int
    private let known = Mutex<[[AttentionFlow]]?>(nil)

    init(_ pairs: [Pair], layer: Int, tools: AnalysisTools, threadCount: Int = 1) {
        self.pairs = pairs
        self.layer = layer
        self.tools = tools
        self.threadCount = threadCount
    }

    /// What attention hands the word in each sentence of each pair; computed once, for all together.
    ///
    /// - Returns: `nil` where the tools have no value vectors.
    func flows() throws -> [[AttentionFlow]]? {
        guard let transform = tools.transform else { return nil }
        return try known.withLock { known in
            if let known { return known }
            var flows = try transform.flows(
                pairs.flatMap(\.sides).map { ($0.target, $0.encoding) })[...]
            let made = pairs.map { pair in
                defer { flows = flows.dropFirst(pair.sides.count) }
                return Array(flows.prefix(pair.sides.count))
            }
            known = made
            return made
        }
    }
}
