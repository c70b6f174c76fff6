import CCairo
import CPango

@testable import Charts

/// Whether text comes out here as on the machine that drew the gallery: Debian 12 with fonts-inter
/// 4.0~beta7 and fonts-dejavu-core 2.37.
enum PinnedFonts {
    enum State {
        /// The same fonts and the same libraries: the same bytes.
        case pinned
        /// The same fonts, drawn by other versions of the libraries: nearly the same pixels.
        case otherLibraries
        /// Text of other shape and width.
        case otherFonts
    }

    static func state() throws -> State {
        let setter = try TextSetter()
        // Widths differ from version to version of a font.
        for (text, weight, width) in probes {
            let style = TextStyle(family: Theme.light.fontFamily, size: 1000, weight: weight)
            guard let layout = setter.layout(TextBlock(line: text, style)),
                abs(layout.size.width - width) < 0.5
            else { return .otherFonts }
        }
        return cairo_version() == 11600 && pango_version() == 15012 ? .pinned : .otherLibraries
    }

    static let probes: [(text: String, weight: FontWeight, width: Double)] = [
        ("Where “bank” attends 0.123456789", .regular, 16740.06),
        ("Where “bank” attends 0.123456789", .semibold, 17239.71),
        ("بنك בנק բանկ", .regular, 6622.07),
    ]
}
