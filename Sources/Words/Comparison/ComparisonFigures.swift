import Analyses
import Charts
import Files
import Foundation

/// The figures of models side by side.
struct ComparisonFigures {
    let comparison: ModelComparison

    private var models: [ComparedModel] { comparison.models }
    private var isOnePair: Bool { comparison.pairs.isOnePair }

    /// The figures in the order of the page: all models by depth, each model, and of one pair the attention.
    var figures: [Figure] {
        [depthFigure] + models.indices.map(modelFigure) + attentionFigures
    }

    // MARK: By depth

    static let depthName = "depth"

    /// The parts of the axis from the embeddings to the last layer.
    private static let depthLabels = ["0", "0.25", "0.5", "0.75", "1"]

    var depthChart: LineChart {
        let parts = Double(Self.depthLabels.count - 1)
        return LineChart(
            title: depthTitle, labels: Self.depthLabels,
            series: models.enumerated().map { index, model in
                LineChart.Series(
                    name: model.name, values: depthValues(index),
                    places: model.depths.map { $0 * parts })
            },
            categoryTitle: "relative depth, from the embeddings (0) to the last layer (1)",
            valueTitle: comparison.ranking == nil ? "cosine similarity" : "AUC",
            showsValues: false)
    }

    private var depthTitle: String {
        if comparison.ranking != nil { return "How well models tell the senses apart, by depth" }
        return isOnePair ? "Similarity of the word, by depth" : "Mean similarity, by depth"
    }

    /// What the chart shows of a model, `[layers + 1]`.
    private func depthValues(_ index: Int) -> [Double] {
        if let ranking = comparison.ranking,
            let entry = ranking.entries.first(where: { $0.model == index })
        {
            return entry.aucByLayer
        }
        let none = models[index].depths.map { _ in Double.nan }
        return models[index].mean(comparison.common) ?? none
    }

    private var depthFigure: Figure {
        let meaning =
            comparison.ranking == nil
            ? "What counts as similar differs from model to model: the figures below say what labelled pairs have."
            : "The area under the ROC curve: 0.5 is chance, 1 tells all pairs apart."
        return Figure(
            name: Self.depthName, title: "All models by relative depth",
            caption:
                "Depth is the number of the layer divided by the number of layers, so that models of "
                + "different size can be compared. \(meaning)",
            size: FigureSize(width: 440, height: 270 + 10 * Double(max(models.count - 4, 0))),
            narrowSize: .narrow(height: 200 + 13 * Double(models.count)), chart: depthChart)
    }

    // MARK: Each model

    static func modelName(_ index: Int) -> String { "model-\(index + 1)" }

    func modelChart(_ index: Int) -> LineChart {
        let model = models[index]
        let lines = modelLines(model)
        return LineChart(
            title: model.name, labels: model.stateNames, series: lines,
            categoryTitle: "layer", valueTitle: "cosine similarity", valueRange: range,
            showsValues: false, names: .legend,
            bands: .labelledPairs(
                same: model.layers.map(\.same.band), different: model.layers.map(\.different.band),
                namesShare: false, sharesColors: lines.count == 2))
    }

    /// The pair's line, or the means of the list's labels, or of all its pairs.
    private func modelLines(_ model: ComparedModel) -> [LineChart.Series] {
        func line(_ name: String, _ pairs: [Int]) -> LineChart.Series? {
            model.mean(pairs).map { LineChart.Series(name: name, values: $0) }
        }
        if isOnePair { return [line("this pair", comparison.common)].compactMap(\.self) }
        let byLabel = [
            line("same, mean", comparison.labelled(isSame: true)),
            line("different, mean", comparison.labelled(isSame: false)),
        ].compactMap(\.self)
        return byLabel.isEmpty
            ? [line("all pairs, mean", comparison.common)].compactMap(\.self) : byLabel
    }

    /// All models share one scale, in tenths.
    private var range: ClosedRange<Double> {
        let values =
            models.flatMap { model in
                modelLines(model).flatMap(\.values)
                    + model.layers.flatMap { layer in
                        [layer.same.band, layer.different.band]
                            .flatMap { [$0.lowerBound, $0.upperBound] }
                    }
            }
        let low = ((values.min() ?? 0) * 10).rounded(.down) / 10
        let high = ((values.max() ?? 1) * 10).rounded(.up) / 10
        return low...max(high, low + 0.1)
    }

