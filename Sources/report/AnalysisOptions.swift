import Analyses
import ArgumentParser
import Encoder
import Files
import Foundation

/// The options of the commands that analyse pairs.
struct AnalysisOptions: ParsableArguments {
    static let help = ArgumentHelp(
        "What to analyse besides similarity and attention: all, none, or names with commas.",
        discussion: AnalysisChoice.all.explanations.map { "\($0.name): \($0.text)" }
            .joined(separator: "; ") + ".",
        valueName: "list")

    /// - Throws: `ValidationError`, which names what there is.
    @Sendable static func choice(_ text: String) throws -> AnalysisChoice {
        guard let choice = AnalysisChoice(text) else {
            throw ValidationError(
                "expected all, none, or names with commas between them of "
                    + AnalysisChoice.all.names.joined(separator: ", "))
        }
        return choice
    }

    @Option(
        help: ArgumentHelp(
            "A file with sentences, one on each line, to measure the similarity of unrelated words from (for the analysis corrected).",
            valueName: "file"))
    var baseline: String?

    /// - Parameter needs: what the command's analyses or figure need of a model.
    func validate(with needs: Set<AnalysisNeed>) throws {
        guard baseline != nil, !needs.contains(.baseline) else { return }
        let names = AnalysisChoice.needing(.baseline).names
        throw ValidationError(
            "--baseline needs the analysis \(names.joined(separator: " or "))")
    }

    /// Read before the model loads: a mistake shows at once.
    func sentences() throws -> BaselineSentences {
        try baseline.map { path throws(InputError) in try BaselineSentences(path: path) }
            ?? .shipped
    }
}

extension ModelOptions {
    /// Prepares the analyses; measures the model's baseline if no run has done so before.
    func tools(
        _ analyses: AnalysisChoice, _ model: LoadedModel, _ sentences: BaselineSentences = .shipped
    ) throws -> AnalysisTools {
        try tools(
            analyses, model.encoder, weights: model.summary.sha256, sentences: sentences)
    }

    /// - Parameters:
    ///   - needs: what figures need besides what the analyses do.
    ///   - weights: the hash of the model's weights.
    func tools(
        _ analyses: AnalysisChoice = .none, needs: Set<AnalysisNeed> = [], _ model: EncoderModel,
        weights: String, sentences: BaselineSentences = .shipped
    ) throws -> AnalysisTools {
        try AnalysisTools(
            analyses, needs: needs, model: model, weights: weights,
            cache: BaselineCache(environment: ProcessInfo.processInfo.environment),
            sentences: sentences
        ) {
            warn {
                Console.note(
                    "measuring what unrelated words have in common in this model, once "
                        + "(\(sentences.sentences.count) sentences)")
            }
        } onUnwritten: { path in
            warn { Console.warning("\(path): cannot be written, so the next run measures again") }
        }
    }
}
