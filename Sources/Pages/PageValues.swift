import Mustache

/// A template's values in the form that Mustache reads fastest.
///
/// Mustache asks each value at every tag what it can do. Of a Swift dictionary or string that takes
/// a search through the program's conformances; of a class it does not: a page renders in half the
/// time.
final class PageValues: MustacheParent {
    private let values: [String: Any]

    init(_ values: [String: Any]) { self.values = values.mapValues(Self.boxed) }

    func child(named name: String) -> Any? { values[name] }

    private static func boxed(_ value: Any) -> Any {
        switch value {
        case let text as String: PageText(text)
        case let values as [String: Any]: PageValues(values)
        case let list as [Any]: list.map(boxed)
        default: value
        }
    }
}

/// A text that becomes part of a page; escaped by the template like a string.
private final class PageText: MustacheCustomRenderable, MustacheTransformable {
    let renderText: String
    let isNull = false

    init(_ text: String) { renderText = text }

    func transform(_ name: String) -> Any? { renderText.transform(name) }
}
