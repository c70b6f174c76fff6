/// An sRGB colour with 8 bits a channel and straight (not premultiplied) alpha.
public struct Color: Hashable, Sendable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8
    public var alpha: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// A colour from its web notation: `Color(0x440154)`. Bits above the lowest 24 are ignored.
    public init(_ rgb: UInt32, alpha: UInt8 = 255) {
        self.init(
            red: UInt8(truncatingIfNeeded: rgb >> 16),
            green: UInt8(truncatingIfNeeded: rgb >> 8),
            blue: UInt8(truncatingIfNeeded: rgb),
            alpha: alpha)
    }

    public static let black = Color(0x000000)
    public static let white = Color(0xFFFFFF)
    public static let clear = Color(0xFFFFFF, alpha: 0)
}

extension Color {
    /// The web notation, without alpha: `#16191d`.
    package var web: String {
        var notation = SVGBytes()
        notation.add("#")
        notation.add(self)
        return String(decoding: notation.bytes, as: UTF8.self)
    }

    /// Relative luminance, from 0 for black to 1 for white; alpha is ignored.
    ///
    /// Source: WCAG 2.2, "relative luminance".
    public var luminance: Double {
        func linear(_ channel: UInt8) -> Double { Self.linearLight[Int(channel)] }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// Contrast ratio with another colour, from 1 (the same) to 21 (black and white); symmetric.
    ///
    /// Source: WCAG 2.2, "contrast ratio".
    public func contrast(with other: Color) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// Black or white, whichever stands out more on this colour (always at least 4.5:1).
    public var readableInk: Color {
        contrast(with: .black) >= contrast(with: .white) ? .black : .white
    }

    /// The grey of the same luminance and alpha.
    public var grey: Color {
        let light = luminance
        let value = light <= 0.0031308 ? 12.92 * light : 1.055 * power(light, 1 / 2.4) - 0.055
        let channel = UInt8(min(max((value * 255).rounded(), 0), 255))
        return Color(red: channel, green: channel, blue: channel, alpha: alpha)
    }

    private static let linearLight: [Double] = (0...255).map { channel in
        let value = Double(channel) / 255
        return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055, 2.4)
    }
}
