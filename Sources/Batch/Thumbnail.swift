import Analyses
import Charts

/// A small picture of where the word attends: for each sentence a row of cells a layer, a column a
/// token, side by side. Special tokens are left out: they take so much that the rest would be dark.
struct Thumbnail {
    /// Below the pair's folder.
    static let path = "thumbnail.svg"

    /// The picture as an SVG document.
    let svg: String

    private static let cell = 5
    private static let gap = 8

    init(_ analysis: AnalyzedPair) {
        let maps = AnalyzedPair.Side.allCases.map {
            analysis.layerMap(side: $0, hidingSpecial: true)
        }
        let largest = maps.joined().joined().max() ?? 0
        var shapes = ""
        var left = 0
        for map in maps {
            for (layer, row) in map.enumerated() {
                for (token, value) in row.enumerated() {
                    let fraction = largest > 0 ? Double(value / largest) : 0
                    let color = ColorMap.viridis.color(at: fraction)
                    shapes +=
                        "<path fill=\"#\(Self.hex(color))\" d=\"M\(left + token * Self.cell) "
                        + "\(layer * Self.cell)h\(Self.cell)v\(Self.cell)h-\(Self.cell)z\"/>"
                }
            }
            left += (map.first?.count ?? 0) * Self.cell + Self.gap
        }
        let width = max(left - Self.gap, 1)
        let height = max(analysis.model.layers * Self.cell, 1)
        svg =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
            + "viewBox=\"0 0 \(width) \(height)\" shape-rendering=\"crispEdges\">\(shapes)</svg>\n"
    }

    private static func hex(_ color: Color) -> String {
        [color.red, color.green, color.blue].map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
