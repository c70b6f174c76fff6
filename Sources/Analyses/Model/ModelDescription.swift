import Encoder
import Files
import Foundation

/// What `report model info` prints: a model's sizes and its parts.
package enum ModelDescription {
    package static func text(for model: LoadedModel) -> String {
        let configuration = model.encoder.configuration
        let rows = [
            ("model", model.summary.name),
            ("type", model.summary.type),
            ("layers", "\(configuration.layerCount)"),
            ("heads", "\(configuration.headCount) of width \(configuration.headSize)"),
            ("hidden size", "\(configuration.hiddenSize)"),
            (
                "feed-forward size",
                "\(configuration.intermediateSize), \(configuration.activation.rawValue)"
            ),
            ("layer-norm epsilon", "\(configuration.layerNormEpsilon)"),
            ("vocabulary", Format.grouped(configuration.vocabularySize)),
            ("longest sentence", "\(configuration.maximumTokenCount) tokens"),
            ("case", model.encoder.tokenizer.normalizer.lowercases ? "ignored" : "kept"),
            ("parameters", Format.grouped(model.summary.parameters)),
            ("SHA-256", model.summary.sha256),
        ]
        let width = rows.map(\.0.count).max() ?? 0
        var lines = rows.map { $0.0.padded(to: width) + "  " + $0.1 }
        lines.append("")
        lines += table(of: model.encoder.parameters)
        return lines.joined(separator: "\n")
    }

    /// One line a tensor: name, shape, number type, number of parameters.
    private static func table(of parameters: [SafetensorsHeader.Entry]) -> [String] {
        let rows =
            [("tensor", "shape", "type", "parameters")]
            + parameters.sorted { $0.name.isOrderedBefore($1.name) }.map {
                (
                    $0.name, $0.shape.map(String.init).joined(separator: " × "), $0.type.rawValue,
                    Format.grouped($0.elementCount)
                )
            }
        let name = rows.map(\.0.count).max() ?? 0
        let shape = rows.map(\.1.count).max() ?? 0
        let count = rows.map(\.3.count).max() ?? 0
        return rows.map { row in
            row.0.padded(to: name) + "  " + row.1.padded(to: shape) + "  " + row.2.padded(to: 4)
                + "  "
                + String(repeating: " ", count: count - row.3.count) + row.3
        }
    }
}

extension String {
    /// Alphabetical, with runs of digits compared as numbers: layer 2 comes before layer 10.
    fileprivate func isOrderedBefore(_ other: String) -> Bool {
        compare(other, options: .numeric) == .orderedAscending
    }
}
