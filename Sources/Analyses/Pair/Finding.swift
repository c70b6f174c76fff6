/// One plain sentence about a pair, computed from its numbers.
///
/// Words of the two sentences are kept apart from the prose around them, so that a page can
/// isolate and mark them.
package struct Finding: Equatable, Sendable, CustomStringConvertible {
    package enum Part: Equatable, Sendable {
        case text(String)
        /// A word of the sentences, as it is written there.
        case word(String)
    }

    package var parts: [Part]

    /// The sentence as plain text, with the words in quotation marks.
    package var description: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .word(let word): "“\(word)”"
            }
        }.joined()
    }
}

extension Finding: ExpressibleByStringInterpolation {
    /// `"\(word: name) attends …"` makes a word part; other interpolations are prose.
    package struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) { append(literal) }

        package mutating func appendInterpolation(word: String) { parts.append(.word(word)) }

        package mutating func appendInterpolation(_ finding: Finding) {
            for part in finding.parts {
                if case .text(let text) = part { append(text) } else { parts.append(part) }
            }
        }

        package mutating func appendInterpolation(_ text: String) { append(text) }

        private mutating func append(_ text: String) {
            guard !text.isEmpty else { return }
            if case .text(let before)? = parts.last {
                parts[parts.count - 1] = .text(before + text)
            } else {
                parts.append(.text(text))
            }
        }
    }

    package init(stringLiteral value: String) { parts = value.isEmpty ? [] : [.text(value)] }

    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }
}
