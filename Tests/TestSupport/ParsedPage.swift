import Foundation
import FoundationXML

/// A page read back by an XML parser, for asking what elements it really has.
public struct ParsedPage {
    private let root: XMLElement

    /// Fails unless the page is well-formed.
    public init(_ html: String) throws { try self.init(Array(html.utf8)) }

    /// - Parameter html: UTF-8.
    public init(_ html: [UInt8]) throws {
        let document = try XMLDocument(data: Data(html), options: [])
        guard let root = document.rootElement() else { throw CocoaError(.fileReadCorruptFile) }
        self.root = root
    }

    public func elements(_ path: String) throws -> [XMLElement] {
        try root.nodes(forXPath: path).compactMap { $0 as? XMLElement }
    }

    public func texts(_ path: String) throws -> [String] {
        try elements(path).map { $0.stringValue ?? "" }
    }

    public func attributes(_ name: String) throws -> [String] {
        try elements("//*[@\(name)]").compactMap {
            $0.attribute(forName: name)?.stringValue
        }
    }

    /// How often each element occurs, with the names of its attributes: `img alt height src width`.
    public func shape() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for element in try elements("//*") {
            let names = (element.attributes ?? []).compactMap(\.name).sorted()
            let key = ([element.name ?? ""] + names).joined(separator: " ")
            counts[key, default: 0] += 1
        }
        return counts
    }
}
