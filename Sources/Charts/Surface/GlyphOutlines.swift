internal import CCairo
internal import CPango

/// The shape of a glyph as SVG path data in units of `OutlinedRun`.
final class GlyphOutline {
    /// Where the path begins, from the glyph's origin.
    let start: (x: Int, y: Int)
    /// What follows, each point relative to the one before; empty for a space.
    let path: [UInt8]

    init(start: (x: Int, y: Int), path: [UInt8]) {
        self.start = start
        self.path = path
    }
}

/// Glyphs of one font in one size, where a text's layout puts them.
struct OutlinedRun {
    /// Units in the size of a font. Rounding to whole ones moves a point by a 60th of a pixel at most
    /// in text of 10 points on a screen.
    static let unitsPerSize = 400

    struct Glyph {
        let outline: GlyphOutline
        /// Where its origin lies, from the upper left corner of the text, in units.
        let x: Int
        let y: Int
    }

    /// In points.
    let size: Double
    let glyphs: [Glyph]
}

/// Takes the outlines of glyphs from their fonts, and keeps them.
///
/// Equal outlines are the same object, whichever size of a font they come from.
final class GlyphOutlines {
    private let context: OpaquePointer
    private var outlines: [Key: GlyphOutline] = [:]
    private var equal: [PathData: GlyphOutline] = [:]
    /// Whether the glyphs of a font are outlines, not coloured pictures. Keeps the fonts alive,
    /// because the keys are their addresses.
    private var fonts: [OpaquePointer: Bool] = [:]

    private struct Key: Hashable {
        let font: OpaquePointer
        let glyph: UInt32
    }

    /// - Throws: `ChartError.drawingFailed` when memory runs out.
    init() throws {
        let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)
        defer { cairo_surface_destroy(surface) }
        guard let surface, let context = cairo_create(surface) else {
            throw ChartError.drawingFailed("out of memory")
        }
        self.context = context
        cairo_set_font_size(context, Double(OutlinedRun.unitsPerSize))
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    deinit {
        FontLock.withLock {
            for font in fonts.keys { g_object_unref(UnsafeMutableRawPointer(font)) }
            cairo_destroy(context)
        }
    }

    /// The glyphs of a layout; `nil` if some of them are pictures or boxes for what no font has.
    func runs(of layout: OpaquePointer) -> [OutlinedRun]? {
        var runs: [OutlinedRun] = []
        let place = pango_layout_get_iter(layout)
        defer { pango_layout_iter_free(place) }
        repeat {
            guard let run = pango_layout_iter_get_run_readonly(place) else { continue }
            guard let font = run.pointee.item.pointee.analysis.font,
                let size = size(of: font), hasOutlines(font),
                let outlined = outlined(run.pointee.glyphs, font, size, place)
            else { return nil }
            runs.append(outlined)
        } while pango_layout_iter_next_run(place) != 0
        return runs
    }

    private func outlined(
        _ string: UnsafeMutablePointer<PangoGlyphString>, _ font: UnsafeMutablePointer<PangoFont>,
        _ size: Double, _ place: OpaquePointer?
    ) -> OutlinedRun? {
        var extents = PangoRectangle()
        pango_layout_iter_get_run_extents(place, nil, &extents)
        let unit = Double(OutlinedRun.unitsPerSize) / size / Double(PANGO_SCALE)
        var x = extents.x
        let baseline = pango_layout_iter_get_run_baseline(place)
        var glyphs: [OutlinedRun.Glyph] = []
        for index in 0..<Int(string.pointee.num_glyphs) {
            let info = string.pointee.glyphs[index]
            defer { x += info.geometry.width }
            // PANGO_GLYPH_EMPTY, a character without ink such as a joiner.
            if info.glyph == 0x0FFF_FFFF { continue }
            guard info.glyph & UInt32(PANGO_GLYPH_UNKNOWN_FLAG) == 0 else { return nil }
            let outline = outline(info.glyph, font)
            guard !outline.path.isEmpty else { continue }
            glyphs.append(
                OutlinedRun.Glyph(
                    outline: outline,
                    x: Int((Double(x + info.geometry.x_offset) * unit).rounded()),
                    y: Int((Double(baseline + info.geometry.y_offset) * unit).rounded())))
        }
        return OutlinedRun(size: size, glyphs: glyphs)
    }

    /// The size of a font in points; `nil` if it is slanted or stretched.
    private func size(of font: UnsafeMutablePointer<PangoFont>) -> Double? {
        guard let scaled = scaledFont(font) else { return nil }
        var matrix = cairo_matrix_t()
        cairo_scaled_font_get_font_matrix(scaled, &matrix)
        guard matrix.xx > 0, matrix.xx == matrix.yy, matrix.xy == 0, matrix.yx == 0 else {
            return nil
        }
        return matrix.xx
    }

    private func hasOutlines(_ font: UnsafeMutablePointer<PangoFont>) -> Bool {
        if let known = fonts[OpaquePointer(font)] { return known }
        g_object_ref(UnsafeMutableRawPointer(font))
        let face = hb_font_get_face(pango_font_get_hb_font(font))
        let isColored = ["CBDT", "COLR", "SVG ", "sbix"].contains { table in
            let tag = table.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let blob = hb_face_reference_table(face, tag)
            defer { hb_blob_destroy(blob) }
            return hb_blob_get_length(blob) > 0
        }
        fonts[OpaquePointer(font)] = !isColored
        return !isColored
    }

    private func outline(_ glyph: UInt32, _ font: UnsafeMutablePointer<PangoFont>) -> GlyphOutline {
        let key = Key(font: OpaquePointer(font), glyph: glyph)
        if let outline = outlines[key] { return outline }
        cairo_set_font_face(context, scaledFont(font).flatMap(cairo_scaled_font_get_font_face))
        var place = cairo_glyph_t(index: UInt(glyph), x: 0, y: 0)
        cairo_new_path(context)
        cairo_glyph_path(context, &place, 1)
        let path = cairo_copy_path(context)
        defer { cairo_path_destroy(path) }
        let data = path.map { PathData($0.pointee) } ?? PathData()
        let outline =
            equal[data]
            ?? GlyphOutline(start: (data.startX, data.startY), path: data.bytes)
        equal[data] = outline
        outlines[key] = outline
        return outline
    }

    private func scaledFont(_ font: UnsafeMutablePointer<PangoFont>) -> OpaquePointer? {
        pango_cairo_font_get_scaled_font(OpaquePointer(font))
    }
}
