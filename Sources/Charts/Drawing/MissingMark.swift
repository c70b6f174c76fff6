/// What stands in the place of a number that cannot be drawn: its name ("n/a", "∞") where there
/// is room, turned if need be, else a small cross.
struct MissingMark {
    /// From where to where the room for the mark extends.
    enum Direction { case up, right }

    let value: Double
    let theme: Theme
    let surface: any Surface

    /// Draws the mark at the beginning of a room: at its lower or left edge.
    func draw(in room: Rect, pointing direction: Direction) {
        let name = NumberFormat.fixed(decimals: 0).string(value)
        let text = TextBlock(line: name, theme.valueStyle)
        let size = surface.measure(text)
        let color = theme.secondaryText
        let bottom = Point(x: room.midX, y: room.maxY)
        if size.width <= room.width, size.height <= room.height {
            switch direction {
            case .up:
                surface.draw(text, at: bottom, anchor: .bottom, rotation: 0, color: color)
            case .right:
                surface.draw(
                    text, at: Point(x: room.minX + 2 * theme.unit, y: room.midY), anchor: .left,
                    rotation: 0,
                    color: color)
            }
        } else if direction == .up, size.height <= room.width, size.width <= room.height {
            surface.draw(text, at: bottom, anchor: .left, rotation: -90, color: color)
        } else {
            let arm = max(min(room.width, room.height, 4 * theme.unit), 1) / 2
            let center =
                direction == .up
                ? Point(x: room.midX, y: room.maxY - arm - 1)
                : Point(x: room.minX + arm + 1, y: room.midY)
            for slope in [-1.0, 1.0] {
                surface.stroke(
                    path: [
                        Point(x: center.x - arm, y: center.y - slope * arm),
                        Point(x: center.x + arm, y: center.y + slope * arm),
                    ], LineStyle(color: color, width: theme.hairline))
            }
        }
    }
}
