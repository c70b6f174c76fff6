/// What a figure looks like: colours, type and spacing.
///
/// A theme is a value: copy `light`, `dark`, `highContrast` or `print`, change what should differ.
/// ```swift
/// var theme = Theme.light
/// theme.accent = Color(0x0F766E)
/// ```
/// All lengths and font sizes are in points (1/72 inch) of the finished figure.
public struct Theme: Hashable, Sendable {
    // MARK: Colours

    public var background: Color
    /// Titles, and everything that should be read first.
    public var text: Color
    /// Subtitles, axis titles, tick labels.
    public var secondaryText: Color
    public var grid: Color
    /// The line that bars stand on.
    public var baseline: Color
    public var bar: Color
    /// Marked bars, frames of marked rows and columns, and the labels of both.
    public var accent: Color
    /// Cells and bars without a number.
    public var missing: Color
    /// Hatching on `missing`.
    public var missingHatch: Color
    /// Colours of categories without an order, such as the lines of a chart; reused from the start
    /// when they run out. Told apart with every kind of colour blindness, and fit for text.
    public var categorical: [Color]
    /// The colours of maps that have none of their own: on a light background low is light, on a dark one
    /// dark, so that what is large stands out and little ink is needed.
    public var colorMap = ColorMap.blues
    /// Draws every colour, whatever its source, as the grey of the same luminance.
    public var isGreyscale = false
    /// How much stands around the data, which the layout lowers where the data needs the room.
    var detail = Detail.full

    // MARK: Type

    /// Comma-separated font families, first choice first; a missing glyph falls through the list.
    public var fontFamily: String
    public var titleSize: Double
    public var subtitleSize: Double
    public var axisTitleSize: Double
    public var labelSize: Double
    /// Numbers on bars, points and cells.
    public var valueSize: Double

    // MARK: Spacing and lines

    /// Free space at the edges of the figure.
    public var padding: Double
    /// Space between neighbouring parts, such as a label and its axis.
    public var gap: Double
    public var gridWidth: Double
    public var showsGrid: Bool
    /// Share of a bar's slot that stays empty, from 0 to 1.
    public var barSpacing: Double
    public var maximumBarWidth: Double
    public var lineWidth: Double
    public var markerRadius: Double

    /// White background and little ink, for papers, slides and light pages.
    public static let light = Theme(
        background: .white,
        text: Color(0x16191D),
        secondaryText: Color(0x4A525C),
        grid: Color(0xE3E6EA),
        baseline: Color(0x8A929C),
        bar: Color(0x7A93B0),
        accent: Color(0xC8430B),
        missing: Color(0xEDEFF1),
        missingHatch: Color(0xB9C0C8),
        categorical: [
            Color(0x2858A9), Color(0xC94705), Color(0x1D7D5B), Color(0xA8488A),
            Color(0x655108), Color(0x16191D), Color(0x2378C9),
        ],
        fontFamily: "Inter, DejaVu Sans, sans-serif",
        titleSize: 12,
        subtitleSize: 9.5,
        axisTitleSize: 9,
        labelSize: 9,
        valueSize: 8,
        padding: 10,
        gap: 5,
        gridWidth: 0.5,
        showsGrid: true,
        barSpacing: 0.28,
        maximumBarWidth: 44,
        lineWidth: 1.75,
        markerRadius: 3)
}

// Two weights: more would say no more, and each is one more font in a PDF.

extension Theme {
    /// A point where labels have the size that the charts are drawn for. What has no length of its
    /// own in a theme keeps its proportion to the type.
    var unit: Double { labelSize / 9 }
    /// Width of the thin lines that are not part of the grid.
    var hairline: Double { 0.75 * unit }

    var titleStyle: TextStyle { style(titleSize, .semibold) }
    var subtitleStyle: TextStyle { style(subtitleSize) }
    var axisTitleStyle: TextStyle { style(axisTitleSize) }
    var labelStyle: TextStyle { style(labelSize) }
    var markedLabelStyle: TextStyle { style(labelSize, .semibold) }
    var tickStyle: TextStyle { style(labelSize, tabular: true) }
    var valueStyle: TextStyle { style(valueSize) }
    var markedValueStyle: TextStyle { style(valueSize, .semibold) }

    func seriesColor(_ index: Int) -> Color {
        categorical.isEmpty ? text : categorical[index % categorical.count]
    }

    private func style(
        _ size: Double, _ weight: FontWeight = .regular, tabular: Bool = false
    ) -> TextStyle {
        TextStyle(family: fontFamily, size: size, weight: weight, hasTabularDigits: tabular)
    }
}
