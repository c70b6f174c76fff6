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

    /// - Throws: `ValidationError`, which names what is meant, or what there is.
    @Sendable static func choice(_ text: String) throws -> AnalysisChoice {
        guard let choice = AnalysisChoice(text) else {
            let known = ["all", "none"] + AnalysisChoice.all.names
            let stranger = text.split(separator: ",").map(String.init).first {
                !known.contains($0)
            }
            if let stranger, let name = nearestName(to: stranger, among: known) {
                throw ValidationError("there is no \"\(stranger)\"; did you mean \(name)?")
            }
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

    @OptionGroup var calibrationOption: CalibrationOption

    /// - Parameter needs: what the command's analyses or figure need of a model.
    func validate(with needs: Set<AnalysisNeed>) throws {
        for (option, value, need) in [
            ("--baseline", baseline, AnalysisNeed.baseline),
            ("--calibration", calibrationOption.calibration, .calibration),
        ] where value != nil && !needs.contains(need) {
            let names = AnalysisChoice.needing(need).names
            throw ValidationError(
                "\(option) needs the analysis \(names.joined(separator: " or "))")
        }
    }

    /// The files that are read.
    var files: [String] { [baseline, calibrationOption.calibration].compactMap { $0 } }

    /// Read before the model loads: a mistake shows at once.
    func sentences() throws -> BaselineSentences {
        try baseline.map { path throws(InputError) in try BaselineSentences(path: path) }
            ?? .shipped
    }

    /// The same of the labelled pairs.
    func labelledPairs() throws -> CalibrationList { try calibrationOption.labelledPairs() }
}

/// What models are calibrated on.
struct CalibrationOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A list of pairs with labels to calibrate the model on, which verdicts are made from.",
            valueName: "list"))
    var calibration: String?

    /// Read before a model loads: a mistake shows at once.
    func labelledPairs() throws -> CalibrationList {
        try calibration.map { path throws(InputError) in try CalibrationList(path: path) }
            ?? .shipped
    }
}

extension ModelOptions {
    /// Prepares the analyses; measures the model's baseline if no run has done so before.
    func tools(
        _ analyses: AnalysisChoice, _ model: LoadedModel,
        _ sentences: BaselineSentences = .shipped, _ list: CalibrationList = .shipped
    ) throws -> AnalysisTools {
        try tools(
            analyses, model.encoder, weights: model.summary.sha256, sentences: sentences,
            list: list)
    }

    /// - Parameters:
    ///   - needs: what figures need besides what the analyses do.
    ///   - weights: the hash of the model's weights.
    func tools(
        _ analyses: AnalysisChoice = .none, needs: Set<AnalysisNeed> = [], _ model: EncoderModel,
        weights: String, sentences: BaselineSentences = .shipped,
        list: CalibrationList = .shipped
    ) throws -> AnalysisTools {
        warn { list.warnings.forEach(Console.warning) }
        return try AnalysisTools(
            analyses, needs: needs, model: model, weights: weights,
            cache: BaselineCache(environment: ProcessInfo.processInfo.environment),
            sentences: sentences, list: list
        ) {
            warn {
                Console.note(
                    "measuring what unrelated words have in common in this model, once "
                        + "(\(sentences.sentences.count) sentences)")
            }
        } onCalibrating: {
            warn {
                Console.note(RunOptions.calibrating(on: list))
            }
        } onUnwritten: { path in
            warn { Console.unkept(path) }
        }
    }
}
