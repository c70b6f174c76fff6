import Encoder
import Foundation

/// What `report tokenize` prints of one text: a line of JSON.
package enum TokenLine {
    private struct Line: Encodable {
        let text: String
        let tokens: [String]
        let ids: [Int]
        let offsets: [[Int]]
    }

    /// The object with `text`, `tokens`, `ids` and `offsets` (in Unicode scalars), and a line break.
    package static func json(_ sequence: TokenSequence) throws -> [UInt8] {
        let line = Line(
            text: sequence.text, tokens: sequence.tokens, ids: sequence.ids,
            offsets: sequence.offsets.map { [$0.lowerBound, $0.upperBound] })
        return try CompactJSON.encode(line) + [UInt8(ascii: "\n")]
    }
}
