/// What a template sees: values by name.
///
/// ```swift
/// let values: PageValues = ["word": word, "isMarked": true, "tokens": tokens.map { ["text": $0] as PageValues }]
/// ```
package struct PageValues: ExpressibleByDictionaryLiteral, PageValueConvertible, Equatable, Sendable
{
    private var values: [String: PageValue]

    package init(dictionaryLiteral elements: (String, any PageValueConvertible)...) {
        values = Dictionary(minimumCapacity: elements.count)
        for (name, value) in elements { values[name] = value.pageValue }
    }

    package var pageValue: PageValue { .values(self) }

    package subscript(name: String) -> PageValue? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The names, in no order.
    package var names: some Collection<String> { values.keys }

    /// Adds values; those of a name that is there already take its place.
    package mutating func merge(_ others: PageValues) {
        values.merge(others.values) { $1 }
    }

    package func merging(_ others: PageValues) -> PageValues {
        var result = self
        result.merge(others)
        return result
    }
}

/// What a template can do something with.
package enum PageValue: PageValueConvertible, Equatable, Sendable {
    case text(String)
    case flag(Bool)
    case list([PageValue])
    case values(PageValues)

    package var pageValue: PageValue { self }
}

package protocol PageValueConvertible {
    var pageValue: PageValue { get }
}

extension String: PageValueConvertible {
    package var pageValue: PageValue { .text(self) }
}

extension Int: PageValueConvertible {
    package var pageValue: PageValue { .text(String(self)) }
}

extension Bool: PageValueConvertible {
    package var pageValue: PageValue { .flag(self) }
}

extension Array: PageValueConvertible where Element: PageValueConvertible {
    package var pageValue: PageValue { .list(map(\.pageValue)) }
}
