import Files

/// A line of similarity by layer, as small as a word.
package struct Sparkline: Equatable {
    static let width = 96.0
    static let height = 28.0
    private static let margin = 3.0

    /// The corners of the line, for `polyline`.
    package let points: String
    package let endX: String
    package let endY: String
    /// The same in words.
    package let text: String

    /// - Parameters:
    ///   - values: one a layer.
    ///   - range: the values at the bottom and the top, the same for all lines of a page.
    package init(_ values: [Float], layers: [String], range: ClosedRange<Double>?) {
        let low = range?.lowerBound ?? 0
        let span = (range?.upperBound ?? 1) - low
        let places = values.enumerated().map { index, value -> (String, String) in
            let across = values.count > 1 ? Double(index) / Double(values.count - 1) : 0.5
            let up = span > 0 ? (Double(value) - low) / span : 0.5
            let x = Self.margin + across * (Self.width - 2 * Self.margin)
            let y = Self.height - Self.margin - up * (Self.height - 2 * Self.margin)
            return (Self.number(x), Self.number(y))
        }
        points = places.map { "\($0.0),\($0.1)" }.joined(separator: " ")
        endX = places.last?.0 ?? "0"
        endY = places.last?.1 ?? "0"
        let lowest = values.indices.min { values[$0] < values[$1] }
        if let lowest, let first = values.first, let last = values.last,
            layers.indices.contains(lowest)
        {
            text =
                "From \(Format.cosine(first)) to \(Format.cosine(last)), lowest "
                + "\(Format.cosine(values[lowest])) at \(layers[lowest])"
        } else {
            text = ""
        }
    }

    /// One decimal, with the hyphen that SVG reads.
    private static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        return "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
