/// How text is written to an SVG.
public enum SVGTextForm: String, CaseIterable, Sendable {
    /// As the outlines of its glyphs, which look the same everywhere and need no font.
    case outlines
    /// As text, which can be edited, searched and read aloud. It is shown in the theme's fonts where a
    /// reader has them, else in the next of the list, whose letters may be wider or narrower.
    case text
}
