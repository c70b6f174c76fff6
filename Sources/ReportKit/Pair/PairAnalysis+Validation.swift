/// Makes sure that what shows the analyses can index them, and that JSON can hold their numbers.
extension PairAnalysis {
    func validateAnalyses() throws {
        let part = "analyses"
        if let corrected = analyses.corrected {
            try states(corrected.baseline, "\(part).corrected.baseline")
            try states(corrected.cosine, "\(part).corrected.cosine")
            try states(corrected.sentenceMeans, "\(part).corrected.sentence_means")
        }
        if let rollout = analyses.rollout { try shares(rollout.layers, "\(part).rollout.layers") }
        if let norm = analyses.norm {
            try shares(norm.layers, "\(part).norm.layers")
            try bySentence(norm.heads, "\(part).norm.heads") { heads, tokens, part in
                try byLayer(heads, part) { heads, part in
                    try byHead(heads, part) { try row($0, tokens, $1) }
                }
            }
        }
        if let heads = analyses.heads { try validate(heads, part: "\(part).heads") }
        if let substitutes = analyses.substitutes {
            try validate(substitutes, part: "\(part).substitutes")
        }
        if let neighbours = analyses.neighbours {
            try validate(neighbours, part: "\(part).neighbours")
        }
        if let geometry = analyses.geometry { try validate(geometry, part: "\(part).geometry") }
    }

    private func validate(_ heads: PairAnalyses.Heads, part: String) throws {
        try byLayer(heads.profiles, "\(part).profiles") { profiles, part in
            try byHead(profiles, part) { profile, part in
                try finite(
                    [
                        profile.next, profile.previous, profile.start, profile.end,
                        profile.punctuation, profile.sameWord, profile.entropy,
                    ], part)
            }
        }
        try bySentence(heads.entropy, "\(part).entropy") { entropy, _, part in
            try byLayer(entropy, part) { try row($0, model.heads, $1) }
        }
        try byLayer(heads.contrast, "\(part).contrast") { try row($0, model.heads, $1) }
        try byLayer(heads.similarity, "\(part).similarity") { try row($0, model.heads, $1) }
        if let plane = heads.plane {
            try row(plane.explained, 2, "\(part).plane.explained")
            try byLayer(plane.points, "\(part).plane.points") { points, part in
                try byHead(points, part) { try row($0, 2, $1) }
            }
        }
        try byLayer(heads.nearest, "\(part).nearest") { nearest, part in
            try byHead(nearest, part) { neighbour, part in
                guard let neighbour else { return }
                try index("\(part).layer", neighbour.layer, below: model.layers)
                try index("\(part).head", neighbour.head, below: model.heads)
                try finite([neighbour.distance], part)
            }
        }
    }

    private func validate(_ substitutes: PairAnalyses.Substitutes, part: String) throws {
        try bySentence(substitutes.words, "\(part).words") { layers, _, part in
            try count(part, layers.count, model.layers + 1)
            for (layer, words) in layers.enumerated() {
                try finite(words.map(\.probability), "\(part)[\(layer)]")
            }
        }
        try bySentence(substitutes.ownProbability, "\(part).own_probability") { own, _, part in
            if let own { try states(own, part) }
        }
        try states(substitutes.jaccard, "\(part).jaccard")
        try states(substitutes.sharedProbability, "\(part).shared_probability")
    }

    private func validate(_ neighbours: PairAnalyses.Neighbours, part: String) throws {
        try index("\(part).state", neighbours.state, below: model.layers + 1)
        try count(
            "\(part).tokens", neighbours.tokens.count,
            neighbours.tokensLeftOut == nil ? sentences[0].tokens.count : 0)
        for (token, cosines) in neighbours.tokens.enumerated() {
            try row(cosines, sentences[1].tokens.count, "\(part).tokens[\(token)]")
        }
        try count("\(part).nearest", neighbours.nearest.count, 2)
        for (side, layers) in neighbours.nearest.enumerated() {
            let part = "\(part).nearest[\(side)]"
            try count(part, layers.count, model.layers + 1)
            for (layer, nearest) in layers.enumerated() {
                for neighbour in nearest {
                    // They are tokens of the other sentence.
                    try index(
                        "\(part)[\(layer)]", neighbour.token,
                        below: sentences[1 - side].tokens.count)
                }
                try finite(nearest.map(\.cosine), "\(part)[\(layer)]")
            }
        }
    }

    private func validate(_ geometry: PairAnalyses.Geometry, part: String) throws {
        try row(geometry.explained, 2, "\(part).explained")
        try bySentence(geometry.words, "\(part).words") { points, _, part in
            try count(part, points.count, model.layers + 1)
            for (layer, point) in points.enumerated() { try row(point, 2, "\(part)[\(layer)]") }
        }
        try bySentence(geometry.tokens, "\(part).tokens") { layers, tokens, part in
            try count(part, layers.count, model.layers + 1)
            for (layer, points) in layers.enumerated() {
                try count("\(part)[\(layer)]", points.count, tokens)
                for point in points { try row(point, 2, "\(part)[\(layer)]") }
            }
        }
    }

    // MARK: Shapes

    /// One number for each hidden state.
    private func states(_ values: [Float], _ part: String) throws {
        try row(values, model.layers + 1, part)
    }

    private func row(_ values: [Float], _ expected: Int, _ part: String) throws {
        try count(part, values.count, expected)
        try finite(values, part)
    }

    private func finite(_ values: [Float], _ part: String) throws {
        guard values.allSatisfy(\.isFinite) else { throw PairAnalysisError.notFinite(part: part) }
    }

    /// `[sentences][layers][tokens]`
    private func shares(_ values: [[[Float]]], _ part: String) throws {
        try bySentence(values, part) { layers, tokens, part in
            try byLayer(layers, part) { try row($0, tokens, $1) }
        }
    }

    private func bySentence<Value>(
        _ values: [Value], _ part: String, _ body: (Value, Int, String) throws -> Void
    ) throws {
        try count(part, values.count, 2)
        for (number, value) in values.enumerated() {
            try body(value, sentences[number].tokens.count, "\(part)[\(number)]")
        }
    }

    private func byLayer<Value>(
        _ values: [Value], _ part: String, _ body: (Value, String) throws -> Void
    ) throws {
        try count(part, values.count, model.layers)
        for (layer, value) in values.enumerated() { try body(value, "\(part)[\(layer)]") }
    }

    private func byHead<Value>(
        _ values: [Value], _ part: String, _ body: (Value, String) throws -> Void
    ) throws {
        try count(part, values.count, model.heads)
        for (head, value) in values.enumerated() { try body(value, "\(part)[\(head)]") }
    }
}
