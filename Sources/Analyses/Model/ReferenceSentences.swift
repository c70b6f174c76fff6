import Files

/// Short English sentences of many kinds, from which a model's similarity baseline is measured unless the
/// user gives others.
///
/// They are about the house, news, science, history, work, sport, art, travel and much else; told, spoken,
/// ordered or written in notices. They were written for this package, in part for its example list of pairs.
package enum ReferenceSentences {
    /// More than a thousand, each once.
    package static let shipped: [String] = EmbeddedFile.bytes("sentences.txt")
        .split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
}
