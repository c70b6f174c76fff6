/// The figures of every pair report, with their names and their words.
///
/// The page places a figure by its name; title, caption and alternative text are computed from the
/// numbers, so that they say what this figure shows.
public enum FigureKind: Hashable, Sendable {
    case similarity
    case lastLayer(PairAnalysis.Side)
    case firstLayer(PairAnalysis.Side)
    case layers(PairAnalysis.Side)

    /// In the order of the page.
    public static let all: [FigureKind] =
        [.similarity] + PairAnalysis.Side.allCases.map(lastLayer)
        + PairAnalysis.Side.allCases.map(firstLayer) + PairAnalysis.Side.allCases.map(layers)

    /// The file name without its ending, for example `last-layer-1`.
    public var name: String {
        switch self {
        case .similarity: "similarity"
        case .lastLayer(let side): "last-layer-\(side.number)"
        case .firstLayer(let side): "first-layer-\(side.number)"
        case .layers(let side): "layers-\(side.number)"
        }
    }
}

extension PairAnalysis {
    /// Short heading of a figure, for its caption.
    public func title(of kind: FigureKind) -> String {
        switch kind {
        case .similarity: "Similarity by layer"
        case .lastLayer(let side):
            "\(layerTitle), sentence \(side.number)"
        case .firstLayer(let side):
            "First layer (\(Self.layerName(0))), sentence \(side.number)"
        case .layers(let side): "All layers, sentence \(side.number)"
        }
    }

    /// "Last layer (L5)", or "Layer L3" if another one was asked for.
    var layerTitle: String {
        let name = Self.layerName(options.layer)
        return options.layer == model.layers - 1 ? "Last layer (\(name))" : "Layer \(name)"
    }

    /// How to read a figure.
    public func caption(of kind: FigureKind) -> String {
        switch kind {
        case .similarity:
            return "One point per hidden state, from the embeddings (emb) to the last layer. "
                + "The lower the point, the further apart the two vectors."
        case .lastLayer(let side): return barsCaption(side, layer: options.layer)
        case .firstLayer(let side): return barsCaption(side, layer: 0)
        case .layers(let side):
            return "Along a row: where “\(sentence(side).word)” attends in one layer "
                + "(\(basis(head: nil)); a row adds up to 1). "
                + "Down a column: how a token gains or loses from layer to layer."
        }
    }

    private func barsCaption(_ side: Side, layer: Int) -> String {
        let most = largestShares(side, layer: layer)
        return "The longer the bar, the more “\(sentence(side).word)” attends to the token "
            + "(\(basis(head: options.head)))."
            + (most.isEmpty ? "" : " Most goes to \(Format.list(most)).")
    }

    /// What a figure shows, for readers who do not see it: the kind of chart and its main values.
    public func altText(of kind: FigureKind) -> String {
        switch kind {
        case .similarity:
            let values = zip(similarity.layers, similarity.cosine)
                .map { "\($0) \(Format.cosine($1))" }
            return "Line chart of the cosine by layer: \(values.joined(separator: ", "))."
        case .lastLayer(let side): return barsText(side, layer: options.layer)
        case .firstLayer(let side): return barsText(side, layer: 0)
        case .layers(let side):
            let tokens = shownTokens(side: side, hidingSpecial: options.hideSpecial)
                .map { sentence(side).tokens[$0] }
            let map = layerMap(side: side, hidingSpecial: options.hideSpecial)
            let peaks = map.enumerated().map { layer, row in
                let name = Self.layerName(layer)
                return largest(row, tokens, count: 1).first.map { "\(name) \($0)" } ?? name
            }
            return "Heatmap of the attention from “\(sentence(side).word)” in sentence "
                + "\(side.number), layers by tokens. Largest in each layer: "
                + "\(peaks.joined(separator: ", "))."
        }
    }

    private func barsText(_ side: Side, layer: Int) -> String {
        let most = largestShares(side, layer: layer)
        return "Bar chart of the attention from “\(sentence(side).word)” to each token of sentence "
            + "\(side.number) in layer \(Self.layerName(layer)), \(basis(head: options.head)). "
            + (most.isEmpty ? "No token is shown." : "Largest: \(most.joined(separator: ", ")).")
    }

    private func largestShares(_ side: Side, layer: Int) -> [String] {
        let hides = options.hideSpecial
        let row = attentionRow(
            side: side, layer: layer, head: options.head, hidingSpecial: hides)
        let tokens = shownTokens(side: side, hidingSpecial: hides)
            .map { sentence(side).tokens[$0] }
        return largest(row, tokens, count: 3)
    }

    /// The tokens with the largest values; of equal ones the earlier comes first.
    private func largest(_ row: [Float], _ tokens: [String], count: Int) -> [String] {
        row.enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
            .prefix(count).map { "\(tokens[$0.offset]) (\(Format.percent($0.element)))" }
    }

    private func basis(head: Int?) -> String {
        (head.map { "head \($0)" } ?? "mean of heads")
            + (options.hideSpecial ? ", special tokens left out" : "")
    }
}
