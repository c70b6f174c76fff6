// Schemes of ColorBrewer 2.0, interpolated to 256 colours as matplotlib does.
//
// Copyright (c) 2002 Cynthia Brewer, Mark Harrower, and The Pennsylvania State University; Apache
// License, Version 2.0: colours, names and specification as published on colorbrewer2.org.

extension ColorMap {
    /// White to black: for print.
    public static let greys = ColorMap(
        name: "greys",
        anchors: [
            0xFFFFFF, 0xF0F0F0, 0xD9D9D9, 0xBDBDBD, 0x969696, 0x737373, 0x525252, 0x252525,
            0x000000,
        ])

    /// Nearly white to dark blue: for light pages on which low values should recede.
    public static let blues = ColorMap(
        name: "blues",
        anchors: [
            0xF7FBFF, 0xDEEBF7, 0xC6DBEF, 0x9ECAE1, 0x6BAED6, 0x4292C6, 0x2171B5, 0x08519C,
            0x08306B,
        ])

    /// Blue over a light grey to red, for numbers on two sides of 0, with 0 in the middle; told
    /// apart with colour blindness, but not in grey. Known as `RdBu_r` in matplotlib.
    public static let blueRed = ColorMap(
        name: "blue-red",
        anchors: [
            0x053061, 0x2166AC, 0x4393C3, 0x92C5DE, 0xD1E5F0, 0xF7F7F7, 0xFDDBC7, 0xF4A582,
            0xD6604D, 0xB2182B, 0x67001F,
        ], isDiverging: true)

    /// 256 colours on straight lines between equally spaced anchors.
    private init(name: String, anchors: [UInt32], isDiverging: Bool = false) {
        let anchors = anchors.map { Color($0) }
        let steps = Double(anchors.count - 1)
        let colors = (0..<256).map { index in
            let place = Double(index) / 255 * steps
            let first = min(Int(place), anchors.count - 2)
            let share = place - Double(first)
            let (low, high) = (anchors[first], anchors[first + 1])
            func mix(_ low: UInt8, _ high: UInt8) -> UInt8 {
                UInt8((Double(low) + share * (Double(high) - Double(low)) + 0.5).rounded(.down))
            }
            return Color(
                red: mix(low.red, high.red), green: mix(low.green, high.green),
                blue: mix(low.blue, high.blue))
        }
        self.init(name: name, colors: colors, isDiverging: isDiverging)
    }
}
