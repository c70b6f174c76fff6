import Foundation

/// Writes values as JSON: sorted keys, no blanks, slashes as they are, `null` where a container encodes it.
///
/// The bytes are those of Foundation's `JSONEncoder` with `.sortedKeys` and `.withoutEscapingSlashes`, in a part of
/// its time, which goes into a tree of boxes. Of the types that have a form of their own there, only `Data` has it
/// here: base64.
package enum CompactJSON {
    /// - Throws: `EncodingError.invalidValue` for a number that is not finite; what `value` throws.
    /// - Complexity: O(bytes), times the depth.
    package static func encode(_ value: some Encodable) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try append(value, to: &bytes, path: [])
        return bytes
    }

    fileprivate static func append(
        _ value: some Encodable, to bytes: inout [UInt8], path: [any CodingKey]
    ) throws {
        // What most of a report's numbers and words are.
        switch value {
        case let text as String: append(text, to: &bytes)
        case let data as Data: append(data.base64EncodedString(), to: &bytes)
        case let values as [Float]:
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                try append(number: value, to: &bytes, path: path)
            }
            bytes.append(UInt8(ascii: "]"))
        default:
            let node = JSONNode(path: path)
            try value.encode(to: node)
            node.finish(into: &bytes)
        }
    }

    fileprivate static func append(
        number: some BinaryFloatingPoint & CustomStringConvertible, to bytes: inout [UInt8],
        path: [any CodingKey]
    ) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number,
                .init(codingPath: path, debugDescription: "JSON has no number for \(number)."))
        }
        append(digits: number.description, to: &bytes)
    }

    /// A number as Swift writes it, a whole one without its ".0".
    static func append(digits: String, to bytes: inout [UInt8]) {
        var digits = digits
        digits.withUTF8 { digits in
            let isWhole = digits.suffix(2).elementsEqual(".0".utf8)
            bytes.append(contentsOf: isWhole ? digits.dropLast(2) : digits[...])
        }
    }

    /// A text in its quotes.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { source in
            // What is written as it is, up to here.
            var start = 0
            for (index, byte) in source.enumerated() {
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
                else { continue }
                bytes.append(contentsOf: source[start..<index])
                start = index + 1
                bytes.append(UInt8(ascii: "\\"))
                switch byte {
                case 0x08: bytes.append(UInt8(ascii: "b"))
                case 0x09: bytes.append(UInt8(ascii: "t"))
                case 0x0A: bytes.append(UInt8(ascii: "n"))
                case 0x0C: bytes.append(UInt8(ascii: "f"))
                case 0x0D: bytes.append(UInt8(ascii: "r"))
                case 0..<0x20:
                    let digits = Array("0123456789abcdef".utf8)
                    bytes += "u00".utf8
                    bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
                default: bytes.append(byte)
                }
            }
            bytes.append(contentsOf: source[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// A value that is being encoded.
private final class JSONNode: Encoder {
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]

    private enum Content {
        case empty
        case scalar([UInt8])
        case array([Item])
        case object([(key: String, item: Item)])
    }

    /// A part of a container.
    enum Item {
        case bytes([UInt8])
        /// A container that its owner may still add to.
        case node(JSONNode)
    }

    private var content = Content.empty

    init(path: [any CodingKey]) { codingPath = path }

    func finish(into bytes: inout [UInt8]) {
        switch content {
        // A value that encodes nothing.
        case .empty: bytes += "{}".utf8
        case .scalar(let scalar): bytes += scalar
        case .array(let items):
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.append(item, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(var entries):
            // Of two values for one key the later counts.
            var places: [String: Int] = [:]
            for (place, entry) in entries.enumerated() { places[entry.key] = place }
            if places.count < entries.count {
                entries = places.values.sorted().map { entries[$0] }
            }
            entries.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            bytes.append(UInt8(ascii: "{"))
            for (index, entry) in entries.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                CompactJSON.append(entry.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                Self.append(entry.item, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func append(_ item: Item, to bytes: inout [UInt8]) {
        switch item {
        case .bytes(let part): bytes += part
        case .node(let node): node.finish(into: &bytes)
        }
    }

    var count: Int { if case .array(let items) = content { items.count } else { 0 } }

    func begin(isArray: Bool) {
        guard case .empty = content else { return }
        content = isArray ? .array([]) : .object([])
    }

    func set(scalar: [UInt8]) { content = .scalar(scalar) }

    func add(_ item: Item) {
        guard case .array(var items) = content else { return }
        // No copy: nothing else holds the items meanwhile.
        content = .empty
        items.append(item)
        content = .array(items)
    }

    func add(_ item: Item, key: String) {
        guard case .object(var entries) = content else { return }
        content = .empty
        entries.append((key, item))
        content = .object(entries)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        begin(isArray: false)
        return KeyedEncodingContainer(JSONObject(node: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        begin(isArray: true)
        return JSONArray(node: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONScalar(node: self) }
}

/// The bytes of a value.
private func bytes(_ value: some Encodable, _ path: [any CodingKey]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try CompactJSON.append(value, to: &bytes, path: path)
    return bytes
}

private func bytes(
    number: some BinaryFloatingPoint & CustomStringConvertible, _ path: [any CodingKey]
) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try CompactJSON.append(number: number, to: &bytes, path: path)
    return bytes
}

private func bytes(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    CompactJSON.append(text, to: &bytes)
    return bytes
}

private let null = Array("null".utf8)

private struct JSONObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: JSONNode
    var codingPath: [any CodingKey] { node.codingPath }

    private func add(_ bytes: [UInt8], _ key: Key) { node.add(.bytes(bytes), key: key.stringValue) }

    private func nested(_ key: any CodingKey) -> JSONNode {
        let inner = JSONNode(path: codingPath + [key])
        node.add(.node(inner), key: key.stringValue)
        return inner
    }

    mutating func encodeNil(forKey key: Key) { add(null, key) }
    mutating func encode(_ value: Bool, forKey key: Key) { add(Array("\(value)".utf8), key) }
    mutating func encode(_ value: Int, forKey key: Key) { add(Array(value.description.utf8), key) }
    mutating func encode(_ value: String, forKey key: Key) { add(bytes(value), key) }
    mutating func encode(_ value: Float, forKey key: Key) throws {
        add(try bytes(number: value, codingPath + [key]), key)
    }
    mutating func encode(_ value: Double, forKey key: Key) throws {
        add(try bytes(number: value, codingPath + [key]), key)
    }
    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        add(try bytes(value, codingPath + [key]), key)
    }

    mutating func nestedContainer<Inner: CodingKey>(
        keyedBy keyType: Inner.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Inner> { nested(key).container(keyedBy: keyType) }
    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        nested(key).unkeyedContainer()
    }
    mutating func superEncoder() -> any Encoder { nested(JSONKey(stringValue: "super")) }
    mutating func superEncoder(forKey key: Key) -> any Encoder { nested(key) }
}

private struct JSONArray: UnkeyedEncodingContainer {
    let node: JSONNode
    var codingPath: [any CodingKey] { node.codingPath }
    var count: Int { node.count }

    private func add(_ bytes: [UInt8]) { node.add(.bytes(bytes)) }

    private var place: [any CodingKey] { codingPath + [JSONKey(intValue: count)] }

    private func nested() -> JSONNode {
        let inner = JSONNode(path: place)
        node.add(.node(inner))
        return inner
    }

    mutating func encodeNil() { add(null) }
    mutating func encode(_ value: Bool) { add(Array("\(value)".utf8)) }
    mutating func encode(_ value: Int) { add(Array(value.description.utf8)) }
    mutating func encode(_ value: String) { add(bytes(value)) }
    mutating func encode(_ value: Float) throws { add(try bytes(number: value, place)) }
    mutating func encode(_ value: Double) throws { add(try bytes(number: value, place)) }
    mutating func encode(_ value: some Encodable) throws { add(try bytes(value, place)) }

    mutating func nestedContainer<Inner: CodingKey>(
        keyedBy keyType: Inner.Type
    ) -> KeyedEncodingContainer<Inner> { nested().container(keyedBy: keyType) }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        nested().unkeyedContainer()
    }
    mutating func superEncoder() -> any Encoder { nested() }
}

private struct JSONScalar: SingleValueEncodingContainer {
    let node: JSONNode
    var codingPath: [any CodingKey] { node.codingPath }

    mutating func encodeNil() { node.set(scalar: null) }
    mutating func encode(_ value: Bool) { node.set(scalar: Array("\(value)".utf8)) }
    mutating func encode(_ value: String) { node.set(scalar: bytes(value)) }
    mutating func encode(_ value: Double) throws {
        node.set(scalar: try bytes(number: value, codingPath))
    }
    mutating func encode(_ value: Float) throws {
        node.set(scalar: try bytes(number: value, codingPath))
    }
    mutating func encode(_ value: Int) { encode(integer: value) }
    mutating func encode(_ value: Int8) { encode(integer: value) }
    mutating func encode(_ value: Int16) { encode(integer: value) }
    mutating func encode(_ value: Int32) { encode(integer: value) }
    mutating func encode(_ value: Int64) { encode(integer: value) }
    mutating func encode(_ value: UInt) { encode(integer: value) }
    mutating func encode(_ value: UInt8) { encode(integer: value) }
    mutating func encode(_ value: UInt16) { encode(integer: value) }
    mutating func encode(_ value: UInt32) { encode(integer: value) }
    mutating func encode(_ value: UInt64) { encode(integer: value) }
    mutating func encode(_ value: some Encodable) throws {
        node.set(scalar: try bytes(value, codingPath))
    }

    private func encode(integer: some BinaryInteger) {
        node.set(scalar: Array(integer.description.utf8))
    }
}

/// The key of a place in an array, or of a value's super encoder.
private struct JSONKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = "\(intValue)"
        self.intValue = intValue
    }
}
