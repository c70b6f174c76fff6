/// An attribute of an SVG element that is a colour, such as `fill="#16191d"`.
struct SVGPaint: Hashable {
    enum Property: Hashable {
        case fill, stroke, stop

        var name: StaticString {
            switch self {
            case .fill: "fill"
            case .stroke: "stroke"
            case .stop: "stop-color"
            }
        }
    }

    let property: Property
    let color: Color

    /// - Parameter color: its opacity is an attribute of its own, and does not count.
    init(_ property: Property, _ color: Color) {
        self.property = property
        self.color = Color(red: color.red, green: color.green, blue: color.blue)
    }

    /// Selects the elements that have it.
    var selector: String { "[\(property.name)=\"\(color.web)\"]" }
}

/// Lets an SVG follow the reader's preference: rules that exchange the colours of one theme for those of
/// another on dark pages. Colours of data, and the ink on them, are in neither theme and stay. A second
/// figure would double the weight of a page.
struct SVGThemeRules {
    private var rules: [(paint: SVGPaint, elements: [String], color: Color)] = []

    init(from theme: Theme, to dark: Theme) {
        func shown(_ color: Color, _ theme: Theme) -> Color {
            theme.isGreyscale ? color.grey : color
        }
        // The colour of the background is also an ink on dark cells: text, whose groups have the colour.
        let background = SVGPaint(.fill, shown(theme.background, theme))
        rules.append((background, ["path", "circle"], shown(dark.background, dark)))
        var seen: Set<Color> = [background.color]
        let pairs =
            [
                \Theme.text, \.secondaryText, \.grid, \.baseline, \.bar, \.accent, \.missing,
                \.missingHatch,
            ].map { (theme[keyPath: $0], dark[keyPath: $0]) }
            + Array(zip(theme.categorical, dark.categorical))
        for (from, to) in pairs where seen.insert(shown(from, theme)).inserted {
            for property in [SVGPaint.Property.fill, .stroke] {
                rules.append((SVGPaint(property, shown(from, theme)), [""], shown(to, dark)))
            }
        }
    }

    /// The style sheet of a document that has these colours; `nil` where nothing would change.
    func style(for paints: Set<SVGPaint>) -> String? {
        let used = rules.filter { paints.contains($0.paint) }.map { paint, elements, color in
            let selectors = elements.map { $0 + paint.selector }.joined(separator: ",")
            return "\(selectors){\(paint.property.name):\(color.web)}"
        }
        guard !used.isEmpty else { return nil }
        return "<style>@media screen and (prefers-color-scheme:dark){\(used.joined())}</style>\n"
    }
}
