/// Sizes for the usual places of a figure, with the resolution and the size of type that suit them.
///
/// ```swift
/// let renderer = ChartRenderer(options: ChartOptions(preset: .paper, theme: .print))
/// ```
public enum SizePreset: String, CaseIterable, Sendable {
    /// A whole slide, 16:9: 13⅓ × 7½ inches, 1920 × 1080 pixels.
    case slide
    /// The left or right half of a slide: 960 × 1080 pixels.
    case slideHalf = "slide-half"
    /// One column of a journal: 89 × 60 mm at 300 dpi.
    case paper
    /// Both columns of a journal: 183 × 90 mm at 300 dpi.
    case paperWide = "paper-wide"
    /// A web page or a manual: 720 × 400 CSS pixels with two pixels to each.
    case doc
    /// A preview: 320 × 180 pixels.
    case thumbnail

    /// Whether it is for a wall.
    public var isSlide: Bool { self == .slide || self == .slideHalf }

    /// In points.
    public var size: FigureSize {
        switch self {
        case .slide: FigureSize(width: 960, height: 540)
        case .slideHalf: FigureSize(width: 480, height: 540)
        case .paper: Self.millimetres(89, 60)
        case .paperWide: Self.millimetres(183, 90)
        case .doc: FigureSize(width: 540, height: 300)
        case .thumbnail: FigureSize(width: 240, height: 135)
        }
    }

    /// Dots per inch of a PNG.
    public var resolution: Double {
        switch self {
        case .slide, .slideHalf: 144
        case .paper, .paperWide: 300
        case .doc: 192
        case .thumbnail: 96
        }
    }

    /// How much larger than in a document type and lines are: labels of 9 points become 18 on a
    /// slide, which is read from afar, and 7 in a journal.
    public var typeScale: Double {
        switch self {
        case .slide: 2
        case .slideHalf: 1.5
        case .paper, .paperWide: 0.78
        case .doc: 1
        case .thumbnail: 0.75
        }
    }

    private static func millimetres(_ width: Double, _ height: Double) -> FigureSize {
        FigureSize(
            width: Length(width, .millimetres), height: Length(height, .millimetres),
            resolution: 300)
    }
}

extension ChartOptions {
    /// Options for a usual place, with the theme's type in the size that suits it.
    public init(preset: SizePreset, theme: Theme = .light, description: String? = nil) {
        self.init(
            size: preset.size, resolution: preset.resolution,
            theme: theme.scaled(by: preset.typeScale), description: description)
    }
}
