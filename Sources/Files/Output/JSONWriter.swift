/// Writes JSON into bytes piece by piece, for the lines of which there are millions.
///
/// It writes what `CompactJSON` does without its containers. The caller writes the names of an object in their order,
/// and every value once.
///
/// ```swift
/// var json = JSONWriter()
/// json.object { $0.member("word", "bank") }
/// // {"word":"bank"}
/// ```
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    /// Whether a comma has to come before the next member or element.
    private var needsComma = false

    package init() {}

    // MARK: Structure

    /// Writes an object, whose members `body` adds.
    package mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try group("{", "}", body)
    }

    /// Writes an array, whose elements `body` adds.
    package mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try group("[", "]", body)
    }

    private mutating func group(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter) throws -> Void
    ) rethrows {
        beginValue()
        bytes.append(UInt8(ascii: open))
        needsComma = false
        try body(&self)
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    /// Writes a member's name; its value has to follow.
    package mutating func name(_ name: StaticString) {
        beginValue()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes += $0 }
        bytes += "\":".utf8
        needsComma = false
    }

    private mutating func beginValue() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    // MARK: Values

    package mutating func value(_ text: String) {
        beginValue()
        CompactJSON.append(text, to: &bytes)
    }

    package mutating func value(_ number: Int) {
        beginValue()
        bytes += "\(number)".utf8
    }

    /// - Parameter number: finite; JSON has no other.
    package mutating func value(_ number: Float) {
        beginValue()
        CompactJSON.append(digits: number.description, to: &bytes)
    }

    package mutating func value(_ truth: Bool) {
        beginValue()
        bytes += (truth ? "true" : "false").utf8
    }

    package mutating func null() {
        beginValue()
        bytes += "null".utf8
    }

    // MARK: Members

    /// Writes a member, or nothing where there is no value.
    package mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        self.name(name)
        value(text)
    }

    /// Writes a member whose value is an array of texts, or nothing where there is none.
    package mutating func member(_ name: StaticString, _ texts: [String]?) {
        guard let texts else { return }
        self.name(name)
        array { for text in texts { $0.value(text) } }
    }

    /// Writes a member whose value is an object of texts, its names ascending, or nothing where there is none.
    package mutating func member(_ name: StaticString, _ texts: [String: String]?) {
        guard let texts else { return }
        self.name(name)
        object { json in
            for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
                json.beginValue()
                CompactJSON.append(name, to: &json.bytes)
                json.bytes.append(UInt8(ascii: ":"))
                CompactJSON.append(text, to: &json.bytes)
            }
        }
    }
}
