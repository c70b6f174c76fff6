/// A length on paper or on a screen.
///
/// ```swift
/// let column = try Length("89mm")
/// column.points(resolution: 300)   // 252.28…
/// ```
public struct Length: Hashable, Sendable {
    public enum Unit: String, CaseIterable, Sendable {
        case millimetres = "mm"
        case centimetres = "cm"
        case inches = "in"
        /// 1/72 inch.
        case points = "pt"
        /// Pixels of a bitmap, whose size depends on its resolution.
        case pixels = "px"
    }

    public var value: Double
    public var unit: Unit

    public init(_ value: Double, _ unit: Unit) {
        self.value = value
        self.unit = unit
    }

    /// A length from its notation: `89mm`, `8.9 cm`, `3.5in`, `240pt`, `1000px`.
    ///
    /// Numbers have a point, not a comma, and no exponent; case does not matter.
    /// - Throws: `LengthError`.
    public init(_ text: String) throws {
        let trimmed = text.lowercased().filter { $0 != " " }
        for unit in Unit.allCases where trimmed.hasSuffix(unit.rawValue) {
            let number = trimmed.dropLast(unit.rawValue.count)
            guard number.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
                let value = Double(number), value > 0, value.isFinite
            else { break }
            self.init(value, unit)
            return
        }
        throw LengthError.invalid(text)
    }

    /// The length in points (1/72 inch).
    /// - Parameter resolution: Pixels per inch, for lengths in pixels.
    public func points(resolution: Double) -> Double {
        switch unit {
        case .millimetres: value / 25.4 * 72
        case .centimetres: value / 2.54 * 72
        case .inches: value * 72
        case .points: value
        case .pixels: value / resolution * 72
        }
    }
}

/// Why a text is no length.
public enum LengthError: Error, Equatable, Sendable {
    case invalid(String)
}

extension LengthError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalid(let text):
            "Length: expected a number above 0 with a unit (mm, cm, in, pt or px), "
                + "found “\(text)”; write 89mm, 3.5in or 1000px."
        }
    }
}

extension FigureSize {
    /// A size from two lengths: `--width 89mm --height 60mm --dpi 300`.
    /// - Parameters:
    ///   - width: The width.
    ///   - height: The height.
    ///   - resolution: Pixels per inch, for lengths in pixels; the one that `ChartOptions.resolution`
    ///     will have.
    public init(width: Length, height: Length, resolution: Double) {
        self.init(
            width: width.points(resolution: resolution),
            height: height.points(resolution: resolution))
    }
}
