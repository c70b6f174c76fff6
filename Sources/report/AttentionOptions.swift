import Analyses
import ArgumentParser

/// What reports of pairs show of the attention.
struct AttentionOptions: ParsableArguments {
    @Option(
        help:
            "The layer of the second pair of bar charts: a name such as L3, its number, or \"last\"."
    )
    var layer: PairAnalyzer.Layer = .last

    @Option(
        help:
            "The attention head of that chart: a number from 0, or \"mean\", which is also the default for models that have no head 8."
    )
    var head: PairAnalyzer.Head = .standard

    @Option(help: SpecialTokens.help)
    var special: SpecialTokens = .apart

    func analyzer(_ model: LoadedModel, _ tools: AnalysisTools) throws -> PairAnalyzer {
        try PairAnalyzer(
            model: model, layer: layer, head: head, special: special, tools: tools)
    }
}

extension SpecialTokens: ExpressibleByArgument {
    static let help = ArgumentHelp(
        "What figures of attention do with special tokens, such as [CLS] and [SEP] or <s> and </s>: set them apart, so that the scale fits the other tokens; hide them and let the rest of each row sum to 1; or count them for the scale.",
        valueName: allCases.map(\.rawValue).joined(separator: "|"))
}

extension PairAnalyzer.Layer: ExpressibleByArgument {}

extension PairAnalyzer.Head: ExpressibleByArgument {
    public var defaultValueDescription: String { self == .standard ? "8" : description }
}
