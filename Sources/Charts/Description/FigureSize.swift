/// Width and height of a figure in points (1/72 inch).
public struct FigureSize: Hashable, Sendable {
    public var width: Double
    public var height: Double

    public init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }
}