    private func modelFigure(_ index: Int) -> Figure {
        let line = isOnePair ? "The line is this pair" : "Lines are means over the list"
        return Figure(
            name: Self.modelName(index), title: models[index].name,
            caption:
                "\(line); areas hold the middle 80% of labelled pairs with the same sense and with different "
                + "senses.",
            size: FigureSize(width: 420, height: 270), narrowSize: .narrow(height: 230),
            chart: modelChart(index))
    }

    // MARK: Attention

    /// Which of the two layers are shown.
    static let layers = ["first", "last"]

    static func attentionName(_ layer: Int, _ sentence: Int) -> String {
        "attention-\(layers[layer])-\(sentence + 1)"
    }

    private var attentionFigures: [Figure] {
        guard isOnePair, let pair = comparison.pairs.entries.first?.pair else { return [] }
        let texts = [(pair.sentence1, pair.word1), (pair.sentence2, pair.word2)]
        return texts.enumerated().flatMap { sentence, text in
            Self.layers.indices.map { layer in
                attentionFigure(layer, sentence, text: text.0, word: text.1)
            }
        }
    }

    private func attentionFigure(
        _ layer: Int, _ sentence: Int, text: String, word: String
    ) -> Figure {
        let shares = ComparedAttention(comparison, sentence: sentence, text: text)
        let rows = models.indices.map { shares.shares($0, layer: layer) }
        return Figure(
            name: Self.attentionName(layer, sentence),
            title: "\(Self.layers[layer].capitalized) layer, sentence \(sentence + 1)",
            caption:
                "Each row is a model: how the attention of “\(Format.isolated(word))” is divided among the words, "
                + "without special tokens, as the mean over heads."
                + (rows.joined().contains(where: \.isNaN)
                    ? " Hatched: beyond what the model reads." : ""),
            size: FigureSize(
                width: min(max(440, 150 + 38 * Double(shares.labels.count)), 880),
                height: 120 + 24 * Double(models.count)),
            chart: Heatmap(
                title:
                    "Where “\(word)” attends in the \(Self.layers[layer]) layer, sentence \(sentence + 1)",
                subtitle: text, rowLabels: models.map(\.name), columnLabels: shares.labels,
                values: rows.map { $0.map(Double.init) }, valueTitle: "share of attention",
                colorRange: 0...max(Double(shares.largest), 0.01),
                markedColumns: shares.own))
    }
}

/// Where the word of one sentence attends in all models.
struct ComparedAttention {
    /// The words, in the division that all tokenizers have in common.
    let labels: [String]
    let places: [Range<Int>]
    /// The columns of the word itself.
    let own: Set<Int>
    /// Of both layers.
    let largest: Float
    private let common: CommonWords
    private let attentions: [WordAttention?]

    init(_ comparison: ModelComparison, sentence: Int, text: String) {
        attentions = comparison.models.map { $0.measurement.pairs[0]?.attention?[sentence] }
        let common = CommonWords(attentions.compactMap { $0?.places })
        self.common = common
        places = common.columns
        let scalars = Array(text.unicodeScalars)
        labels = common.columns.map { range in
            String(String.UnicodeScalarView(scalars[range.clamped(to: scalars.indices)]))
        }
        own = Set(
            attentions.compactMap(\.self).flatMap { attention in
                attention.own.compactMap { common.column(of: attention.places[$0]) }
            })
        largest =
            attentions.compactMap(\.self).flatMap { attention in
                attention.layers.flatMap { common.shares($0, attention.places) }
            }.filter(\.isFinite).max() ?? 0
    }

    /// The shares of the words in a model's first (0) or last (1) layer; NaN for what it does not read.
    func shares(_ model: Int, layer: Int) -> [Float] {
        guard let attention = attentions[model] else { return places.map { _ in .nan } }
        return common.shares(attention.layers[layer], attention.places)
    }
}
