/// A list of colours that stands for the numbers from 0 to 1.
///
/// A colour map is a value; add one with an extension:
/// ```swift
/// extension ColorMap { static let heat = ColorMap(name: "heat", colors: [.white, .black]) }
/// ```
public struct ColorMap: Hashable, Sendable {
    /// For messages and `named(_:)`; it is not drawn.
    public let name: String
    /// The colours from low to high; never empty.
    public let colors: [Color]
    /// Whether the middle colour stands for 0, between negative and positive numbers.
    public let isDiverging: Bool

    /// - Parameters:
    ///   - name: A name for messages; it is not drawn.
    ///   - colors: The colours from low to high, in equal steps. An empty list counts as one grey.
    ///   - isDiverging: Whether the middle colour stands for 0.
    public init(name: String, colors: [Color], isDiverging: Bool = false) {
        self.name = name
        self.colors = colors.isEmpty ? [Color(0x808080)] : colors
        self.isDiverging = isDiverging
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

    /// The same colours from high to low: `ColorMap.greys.reversed` runs from black to white.
    public var reversed: ColorMap {
        let suffix = "-reversed"
        return ColorMap(
            name: name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name + suffix,
            colors: colors.reversed(), isDiverging: isDiverging)
    }
}

extension ColorMap {
    /// The library's own maps, the default first.
    public static let all: [ColorMap] = [
        .viridis, .cividis, .magma, .inferno, .plasma, .greys, .blues, .blueRed,
    ]

    /// The map with a name: `ColorMap.named("magma")`, or from high to low
    /// `ColorMap.named("magma-reversed")`.
    ///
    /// Case does not matter; the names of matplotlib work too (`Greys`, `magma_r`, `RdBu_r`).
    /// - Returns: `nil` for a name that `all` does not hold.
    public static func named(_ name: String) -> ColorMap? {
        let name = name.lowercased()
        switch name {
        case "grays", "greys": return .greys
        case "grays_r": return .greys.reversed
        case "rdbu_r": return .blueRed
        case "rdbu": return .blueRed.reversed
        default: break
        }
        for map in all where name.hasPrefix(map.name) {
            switch name.dropFirst(map.name.count) {
            case "": return map
            case "-reversed", "_r": return map.reversed
            default: continue
            }
        }
        return nil
    }
}
