/// The lengths of a pair's arrays: what the numbers of analyses must fit.
///
/// Checks name what does not fit by its place in `data.json`.
package struct PairShape {
    let layers: Int
    let heads: Int
    /// Of each sentence.
    let tokens: [Int]

    func count(_ part: String, _ found: Int, _ expected: Int) throws {
        guard found == expected else {
            throw AnalyzedPairError.wrongCount(part: part, expected: expected, found: found)
        }
    }

    func index(_ part: String, _ found: Int, below limit: Int) throws {
        guard (0..<limit).contains(found) else {
            throw AnalyzedPairError.outOfRange(
                part: part, allowed: "0...\(limit - 1)", found: found)
        }
    }

    /// One number for each hidden state.
    func states(_ values: [Float], _ part: String) throws { try row(values, layers + 1, part) }

    func row(_ values: [Float], _ expected: Int, _ part: String) throws {
        try count(part, values.count, expected)
        try finite(values, part)
    }

    func finite(_ values: [Float], _ part: String) throws {
        guard values.allSatisfy(\.isFinite) else { throw AnalyzedPairError.notFinite(part: part) }
    }

    /// `[sentences][layers][tokens]`
    func byToken(_ values: [[[Float]]], _ part: String) throws {
        try bySentence(values, part) { layers, tokens, part in
            try byLayer(layers, part) { try row($0, tokens, $1) }
        }
    }

    func bySentence<Value>(
        _ values: [Value], _ part: String, _ body: (Value, Int, String) throws -> Void
    ) throws {
        try count(part, values.count, 2)
        for (number, value) in values.enumerated() {
            try body(value, tokens[number], "\(part)[\(number)]")
        }
    }

    func byLayer<Value>(
        _ values: [Value], _ part: String, _ body: (Value, String) throws -> Void
    ) throws {
        try count(part, values.count, layers)
        for (layer, value) in values.enumerated() { try body(value, "\(part)[\(layer)]") }
    }

    func byHead<Value>(
        _ values: [Value], _ part: String, _ body: (Value, String) throws -> Void
    ) throws {
        try count(part, values.count, heads)
        for (head, value) in values.enumerated() { try body(value, "\(part)[\(head)]") }
    }
}

extension Analysis {
    /// Where its numbers stand in `data.json`.
    package static var part: String { "analyses.\(name)" }
}
