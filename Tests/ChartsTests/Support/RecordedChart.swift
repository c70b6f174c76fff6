@testable import Charts

/// Draws a chart on a surface that remembers everything.
///
/// - Parameters:
///   - size: the chart's own where it is `nil`.
///   - setter: real fonts in place of letters of a fixed width.
/// - Throws: what the chart finds wrong with itself.
func record(
    _ chart: some ChartDrawing, size: FigureSize? = nil, theme: Theme = .light,
    setter: TextSetter? = nil
) throws -> RecordingSurface {
    let size = size ?? chart.defaultSize(theme)
    let surface = RecordingSurface(width: size.width, height: size.height, setter: setter)
    try chart.validate()
    try chart.draw(on: surface, theme: theme)
    return surface
}
