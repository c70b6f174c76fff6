import Encoder
import Files
import Foundation

/// The sentences that a similarity baseline is measured from.
package struct BaselineSentences: Equatable, Sendable {
    /// `nil` for those of this package, which are only read where a baseline is asked for.
    private let own: [String]?
    /// The name of the user’s file, without its folders: reports do not tell where it was; `nil` for the sentences of this package.
    let name: String?

    /// Those of this package.
    package static let shipped = BaselineSentences(own: nil, name: nil)

    package var sentences: [String] { own ?? ReferenceSentences.shipped }

    package init(sentences: [String], name: String?) { self.init(own: sentences, name: name) }

    private init(own: [String]?, name: String?) {
        self.own = own
        self.name = name
    }

    /// Reads a file with a sentence on each line, packed with gzip or not; empty lines are passed over.
    ///
    /// - Parameter path: the file, or `-` for standard input.
    /// - Throws: `InputError` for a file that cannot be read, is not UTF-8, or has fewer than two sentences.
    package init(path: String) throws(InputError) {
        let reader = try LineReader(path: path)
        var sentences: [String] = []
        while let line = try reader.next() {
            let text = try UTF8Text.string(
                line, at: TextPlace(line: reader.lineNumber, column: 1), name: reader.name,
                isList: false)
            if !text.allSatisfy(\.isWhitespace) { sentences.append(text) }
        }
        guard sentences.count >= 2 else {
            throw .badLine(
                name: reader.name, line: max(reader.lineNumber, 1),
                problem: "expected a sentence on each line, two at least and better a thousand; "
                    + "found \(sentences.count)")
        }
        self.init(sentences: sentences, name: FilePath.name(of: path))
    }
}
