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
        return svg[..<place] + style + svg[place...]
    }

    private static let style: [UInt8] = {
        let (light, dark) = (Theme.light, Theme.dark)
        var rules = [
            // White is also an ink on dark cells, which are text and so in groups.
            "rect[fill=\"\(light.background.web)\"],circle[fill=\"\(light.background.web)\"]"
                + "{fill:\(dark.background.web)}"
        ]
        var seen: Set<Color> = [light.background]
        let pairs =
            [
                \Theme.text, \.secondaryText, \.grid, \.baseline, \.bar, \.accent, \.missing,
                \.missingHatch,
            ].map { (light[keyPath: $0], dark[keyPath: $0]) }
            + Array(zip(light.categorical, dark.categorical))
        for (from, to) in pairs where seen.insert(from).inserted {
            rules.append("[fill=\"\(from.web)\"]{fill:\(to.web)}")
            rules.append("[stroke=\"\(from.web)\"]{stroke:\(to.web)}")
        }
        let media = "@media screen and (prefers-color-scheme:dark){\(rules.joined())}"
        return Array("<style>\(media)</style>\n".utf8)
    }()
}

extension Color {
    /// As in a style sheet: `#16191d`.
    var web: String {
        "#"
            + [red, green, blue].map { channel in
                (channel < 16 ? "0" : "") + String(channel, radix: 16)
            }.joined()
    }
}
