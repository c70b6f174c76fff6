/// What stands in the place of a number that cannot be drawn: its name ("n/a", "∞") where there
/// is room, upright if need be, else a small cross.
struct MissingMark {
    let value: Double
    let theme: Theme
    let surface: any Surface

    /// - Parameters:
    ///   - bottom: The middle of the mark's lower edge.
    ///   - room: Width and height that are free above.
    func draw(above bottom: Point, room: Size) {
        let name = NumberFormat.fixed(decimals: 0).string(value)
        let text = TextBlock(line: name, theme.valueStyle)
        let size = surface.measure(text)
        let color = theme.secondaryText
        if size.width <= room.width, size.height <= room.height {
            surface.draw(text, at: bottom, anchor: .bottom, rotation: 0, color: color)
        } else if size.height <= room.width, size.width <= room.height {
            surface.draw(text, at: bottom, anchor: .left, rotation: -90, color: color)
        } else {
            let arm = max(min(room.width, room.height, 4), 1) / 2
            let center = Point(x: bottom.x, y: bottom.y - arm - 1)
            for slope in [-1.0, 1.0] {
                surface.stroke(
                    path: [
                        Point(x: center.x - arm, y: center.y - slope * arm),
                        Point(x: center.x + arm, y: center.y + slope * arm),
                    ], LineStyle(color: color, width: 0.75))
            }
        }
    }
}
