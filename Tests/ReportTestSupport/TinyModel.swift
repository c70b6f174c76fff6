import Analyses
import Encoder
import Foundation
import Lists

/// A model of random weights from the encoder's fixtures: 3 layers, 4 heads.
package enum TinyModel {
    package static let directory =
        URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .path + "/EncoderTests/Fixtures/distilbert-tiny"

    /// - Parameter family: the name of the fixture, or the path of a folder.
    package static func load(_ family: String = "distilbert-tiny") throws -> LoadedModel {
        let folder =
            family.hasPrefix("/")
            ? family : directory.replacingOccurrences(of: "distilbert-tiny", with: family)
        return try LoadedModel(
            ModelReference(folder, environment: [:]), cache: HubCache(directory: "/none"),
            threadCount: 2)
    }

    package static let pair = SentencePair(
        "The bank of the river was calm.", "She went to the bank to deposit money.", word: "bank")
}

extension TinyModel {
    package static let reference = BaselineSentences(
        sentences: ["The bank of the river.", "She went home.", "It was a dark day."], name: nil)

    /// A few labelled pairs of six words; the model has no sense to tell apart.
    package static let labelled = CalibrationList(
        ["bank", "river", "money", "house", "dog", "day"].flatMap { word in
            [
                .init(
                    SentencePair("The \(word) was dark.", "A \(word) is here.", word: word),
                    isSame: true),
                .init(
                    SentencePair("She went to the \(word).", "A \(word) is here.", word: word),
                    isSame: false),
            ]
        }, name: nil)

    /// Analyses with a baseline of a few sentences and a calibration of a few pairs, which are kept nowhere.
    package static func tools(
        _ choice: AnalysisChoice = .all, needs: Set<AnalysisNeed> = [], of model: LoadedModel
    ) throws -> AnalysisTools {
        try AnalysisTools(
            choice, needs: needs, model: model.encoder, weights: model.summary.sha256,
            cache: BaselineCache(directory: "/proc/none"), sentences: reference, list: labelled)
    }

    /// A pair with analyses.
    package static func analyzed(
        _ choice: AnalysisChoice = .all, _ pair: SentencePair = pair, hidesSpecial: Bool = false
    ) throws -> PairAnalyzer.Result {
        let model = try load()
        return try PairAnalyzer(
            model: model, special: hidesSpecial ? .hide : .apart, tools: tools(choice, of: model)
        ).analyze(pair)
    }

    /// A fixture whose checkpoint has no masked-language-model head.
    package static func withoutHead() throws -> LoadedModel { try load("electra-tiny") }
}
