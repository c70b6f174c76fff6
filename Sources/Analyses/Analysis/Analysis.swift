import Encoder

/// An analysis of a pair that goes beyond raw attention and raw cosine: everything that the program knows
/// of one stands in its type, and `AnalysisRegistry` lists the types.
///
/// A value holds the numbers of one pair, as `data.json` has them under `analyses` and the type's name.
/// From the registry follow `--analyses`, the CSV files, the sections of the page, the figures, and their
/// help.
package protocol Analysis: Codable, Equatable, Sendable {
    /// The key in `data.json`, and the name after `--analyses`.
    static var name: String { get }
    /// As a heading.
    static var title: String { get }
    /// What it is, in one line.
    static var explanation: String { get }
    /// The papers, for the end of the page's text.
    static var source: String { get }
    /// What it needs besides hidden states and attention.
    static var needs: Set<AnalysisNeed> { get }
    /// Whether its figures show weights of attention, or what is made of them.
    static var showsAttention: Bool { get }
    /// Its figures, as `report figure` draws them.
    static var figures: [FigureKind] { get }

    /// Analyses many pairs at once. The numbers of a pair do not depend on the others.
    ///
    /// - Returns: as many as there are pairs; `nil` where the tools or the pair lack what it needs.
    static func results(of input: AnalysisInput) throws -> [Self?]

    /// Makes sure that what shows the numbers can index them, and that JSON can hold them.
    /// - Throws: `AnalyzedPairError`.
    func validate(_ shape: PairShape) throws

    /// Columns of `similarity.csv`.
    var stateColumns: [StateColumn] { get }
    /// Columns of `heads.csv`.
    var headColumns: [HeadColumn] { get }
    /// Columns of `tokens.csv`.
    var tokenColumns: [TokenColumn] { get }
    /// Lines of `analyses.csv`: numbers that have no column elsewhere.
    func lines(_ view: PairView) -> [AnalysisLine]

    /// The figures that the page shows.
    func pageFigures(_ view: PairView) -> [FigureKind]
    /// The part of the page that opens; `nil` where the page has the numbers elsewhere.
    func section(_ view: PairView) -> AnalysisSection?
}

/// Most analyses need nothing, and have numbers for one or two of the files.
extension Analysis {
    package static var needs: Set<AnalysisNeed> { [] }
    package static var showsAttention: Bool { false }
    package var stateColumns: [StateColumn] { [] }
    package var headColumns: [HeadColumn] { [] }
    package var tokenColumns: [TokenColumn] { [] }
    package func lines(_ view: PairView) -> [AnalysisLine] { [] }
    package func pageFigures(_ view: PairView) -> [FigureKind] { [] }
}

/// What is prepared once for a model.
package enum AnalysisNeed: CaseIterable, Sendable {
    /// What every token attends to, which is not kept for a text of more than `EncoderModel.wholeAttentionLimit` tokens.
    case everyRow
    /// What unrelated words have in common.
    case baseline
    /// What the heads make of each token's state.
    case valueVectors
    /// A masked-language-model head.
    case maskedWords
    /// A mask in the vocabulary.
    case mask
    /// What labelled pairs have in common.
    case calibration
}

/// All analyses, in the order of the page.
enum AnalysisRegistry {
    static let all: [any Analysis.Type] = [
        Corrected.self,
        Verdict.self,
        Rollout.self,
        NormFlow.self,
        Heads.self,
        Substitutes.self,
        Neighbours.self,
        Geometry.self,
        IntraSentence.self,
        Sinks.self,
        Occlusion.self,
    ]
}

/// The text of an analysis on the page, its main results, and the numbers.
package struct AnalysisSection {
    /// What rows, columns and colours mean, and what they do not show.
    package var how: String
    package var points: [Finding] = []
    package var tables: [AnalysisTable]
}
