// The categorical colours start from those of Okabe and Ito, "Color Universal Design", 2008, moved
// as little as possible until each has a contrast of 4.5 (`highContrast`: 7) with the background,
// and every two differ clearly with full and with each kind of dichromatic vision. ThemeTests holds
// both.

extension Theme {
    /// Light marks on a nearly black background, for slides and pages in dark mode.
    public static let dark: Theme = {
        var theme = light
        theme.background = Color(0x14171B)
        theme.text = Color(0xF2F4F7)
        theme.secondaryText = Color(0xB3BBC5)
        theme.grid = Color(0x2A2F36)
        theme.baseline = Color(0x77808B)
        theme.bar = Color(0x6F8DB0)
        theme.accent = Color(0xFF8A4C)
        theme.missing = Color(0x23282E)
        theme.missingHatch = Color(0x565F6A)
        theme.colorMap = .viridis
        theme.categorical = [
            Color(0x2DBFF6), Color(0xFF8837), Color(0x20BC8E), Color(0xE79AC8),
            Color(0xF2E337), Color(0xF2F4F7), Color(0x698CFF),
        ]
        return theme
    }()

    /// Black on white with strong marks: text at a contrast of 7 and more, thicker lines, larger
    /// type; bars, marked bars and the background differ from one another by 3 and more.
    public static let highContrast: Theme = {
        var theme = light
        theme.text = .black
        theme.secondaryText = Color(0x1A1A1A)
        theme.grid = Color(0xD0D0D0)
        theme.baseline = .black
        theme.bar = Color(0x8E959D)
        theme.accent = Color(0x960018)
        theme.missing = .white
        theme.missingHatch = Color(0x595959)
        theme.categorical = [
            Color(0x134282), Color(0x9E351C), Color(0x0A6347), Color(0x7A1B64),
            Color(0x483B06), Color(0x000000), Color(0x1E4CCE),
        ]
        theme.titleSize = 13
        theme.subtitleSize = 10.5
        theme.axisTitleSize = 10
        theme.labelSize = 10
        theme.valueSize = 9
        theme.gridWidth = 0.75
        theme.lineWidth = 2.5
        theme.markerRadius = 3.75
        return theme
    }()

    /// Black, white and greys, for a printer without colour.
    ///
    /// Maps run from white to black unless they have colours of their own, which turn grey too; that keeps the
    /// order of all but diverging ones. Lines differ by their dashes and markers.
    public static let print: Theme = {
        var theme = light
        theme.isGreyscale = true
        theme.colorMap = .greys
        theme.text = .black
        theme.secondaryText = Color(0x333333)
        theme.grid = Color(0xDDDDDD)
        theme.baseline = Color(0x666666)
        theme.bar = Color(0x949494)
        theme.accent = Color(0x1F1F1F)
        theme.missing = .white
        theme.missingHatch = Color(0x8C8C8C)
        theme.categorical = [Color(0x000000), Color(0x757575), Color(0x3A3A3A), Color(0x585858)]
        return theme
    }()

    /// The theme without its background: `Theme.dark.transparent` for figures on dark pages.
    ///
    /// Text and marks keep the colours that were chosen for the background, so the page behind
    /// should be like it.
    public var transparent: Theme {
        var theme = self
        theme.background.alpha = 0
        return theme
    }

    /// The theme with type, spacing and lines larger or smaller: `Theme.light.scaled(by: 2)` for a
    /// slide.
    public func scaled(by factor: Double) -> Theme {
        var theme = self
        for length in [
            \.titleSize, \.subtitleSize, \.axisTitleSize, \.labelSize, \.valueSize, \.padding,
            \.gap, \.gridWidth, \.maximumBarWidth, \.lineWidth, \.markerRadius,
        ] as [WritableKeyPath<Theme, Double>] {
            theme[keyPath: length] *= factor
        }
        return theme
    }
}

extension Theme {
    /// The names of the library's own themes, the default first.
    public static let names = ["light", "dark", "high-contrast", "print"]

    /// The theme with a name, with or without its background: `Theme.named("dark")`,
    /// `Theme.named("dark-transparent")`, `Theme.named("transparent")` for the light one.
    /// - Returns: `nil` for a name that is neither in `names` nor made from one.
    public static func named(_ name: String) -> Theme? {
        let name = name.lowercased()
        if name == "transparent" { return light.transparent }
        let suffix = "-transparent"
        if name.hasSuffix(suffix) {
            return opaque(named: String(name.dropLast(suffix.count)))?.transparent
        }
        return opaque(named: name)
    }

    private static func opaque(named name: String) -> Theme? {
        switch name {
        case "light": light
        case "dark": dark
        case "high-contrast": highContrast
        case "print": Theme.print
        default: nil
        }
    }
}
