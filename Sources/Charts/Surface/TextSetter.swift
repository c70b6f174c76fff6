internal import CCairo
internal import CPango
internal import Glibc

/// Sets text with Pango, the same at every resolution: no hinting, no rounding of positions.
///
/// A setter belongs to one thread at a time and keeps the texts that it has set: figures in a row repeat
/// most of their labels, and shaping takes longer than drawing. Fonts are kept by Pango in font maps, of which
/// no two threads use one at the same time, and by cairo for all threads together (`FontLock`).
final class TextSetter {
    /// Never freed: Pango's own threads may be the last to hold one, and know nothing of the lock.
    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private var layouts: [TextBlock: Layout] = [:]
    private var fonts: [TextStyle: OpaquePointer] = [:]
    private var outlined: [TextBlock: [OutlinedRun]?] = [:]
    private var glyphs: GlyphOutlines?

    /// A text that has been broken into lines and positioned.
    struct Layout {
        let pango: OpaquePointer
        let size: Size
        /// From the layout's left edge to that of the text: centred text and text that runs from
        /// right to left begin further right in a width limit.
        let offset: Double
    }

    /// A setter that knows no text yet, with the fonts of this thread.
    /// - Throws: as `ofThisThread`.
    convenience init() throws { try self.init(fontMap: Self.ofThisThread().fontMap) }

    private init(fontMap: UnsafeMutablePointer<PangoFontMap>) throws {
        guard let context = pango_font_map_create_context(fontMap) else {
            throw ChartError.drawingFailed("out of memory")
        }
        self.fontMap = fontMap
        self.context = context
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        // One unit is one point, whatever the screen.
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_round_glyph_positions(context, 0)
        // The locale must not choose fonts or directions.
        pango_context_set_language(context, pango_language_from_string("en"))
        pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
    }

    /// A setter with fonts of its own.
    private static func withOwnFonts() throws -> TextSetter {
        try FontLock.withLock {
            // In here: threads that others only count must not be counted as well.
            try SpareThreads.check()
            guard let map = pango_cairo_font_map_new() else {
                throw ChartError.drawingFailed("out of memory")
            }
            let setter = try TextSetter(fontMap: map)
            try setter.checkFonts()
            return setter
        }
    }

    /// Without any font Pango measures texts with numbers that mean nothing.
    private func checkFonts() throws {
        let wanted = font(Theme.light.labelStyle)
        guard let font = pango_context_load_font(context, wanted) else {
            throw ChartError.noFonts
        }
        g_object_unref(UnsafeMutableRawPointer(font))
    }

    /// Has Pango read the list of fonts, which is one for all threads and takes some milliseconds.
    static func prepareFonts() {
        // Who sets text gets the error.
        guard (try? SpareThreads.check()) != nil else { return }
        _ = pango_cairo_font_map_get_default()
    }

    /// The names and versions of the libraries at run time.
    static var libraries: String {
        "cairo \(String(cString: cairo_version_string())), "
            + "Pango \(String(cString: pango_version_string()))"
    }

    /// The setter of this thread; when the thread ends, another takes it over.
    ///
    /// Texts that were set before may be gone: their layouts are not kept from figure to figure.
    /// - Throws: `ChartError.noFonts`; `.noThreads`; `.drawingFailed` when memory runs out.
    static func ofThisThread() throws -> TextSetter {
        if let kept = pthread_getspecific(key) {
            let setter = Unmanaged<TextSetter>.fromOpaque(kept).takeUnretainedValue()
            if setter.layouts.count > longestMemory { setter.forget() }
            return setter
        }
        let kept = try idle.take() ?? Unmanaged.passRetained(withOwnFonts()).toOpaque()
        pthread_setspecific(key, kept)
        return Unmanaged<TextSetter>.fromOpaque(kept).takeUnretainedValue()
    }

