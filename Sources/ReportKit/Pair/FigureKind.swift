/// The figures of pair reports.
public enum FigureKind: Hashable, Sendable {
    /// The cosine of the word's two vectors, layer by layer.
    case similarity
    /// Where the word attends in the layer and head that the options chose.
    case chosenLayer(PairAnalysis.Side)
    /// Where the word attends in the first layer, the mean over heads.
    case firstLayer(PairAnalysis.Side)
    /// Where the word attends, layer by token.
    case layers(PairAnalysis.Side)
    /// One of the analyses that go beyond raw attention; only where the pair has it.
    case analysis(AnalysisFigure)

    /// Those that every pair has, in the order of the page; see also `PairAnalysis.figureKinds`.
    public static let all: [FigureKind] =
        [.similarity] + PairAnalysis.Side.allCases.map(chosenLayer)
        + PairAnalysis.Side.allCases.map(firstLayer) + PairAnalysis.Side.allCases.map(layers)
}

/// The layer and head whose attention a bar chart or a table column shows.
struct AttentionSelection: Equatable, Sendable {
    var layer: Int
    /// `nil` for the mean over heads.
    var head: Int?
}

extension PairAnalysis {
    /// What the options chose.
    var chosenSelection: AttentionSelection {
        AttentionSelection(layer: options.layer, head: options.head)
    }

    /// What the charts of the first layer show.
    var firstSelection: AttentionSelection { AttentionSelection(layer: 0, head: nil) }

    /// A figure's file name without its ending, for example `last-layer-1`.
    public func name(of kind: FigureKind) -> String {
        switch kind {
        case .similarity: "similarity"
        case .chosenLayer(let side):
            options.layer == model.layers - 1
                ? "last-layer-\(side.number)"
                : "layer-\(Self.layerName(options.layer))-\(side.number)"
        case .firstLayer(let side): "first-layer-\(side.number)"
        case .layers(let side): "layers-\(side.number)"
        case .analysis(let figure): figure.rawValue
        }
    }

    /// "Last layer (L5)", "First layer (L0)" or "Layer L3".
    func title(of layer: Int) -> String {
        let name = Self.layerName(layer)
        if layer == model.layers - 1 { return "Last layer (\(name))" }
        return layer == 0 ? "First layer (\(name))" : "Layer \(name)"
    }

    /// "last layer (L5), head 8", for the middle of a sentence.
    func phrase(for selection: AttentionSelection) -> String {
        let title = title(of: selection)
        return title.prefix(1).lowercased() + title.dropFirst()
    }

    /// "Last layer (L5), head 8".
    func title(of selection: AttentionSelection) -> String {
        title(of: selection.layer) + ", "
            + (selection.head.map { "head \($0)" } ?? "mean of \(model.heads) heads")
    }

    /// What the figures leave out of a sentence: the special tokens where the options hide them.
    func hiddenTokens(_ side: Side) -> [String] {
        let sentence = sentence(side)
        guard options.hideSpecial else { return [] }
        return zip(sentence.tokens, sentence.isSpecial).filter(\.1).map(\.0)
    }

    /// ", [CLS] and [SEP] left out" where they are; the names are the model's.
    var hiddenNote: String {
        let names = Format.names(Side.allCases.flatMap(hiddenTokens))
        return names.isEmpty ? "" : ", \(names) left out"
    }

    /// Values that a figure shows, by token: those of `shownTokens`.
    func shownRow(_ side: Side, _ selection: AttentionSelection) -> [Float] {
        attentionRow(
            side: side, layer: selection.layer, head: selection.head,
            hidingSpecial: options.hideSpecial)
    }

    /// Rows of layers by shown tokens.
    func shownMap(_ side: Side) -> [[Float]] {
        layerMap(side: side, hidingSpecial: options.hideSpecial)
    }

    func shownTokens(_ side: Side) -> [Int] {
        shownTokens(side: side, hidingSpecial: options.hideSpecial)
    }
}
