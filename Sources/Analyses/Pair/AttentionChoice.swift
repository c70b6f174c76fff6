import Lists

extension PairAnalyzer {
    /// A layer as the user names it: `last`, or its number from 0, which may have the L in front that all
    /// output writes.
    package enum Layer: Hashable, Sendable {
        case last
        case index(Int)
    }

    /// A head as the user names it: `mean`, `standard`, or a number from 0.
    package enum Head: Hashable, Sendable {
        /// Head 8, which the notebook shows, where the model has it; else the mean.
        case standard
        case index(Int)
        case mean
    }

    /// A layer and head that a model has.
    package struct Selection: Equatable, Sendable {
        package let layer: Int
        /// `nil` for the mean over heads.
        let head: Int?

        /// - Throws: `SelectionError` for a layer or head that the model does not have.
        package init(
            layer: Layer, head: Head, layerCount: Int, headCount: Int
        ) throws(SelectionError) {
            switch layer {
            case .last: self.layer = layerCount - 1
            case .index(let index):
                guard 0..<layerCount ~= index else {
                    throw SelectionError(kind: "layer", value: index, count: layerCount)
                }
                self.layer = index
            }
            switch head {
            case .standard: self.head = headCount > 8 ? 8 : nil
            case .mean: self.head = nil
            case .index(let index):
                guard 0..<headCount ~= index else {
                    throw SelectionError(kind: "head", value: index, count: headCount)
                }
                self.head = index
            }
        }
    }
}

extension PairAnalyzer.Layer: LosslessStringConvertible {
    package init?(_ text: String) {
        if text == "last" {
            self = .last
        } else {
            let hasName =
                text.utf8.first == UInt8(ascii: "L") || text.utf8.first == UInt8(ascii: "l")
            let number = hasName ? text.dropFirst() : text[...]
            // A sign behind the letter is part of no name.
            guard let index = Int(number), !hasName || number.allSatisfy(\.isNumber) else {
                return nil
            }
            self = .index(index)
        }
    }

    package var description: String {
        switch self {
        case .last: "last"
        case .index(let index): String(index)
        }
    }
}

extension PairAnalyzer.Head: LosslessStringConvertible {
    package init?(_ text: String) {
        switch text {
        case "mean": self = .mean
        case "standard": self = .standard
        default:
            guard let index = Int(text) else { return nil }
            self = .index(index)
        }
    }

    package var description: String {
        switch self {
        case .standard: "standard"
        case .mean: "mean"
        case .index(let index): String(index)
        }
    }
}
