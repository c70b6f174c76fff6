/// A list of colours that stands for the numbers from 0 to 1.
///
/// A colour map is a value; add one with an extension:
/// ```swift
/// extension ColorMap { static let grays = ColorMap(name: "grays", colors: [.white, .black]) }
/// ```
public struct ColorMap: Hashable, Sendable {
    public let name: String
    /// The colours from low to high; never empty.
    public let colors: [Color]

    /// - Parameters:
    ///   - name: A name for messages; it is not drawn.
    ///   - colors: The colours from low to high, in equal steps. An empty list counts as one grey.
    public init(name: String, colors: [Color]) {
        self.name = name
        self.colors = colors.isEmpty ? [Color(0x808080)] : colors
    }

    /// The colour at a fraction of the map: 0 is the first colour, 1 the last.
    ///
    /// The interval is cut into as many equal parts as there are colours, as matplotlib does.
    /// Fractions outside 0…1 give the nearest end; NaN gives the middle.
    public func color(at fraction: Double) -> Color {
        let clamped = fraction.isNaN ? 0.5 : min(max(fraction, 0), 1)
        let index = min(Int(clamped * Double(colors.count)), colors.count - 1)
        return colors[index]
    }
}
