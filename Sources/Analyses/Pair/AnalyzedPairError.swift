/// Why the parts of a pair's analysis do not fit together.
package enum AnalyzedPairError: Error, Equatable, CustomStringConvertible {
    /// The object belongs to another program or to another version of this one.
    case unknownSchema(String)
    /// An array has the wrong length.
    case wrongCount(part: String, expected: Int, found: Int)
    /// An index, offset or count lies outside of its range.
    case outOfRange(part: String, allowed: String, found: Int)
    /// A number is infinite or not a number.
    case notFinite(part: String)

    package var description: String {
        switch self {
        case .unknownSchema(let found):
            "schema: expected \"\(AnalyzedPair.schema)\", found \"\(found)\"; "
                + "write the file anew with this version"
        case .wrongCount(let part, let expected, let found):
            "\(part): expected \(expected) entries, found \(found)"
        case .outOfRange(let part, let allowed, let found):
            "\(part): expected \(allowed), found \(found)"
        case .notFinite(let part):
            "\(part): expected a finite number; the model's weights may be damaged"
        }
    }
}

extension AnalyzedPair {
    /// Makes sure that no method can index out of range.
    func validate() throws {
        try atLeastOne("model.layers", model.layers)
        try atLeastOne("model.heads", model.heads)
        let shape = PairShape(
            layers: model.layers, heads: model.heads,
            tokens: sentences.map(\.tokens.count))
        try shape.index("options.layer", options.layer, below: model.layers)
        if let head = options.head { try shape.index("options.head", head, below: model.heads) }
        try shape.count("sentences", sentences.count, 2)
        try shape.count("attention", attention.count, 2)
        for (number, sentence) in sentences.enumerated() {
            try validate(sentence, shape, part: "sentences[\(number)]")
        }
        let states = model.layers + 1
        try shape.count("similarity.layers", similarity.layers.count, states)
        try shape.count("similarity.cosine", similarity.cosine.count, states)
        for (layer, value) in similarity.cosine.enumerated() where !value.isFinite {
            throw AnalyzedPairError.notFinite(part: "similarity.cosine[\(layer)]")
        }
        for (number, attention) in attention.enumerated() {
            try validate(
                attention, shape, tokens: sentences[number].tokens.count,
                part: "attention[\(number)].target_rows")
        }
        for analysis in analyses.present { try analysis.validate(shape) }
    }

    private func validate(_ sentence: Sentence, _ shape: PairShape, part: String) throws {
        let tokens = sentence.tokens.count
        try atLeastOne("\(part).tokens", tokens)
        try shape.count("\(part).ids", sentence.ids.count, tokens)
        try shape.count("\(part).offsets", sentence.offsets.count, tokens)
        try atLeastOne("\(part).target", sentence.target.count)
        var lowest = 0
        for token in sentence.target {
            guard (lowest..<tokens).contains(token) else {
                throw AnalyzedPairError.outOfRange(
                    part: "\(part).target", allowed: "ascending indices below \(tokens)",
                    found: token)
            }
            lowest = token + 1
        }
        for token in sentence.special ?? [] {
            try shape.index("\(part).special", token, below: tokens)
        }
        if let words = sentence.words { try shape.count("\(part).words", words.count, tokens) }
        let scalars = sentence.text.unicodeScalars.count
        for (token, range) in sentence.offsets.enumerated() {
            guard range.lowerBound >= 0, range.upperBound <= scalars else {
                throw AnalyzedPairError.outOfRange(
                    part: "\(part).offsets[\(token)]", allowed: "0...\(scalars)",
                    found: range.lowerBound < 0 ? range.lowerBound : range.upperBound)
            }
        }
    }

    private func validate(
        _ attention: Attention, _ shape: PairShape, tokens: Int, part: String
    ) throws {
        try shape.count(part, attention.targetRows.count, model.layers)
        for (layer, heads) in attention.targetRows.enumerated() {
            try shape.count("\(part)[\(layer)]", heads.count, model.heads)
            for (head, row) in heads.enumerated() {
                try shape.count("\(part)[\(layer)][\(head)]", row.count, tokens)
                for (token, value) in row.enumerated() where !value.isFinite {
                    throw AnalyzedPairError.notFinite(part: "\(part)[\(layer)][\(head)][\(token)]")
                }
            }
        }
    }

    private func atLeastOne(_ part: String, _ found: Int) throws {
        guard found > 0 else {
            throw AnalyzedPairError.outOfRange(part: part, allowed: "at least 1", found: found)
        }
    }
}
