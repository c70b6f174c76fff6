import Files
import Foundation

/// Texts from the command line, or from a JSONL file with a `{"text": "…"}` on each line.
package struct TextList {
    /// A text and its number: the line's in the file, or the argument's, from 0.
    package struct Item: Equatable, Sendable {
        package let number: Int
        package let text: String
    }

    private var arguments: ArraySlice<String>
    private let reader: LineReader?
    private let isCancelled: @Sendable () -> Bool
    private var failure: InputError?

    package init(texts: [String]) {
        arguments = texts[...]
        reader = nil
        isCancelled = { false }
    }

    /// - Parameter isCancelled: asked while the file makes the reader wait; where it says so, that is an error.
    package init(
        jsonl path: String, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(InputError) {
        arguments = []
        self.isCancelled = isCancelled
        reader = LineReader(try ByteSource(path: path, isCancelled: isCancelled))
    }

    /// The next text; `nil` after the last. Empty lines are passed over, but counted.
    mutating func next() throws(InputError) -> Item? {
        guard let reader else {
            guard let text = arguments.popFirst() else { return nil }
            return Item(number: arguments.startIndex - 1, text: text)
        }
        while let line = try reader.next() {
            // What was broken off looks like a whole line.
            if isCancelled() { break }
            guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") })
            else { continue }
            return Item(number: reader.lineNumber - 1, text: try text(line, reader))
        }
        if isCancelled() { throw .interrupted(name: reader.name) }
        return nil
    }

    /// Up to `count` texts; none at the end.
    ///
    /// Texts that precede a bad line are still returned; the call after them throws.
    package mutating func next(_ count: Int) throws(InputError) -> [Item] {
        if let failure { throw failure }
        var items: [Item] = []
        do {
            while items.count < count, let item = try next() { items.append(item) }
        } catch {
            guard !items.isEmpty else { throw error }
            failure = error
        }
        return items
    }

    private struct Line: Decodable { let text: String }

    private func text(_ line: [UInt8], _ reader: LineReader) throws(InputError) -> String {
        do {
            return try JSONDecoder().decode(Line.self, from: Data(line)).text
        } catch {
            throw .badLine(
                name: reader.name, line: reader.lineNumber,
                problem: "expected a JSON object with a string \"text\"")
        }
    }
}
