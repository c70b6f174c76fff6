import Files

/// Reads CSV as RFC 4180 defines it, with any delimiter, with quotes or without them, record by record.
///
/// It works on bytes. Reading by `Character` would miss a delimiter that is followed by a combining
/// mark and a CR LF that is one character.
package final class DelimitedReader {
    /// The fields of one record and where it stands.
    package struct Record: Equatable {
        package var fields: [String]
        /// The line of its first field, from 1.
        var line: Int
        /// Where each field begins.
        var places: [TextPlace]
    }

    let name: String
    private let source: ByteSource
    let delimiter: UInt8
    private let hasQuotes: Bool
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    private var isAtStart = true
    private var place = TextPlace(line: 1, column: 1)
    /// Whether lines end with CR alone, as in files of old Macs.
    private var endsWithReturn = false
    private var isTold = false
    /// What is odd and not told yet.
    private var warnings: [String] = []

    /// A record longer than this is an error: it is a file of another kind, or a quote is missing.
    private static let longestRecord = 16 << 20
    private static let quote = UInt8(ascii: "\"")

    /// A quoted field over more lines than this is told: a quotation mark may be missing.
    private static let mostLines = 4

    /// - Parameters:
    ///   - hasQuotes: whether a quotation mark at its start makes a field a quoted one.
    ///   - head: what has been read of the source.
    package init(
        _ source: ByteSource, delimiter: Unicode.Scalar, hasQuotes: Bool = true, head: [UInt8] = []
    ) {
        self.source = source
        self.hasQuotes = hasQuotes
        buffer = head
        name = source.name
        self.delimiter = UInt8(ascii: delimiter)
    }

    /// How much of the file the records so far take, from 0 to 1; `nil` where its size is not known.
    var fractionRead: Double? { source.fraction(unread: buffer.count - position) }

    /// How it is written, in words.
    var form: String {
        let name =
            switch delimiter {
            case UInt8(ascii: ","): "commas"
            case UInt8(ascii: ";"): "semicolons"
            case UInt8(ascii: "\t"): "tabs"
            case UInt8(ascii: "|"): "bars"
            default: "\"\(Character(Unicode.Scalar(delimiter)))\""
            }
        return "a table with \(name) between fields, \(hasQuotes ? "with" : "without") quoting"
    }

    func fail(_ problem: String, at place: TextPlace) -> InputError {
        .badPlace(name: name, line: place.line, column: place.column, problem: problem)
    }

    /// The next record; blank lines are passed over.
    /// - Returns: `nil` at the end.
    /// - Throws: `InputError` with the line and column of what is wrong.
    package func next() throws(InputError) -> Record? {
        if isAtStart {
            try skipByteOrderMark()
            try findLineEnd()
        }
        while true {
            guard let byte = try peek() else { return nil }
            if byte == UInt8(ascii: "\n") || isReturn(byte) {
                advance(UInt8(ascii: "\n"))
            } else if byte == UInt8(ascii: "\r"), try peek(1) == UInt8(ascii: "\n") {
                position += 1
                advance(UInt8(ascii: "\n"))
            } else {
                return try record()
            }
        }
    }

    private func record() throws(InputError) -> Record {
        var record = Record(fields: [], line: place.line, places: [])
        var size = 0
        while true {
            let start = place
            record.places.append(start)
            let isQuoted = try peek() == Self.quote && hasQuotes
            let bytes = isQuoted ? try quotedField(start) : try plainField(start)
            size += bytes.count
            guard size <= Self.longestRecord else { throw tooLong(start) }
            record.fields.append(try text(bytes, at: start, isQuoted: isQuoted))
            switch try peek() {
            case delimiter: advance(delimiter)
            case nil: return record
            default:
                if !endsWithReturn, try peek() == UInt8(ascii: "\r") { position += 1 }
                advance(UInt8(ascii: "\n"))
                return record
            }
        }
    }

    /// Up to a delimiter or the end of the line, which stay.
    private func plainField(_ start: TextPlace) throws(InputError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            takeRun(&bytes)
            guard let byte = try peek() else { break }
            if byte == delimiter || byte == UInt8(ascii: "\n") || isReturn(byte) { break }
            if byte == UInt8(ascii: "\r") {
                if try peek(1) == UInt8(ascii: "\n") { break }
                throw fail("a carriage return without a line feed outside of quotes", at: place)
            }
            // In tables with tabs, quotes inside a field are quotes.
            if byte == Self.quote, hasQuotes, delimiter != UInt8(ascii: "\t") {
                throw fail(
                    "a quote inside a field that does not begin with one; put the field in quotes "
                        + "and double the quotes in it", at: place)
            }
            bytes.append(byte)
            guard bytes.count <= Self.longestRecord else { throw tooLong(start) }
            advance(byte)
        }
        warnOfQuotes(bytes, start)
        return bytes
    }

    private func quotedField(_ start: TextPlace) throws(InputError) -> [UInt8] {
        advance(Self.quote)
        var bytes: [UInt8] = []
        while true {
            takeRun(&bytes)
            guard let byte = try peek() else { break }
            advance(byte)
            guard byte == Self.quote else {
                bytes.append(byte)
                guard bytes.count <= Self.longestRecord else { throw tooLong(start) }
                continue
            }
            guard try peek() != Self.quote else {
                bytes.append(byte)
                advance(byte)
                continue
            }
            let next = try peek()
            var last = next
            if next == UInt8(ascii: "\r"), !endsWithReturn { last = try peek(1) }
            if next == nil || next == delimiter || last == UInt8(ascii: "\n")
                || last.map(isReturn) ?? false
            {
                warnOfLines(start)
                return bytes
            }
            throw fail(
                "text after a closing quote; expected the end of the field (quotes inside a quoted "
                    + "field are doubled)", at: place)
        }
        throw fail("the quote that opens here is never closed", at: start)
    }

    /// Whether a byte ends a line as CR alone.
    private func isReturn(_ byte: UInt8) -> Bool {
        endsWithReturn && byte == UInt8(ascii: "\r")
    }

    /// What is odd in the records so far, each told once.
    func takeWarnings() -> [String] {
        defer { warnings = [] }
        return warnings
    }

    private func warnOfQuotes(_ bytes: [UInt8], _ start: TextPlace) {
        guard !hasQuotes, !isTold, bytes.count > 1, bytes.first == Self.quote,
            bytes.last == Self.quote
        else { return }
        isTold = true
        warn(
            "the field begins and ends with a quotation mark. This table has no quoting, so both are "
                + "part of the text here and below; with --quotes they are not", start)
    }

    private func warnOfLines(_ start: TextPlace) {
        let lines = place.line - start.line + 1
        guard lines > (delimiter == UInt8(ascii: "\t") ? 1 : Self.mostLines) else { return }
        warn(
            "the quoted field that begins here runs over \(lines) lines; is a quotation mark missing?",
            start)
    }

    private func warn(_ problem: String, _ start: TextPlace) {
        warnings.append("\(fail(problem, at: start))")
    }

    private func tooLong(_ start: TextPlace) -> InputError {
        fail(
            "a record of more than \(Self.longestRecord) bytes; is a closing quote missing?",
            at: start)
    }

    private func text(
        _ bytes: [UInt8], at start: TextPlace, isQuoted: Bool
    ) throws(InputError) -> String {
        var place = start
        if isQuoted { place.column += 1 }
        return try UTF8Text.string(bytes, at: place, name: name)
    }

    private func skipByteOrderMark() throws(InputError) {
        isAtStart = false
        if try peek() == 0xEF, try peek(1) == 0xBB, try peek(2) == 0xBF { position += 3 }
    }

    /// Looks how the first record ends.
    private func findLineEnd() throws(InputError) {
        var distance = 0
        var isQuoted = false
        while let byte = try peek(distance), distance <= Self.longestRecord {
            if byte == Self.quote, hasQuotes {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: "\n"), !isQuoted {
                return
            } else if byte == UInt8(ascii: "\r"), !isQuoted {
                endsWithReturn = try peek(distance + 1) != UInt8(ascii: "\n")
                return
            }
            distance += 1
        }
    }

    private func peek(_ distance: Int = 0) throws(InputError) -> UInt8? {
        while position + distance >= buffer.count {
            guard !isAtEnd else { return nil }
            buffer.removeFirst(position)
            position = 0
            let piece = try source.read()
            isAtEnd = piece.isEmpty
            buffer += piece
        }
        return buffer[position + distance]
    }

    /// Takes what follows in the buffer and has no meaning, only text: printable ASCII but the delimiter and
    /// quotes. That is most of most fields, and none of it needs a look by itself.
    private func takeRun(_ bytes: inout [UInt8]) {
        let (start, delimiter) = (position, delimiter)
        let end = min(buffer.count, start + max(Self.longestRecord - bytes.count, 0))
        let last = buffer.withUnsafeBufferPointer { buffer in
            var last = start
            while last < end, 0x20..<0x7F ~= buffer[last], buffer[last] != delimiter,
                buffer[last] != Self.quote
            {
                last += 1
            }
            return last
        }
        bytes.append(contentsOf: buffer[start..<last])
        position = last
        place.column += last - start
    }

    private func advance(_ byte: UInt8) {
        position += 1
        place.advance(over: byte)
    }
}
