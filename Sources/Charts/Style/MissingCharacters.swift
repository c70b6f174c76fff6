/// Characters of a chart that no installed font has, which are drawn as boxes with their numbers.
///
/// ```swift
/// for warning in try ChartRenderer().missingCharacters(in: chart) { print(warning) }
/// // No font has U+4E2D 中, U+6587 文: install the Debian package fonts-noto-cjk.
/// ```
public struct MissingCharacters: Hashable, Sendable {
    /// In ascending order, each once.
    public let characters: [Unicode.Scalar]
    /// A Debian package whose fonts have all of them; `nil` when none has.
    public let package: String?

    /// Characters put together by the package that has them, in ascending order of the first.
    static func grouped(_ scalars: some Sequence<Unicode.Scalar>) -> [MissingCharacters] {
        Dictionary(grouping: Set(scalars)) { FontPackage(for: $0) }
            .map { MissingCharacters(characters: $1.sorted(), package: $0?.rawValue) }
            .sorted { $0.characters.lexicographicallyPrecedes($1.characters) }
    }
}

extension MissingCharacters: CustomStringConvertible {
    private static let longestList = 8

    /// One sentence that names the characters, at most the first eight, and what to do.
    public var description: String {
        var list = characters.prefix(Self.longestList).map(Self.name).joined(separator: ", ")
        if characters.count > Self.longestList {
            list += " and \(characters.count - Self.longestList) more"
        }
        guard let package else {
            return "No font has \(list), nor has a Debian font package: use other characters."
        }
        return "No font has \(list): install the Debian package \(package)."
    }

    private static func name(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        switch scalar.properties.generalCategory {
        case .unassigned, .privateUse, .surrogate, .control, .format, .lineSeparator,
            .paragraphSeparator, .nonspacingMark, .enclosingMark:
            return number
        default:
            return "\(number) \(scalar)"
        }
    }
}
