import Analyses
import Encoder
import Files

/// A row of the table that says what produced a page's numbers.
package struct PageSetting {
    var name: String
    var value: String
    /// Whether the value reads like code.
    var isCode = false

    /// What the templates see.
    package var values: PageValues { ["name": name, "value": value, "code": isCode] }
}

extension PageSetting {
    package static func model(_ model: AnalyzedPair.Model) -> [Self] {
        [
            Self(name: "Model", value: model.name), Self(name: "Type", value: model.type),
            Self(name: "Layers", value: Format.grouped(model.layers)),
            Self(name: "Heads", value: Format.grouped(model.heads)),
            Self(name: "Hidden size", value: Format.grouped(model.hiddenSize)),
            Self(name: "Parameters", value: Format.grouped(model.parameters)),
            Self(name: "Precision", value: model.precision ?? Precision.float32.rawValue),
            Self(name: "SHA-256 of the weights", value: model.sha256, isCode: true),
        ]
    }

    package static func program(_ producer: Producer) -> Self {
        Self(name: "Program", value: "\(producer.name) \(producer.version)")
    }

    /// What figures of pairs show.
    package static func figures(_ options: PairOptions) -> [Self] {
        [
            Self(name: "Layer shown as last", value: AnalyzedPair.layerName(options.layer)),
            Self(
                name: "Head shown", value: options.head.map { "head \($0)" } ?? "mean of all heads"),
            Self(
                name: "Special tokens",
                value: special(options.special)),
        ]
    }

    private static func special(_ special: SpecialTokens) -> String {
        switch special {
        case .apart: "shown in figures, apart from the scale"
        case .hide: "left out of figures"
        case .scale: "shown in figures, on the scale"
        }
    }

    /// What the similarity of unrelated words was measured from.
    ///
    /// - Parameters:
    ///   - words: how many.
    ///   - sha256: that of their sentences.
    package static func baseline(words: Int, sha256: String, _ options: PairOptions) -> [Self] {
        [
            Self(
                name: "Baseline",
                value: "\(Format.grouped(words)) words, one of each sentence of "
                    + (options.baseline ?? "this program")),
            Self(name: "SHA-256 of those sentences", value: sha256, isCode: true),
        ]
    }
}
