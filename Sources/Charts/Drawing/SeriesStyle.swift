/// Line, marker and colour of a series. Neighbouring series differ in more than colour.
struct SeriesStyle {
    enum Marker: CaseIterable { case circle, square, triangle, diamond }

    let line: LineStyle
    let marker: Marker
    /// Every second four series have markers with a hole, so that eight differ in shape.
    let isHollow: Bool
    private let radius: Double
    private let halo: Color
    private let rim: Double

    init(_ index: Int, theme: Theme) {
        let dashes: [[Double]] = [[], [6, 3], [2, 2.5], [8, 3, 2, 3]]
        let markers = Marker.allCases
        let thickness = theme.lineWidth / Theme.light.lineWidth
        line = LineStyle(
            color: theme.seriesColor(index), width: theme.lineWidth,
            dashes: dashes[index % dashes.count].map { $0 * thickness })
        marker = markers[index % markers.count]
        isHollow = index / markers.count % 2 == 1
        radius = theme.markerRadius
        halo = theme.background
        rim = 1.25 * theme.unit
    }

    /// From the middle of a marker to its farthest corner, in radii.
    static let widest = 1.3

    /// A marker with a rim in the background's colour, so that it stands off its line.
    func drawMarker(at center: Point, on surface: any Surface, scale: Double = 1) {
        let radius = scale * radius
        draw(center, radius + rim, halo, surface)
        draw(center, radius, line.color, surface)
        if isHollow { draw(center, 0.5 * radius, halo, surface) }
    }

    private func draw(
        _ center: Point, _ radius: Double, _ color: Color, _ surface: any Surface
    ) {
        func corners(_ offsets: [(Double, Double)]) -> [Point] {
            offsets.map { Point(x: center.x + $0.0 * radius, y: center.y + $0.1 * radius) }
        }
        switch marker {
        case .circle: surface.fillCircle(center: center, radius: radius, color)
        case .square:
            let side = 0.9
            surface.fill(
                polygon: corners([(-side, -side), (side, -side), (side, side), (-side, side)]),
                color)
        case .triangle:
            surface.fill(polygon: corners([(0, -1.2), (1.1, 0.8), (-1.1, 0.8)]), color)
        case .diamond:
            surface.fill(
                polygon: corners([
                    (0, -Self.widest), (Self.widest, 0), (0, Self.widest), (-Self.widest, 0),
                ]), color)
        }
    }
}
