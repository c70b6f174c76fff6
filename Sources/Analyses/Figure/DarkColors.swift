import Charts

/// Lets a figure follow the reader's preference: one file is light, and dark on a dark page.
///
/// The SVG gets rules that exchange the colours of the light theme for those of the dark one where
/// the reader prefers dark pages. Colours of data, and the ink on them, are in neither theme and
/// stay. Programs that know no such rules show the light figure, as does paper. A second set of
/// figures would double the weight of a report.
enum DarkColors {
    /// - Parameter svg: drawn with `Theme.light`. One without that theme's colours as attributes,
    ///   such as cairo writes where a text has pictures, stays as it is for all readers.
    static func adapted(_ svg: [UInt8]) -> [UInt8] {
        let end = Array("</svg>".utf8)
        guard let place = svg.lastIndex(of: end[0]), svg[place...].starts(with: end) else {
            return svg
        }
        return svg[..<place] + style(for: svg) + svg[place...]
    }

    /// The rules for the colours that a figure has.
    private static func style(for svg: [UInt8]) -> [UInt8] {
        let colors = colorAttributes(of: svg)
        let used = rules.filter { colors.contains($0.attribute) }.map(\.rule)
        let media = "@media screen and (prefers-color-scheme:dark){\(used.joined())}"
        return Array("<style>\(media)</style>\n".utf8)
    }

    /// The attributes that are a colour, such as `fill="#16191d"`, each once.
    private static func colorAttributes(of svg: [UInt8]) -> Set<String> {
        let length = ##"="#16191d""##.utf8.count
        var found: Set<ArraySlice<UInt8>> = []
        for place in svg.indices.dropLast(length)
        where svg[place] == UInt8(ascii: "=") && svg[place + 2] == UInt8(ascii: "#") {
            let name = svg[..<place].lastIndex(of: UInt8(ascii: " ")) ?? place
            found.insert(svg[(name + 1)..<(place + length)])
        }
        return Set(found.map { String(decoding: $0, as: UTF8.self) })
    }

    /// Rules with the attribute that each is about.
    private static let rules: [(attribute: String, rule: String)] = {
        let (light, dark) = (Theme.light, Theme.dark)
        let white = "[fill=\"\(light.background.web)\"]"
        var rules = [
            // White is also an ink on dark cells: text, whose groups have the colour.
            (white, "path\(white),circle\(white){fill:\(dark.background.web)}")
        ]
        var seen: Set<Color> = [light.background]
        let pairs =
            [
                \Theme.text, \.secondaryText, \.grid, \.baseline, \.bar, \.accent, \.missing,
                \.missingHatch,
            ].map { (light[keyPath: $0], dark[keyPath: $0]) }
            + Array(zip(light.categorical, dark.categorical))
        for (from, to) in pairs where seen.insert(from).inserted {
            for property in ["fill", "stroke"] {
                let selector = "[\(property)=\"\(from.web)\"]"
                rules.append((selector, "\(selector){\(property):\(to.web)}"))
            }
        }
        return rules.map { (attribute: String($0.0.dropFirst().dropLast()), rule: $0.1) }
    }()
}

extension Color {
    /// As in a style sheet: `#16191d`.
    package var web: String {
        "#"
            + [red, green, blue].map { channel in
                (channel < 16 ? "0" : "") + String(channel, radix: 16)
            }.joined()
    }
}
