/// How an area behind lines is filled: so lightly that lines and numbers are read in front of two of them.
struct AreaFill {
    private let color: Color
    /// Upright lines in place of the colour's light tint; `nil` for the tint.
    private let hatch: (line: LineStyle, step: Double)?

    static func plain(_ color: Color) -> AreaFill {
        var light = color
        light.alpha = 56
        return AreaFill(color: light, hatch: nil)
    }

    /// Lines in a frame, which are told from a tint without colour, and seen where both overlap.
    static func hatched(_ color: Color, _ theme: Theme) -> AreaFill {
        var soft = color
        soft.alpha = 88
        return AreaFill(
            color: soft,
            hatch: (LineStyle(color: soft, width: 0.6 * theme.unit), 3.5 * theme.unit))
    }

    /// - Parameters:
    ///   - upper: points of the upper edge from left to right.
    ///   - lower: those of the lower edge, at the same places.
    func draw(between upper: [Point], and lower: [Point], on surface: any Surface) {
        guard let hatch else {
            surface.fill(polygon: upper + lower.reversed(), color)
            return
        }
        surface.stroke(path: upper + lower.reversed() + upper.prefix(1), hatch.line)
        for (left, right) in zip(upper.indices, upper.indices.dropFirst()) {
            let width = upper[right].x - upper[left].x
            guard width > 0 else { continue }
            // On one grid in all parts, so that the distance does not change from part to part.
            let start = upper[0].x
            let first = Int(((upper[left].x - start) / hatch.step).rounded(.up))
            let end = Int(((upper[right].x - start) / hatch.step).rounded(.down))
            guard first <= end else { continue }
            for line in first...end {
                let x = start + Double(line) * hatch.step
                let part = (x - upper[left].x) / width
                func y(_ edge: [Point]) -> Double {
                    edge[left].y + part * (edge[right].y - edge[left].y)
                }
                surface.stroke(
                    path: [Point(x: x, y: y(upper)), Point(x: x, y: y(lower))], hatch.line)
            }
        }
    }

    func draw(_ box: Rect, on surface: any Surface) {
        guard hatch != nil else {
            surface.fill(box, color)
            return
        }
        draw(
            between: [Point(x: box.minX, y: box.minY), Point(x: box.maxX, y: box.minY)],
            and: [Point(x: box.minX, y: box.maxY), Point(x: box.maxX, y: box.maxY)], on: surface)
    }
}
