import Analyses
import ArgumentParser

/// What reports of pairs show of the attention.
struct AttentionOptions: ParsableArguments {
    @Option(
        help:
            "The layer of the second kind of bar chart: a name such as L3, its number, or \"last\"."
    )
    var layer: PairAnalyzer.Layer = .last

    @Option(
        help:
            "The attention head of that chart: a number from 0, or \"mean\", which is also the default for models that have no head 8."
    )
    var head: PairAnalyzer.Head = .standard

    @Flag(
        help:
            "Leave out the special tokens, such as [CLS] and [SEP] or <s> and </s>, and let the rest of the attention sum to 1."
    )
    var hideSpecial = false

    func analyzer(_ model: LoadedModel, _ tools: AnalysisTools) throws -> PairAnalyzer {
        try PairAnalyzer(
            model: model, layer: layer, head: head, hidesSpecial: hideSpecial, tools: tools)
    }
}

extension PairAnalyzer.Layer: ExpressibleByArgument {}

extension PairAnalyzer.Head: ExpressibleByArgument {
    public var defaultValueDescription: String { self == .standard ? "8" : description }
}