    /// A few figures' worth of texts, some kilobytes each.
    private static let longestMemory = 1000

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key) { kept in
            if let kept { TextSetter.idle.add(kept) }
        }
        return key
    }()

    private static let idle = IdleSetters()

    private func forget() {
        FontLock.withLock {
            for layout in layouts.values { g_object_unref(UnsafeMutableRawPointer(layout.pango)) }
            layouts.removeAll(keepingCapacity: true)
            outlined.removeAll()
            glyphs = nil
        }
    }

    deinit {
        FontLock.withLock {
            for layout in layouts.values { g_object_unref(UnsafeMutableRawPointer(layout.pango)) }
            for font in fonts.values { pango_font_description_free(font) }
            g_object_unref(UnsafeMutableRawPointer(context))
            glyphs = nil
        }
    }

    /// The text set; valid until the thread's next figure. `nil` only when memory runs out.
    func layout(_ text: TextBlock) -> Layout? {
        layouts[text] ?? FontLock.withLock { newLayout(text) }
    }

    private func newLayout(_ text: TextBlock) -> Layout? {
        guard let pango = pango_layout_new(context) else { return nil }
        pango_layout_set_font_description(pango, font(text.style))
        if text.style.hasTabularDigits { setTabularDigits(pango) }
        pango_layout_set_text(pango, text.string, Int32(text.string.utf8.count))
        if text.isCentered { pango_layout_set_alignment(pango, PANGO_ALIGN_CENTER) }
        if let width = text.maximumWidth {
            let limit = min(max(width, 1), 1_000_000) * Double(PANGO_SCALE)
            pango_layout_set_width(pango, Int32(limit.rounded(.down)))
            pango_layout_set_wrap(pango, PANGO_WRAP_WORD_CHAR)
            pango_layout_set_ellipsize(pango, PANGO_ELLIPSIZE_END)
            pango_layout_set_height(pango, Int32(-max(text.maximumLines, 1)))
        }
        var logical = PangoRectangle()
        pango_layout_get_extents(pango, nil, &logical)
        let unit = Double(PANGO_SCALE)
        let layout = Layout(
            pango: pango,
            size: Size(width: Double(logical.width) / unit, height: Double(logical.height) / unit),
            offset: Double(logical.x) / unit)
        layouts[text] = layout
        return layout
    }

    /// The glyphs of a text as outlines; `nil` if it has some without.
    func outlines(of text: TextBlock) -> [OutlinedRun]? {
        if let known = outlined[text] { return known }
        return FontLock.withLock {
            guard let layout = layout(text), let glyphs = try? glyphs ?? GlyphOutlines() else {
                return nil
            }
            self.glyphs = glyphs
            let runs = glyphs.runs(of: layout.pango)
            outlined[text] = .some(runs)
            return runs
        }
    }

    /// The characters in all texts set so far that no font has.
    var missingCharacters: Set<Unicode.Scalar> { FontLock.withLock { unknownCharacters() } }

    private func unknownCharacters() -> Set<Unicode.Scalar> {
        let unknown = UInt32(PANGO_GLYPH_UNKNOWN_FLAG)
        var found: Set<Unicode.Scalar> = []
        for layout in layouts.values where pango_layout_get_unknown_glyphs_count(layout.pango) > 0 {
            let lines = pango_layout_get_iter(layout.pango)
            defer { pango_layout_iter_free(lines) }
            repeat {
                guard let run = pango_layout_iter_get_run_readonly(lines),
                    let glyphs = run.pointee.glyphs
                else { continue }
                for index in 0..<Int(glyphs.pointee.num_glyphs) {
                    let glyph = glyphs.pointee.glyphs[index].glyph
                    // What has no glyph is its own code point with a flag.
                    guard glyph & unknown != 0, let scalar = Unicode.Scalar(glyph & ~unknown)
                    else { continue }
                    found.insert(scalar)
                }
            } while pango_layout_iter_next_run(lines) != 0
        }
        return found
    }

    private func font(_ style: TextStyle) -> OpaquePointer? {
        if let font = fonts[style] { return font }
        guard let font = pango_font_description_new() else { return nil }
        pango_font_description_set_family(font, Printable.line(style.family))
        pango_font_description_set_weight(font, PangoWeight(UInt32(style.weight.rawValue)))
        pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        fonts[style] = font
        return font
    }

    private func setTabularDigits(_ layout: OpaquePointer) {
        let attributes = pango_attr_list_new()
        pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"))
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
    }
}

/// The setters of threads that have ended, for those to come.
private final class IdleSetters: @unchecked Sendable {
    private var setters: [UnsafeMutableRawPointer] = []
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() { pthread_mutex_init(mutex, nil) }

    func add(_ setter: UnsafeMutableRawPointer) {
        pthread_mutex_lock(mutex)
        setters.append(setter)
        pthread_mutex_unlock(mutex)
    }

    func take() -> UnsafeMutableRawPointer? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return setters.popLast()
    }
}
