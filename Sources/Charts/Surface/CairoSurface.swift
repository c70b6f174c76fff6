internal import CCairo
internal import CPango

/// The one surface that draws with cairo.
final class CairoSurface: Surface {
    let size: FigureSize
    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let text: TextSetter
    /// Cairo writes to it until the surface is gone, even if the drawing was given up.
    private let sink: ByteSink?
    /// Pixels per point; `nil` for vector formats.
    private let scale: Double?
    private let isGreyscale: Bool
    /// Whether digits may be of equal width. Those are glyphs of their own, which would make a second
    /// subset of a font that is embedded.
    private let allowsTabularDigits: Bool
    /// Opaque colours that were drawn with, as pixels.
    private(set) var solidColors: Set<UInt32> = []

    /// A bitmap, with an alpha channel only if the background lets something through.
    /// - Throws: `ChartError.drawingFailed`.
    static func bitmap(
        _ size: FigureSize, pixelsWide: Int, pixelsHigh: Int, scale: Double, theme: Theme
    ) throws -> CairoSurface {
        let format = theme.background.alpha == 255 ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32
        let surface = cairo_image_surface_create(format, Int32(pixelsWide), Int32(pixelsHigh))
        return try CairoSurface(surface, size, scale: scale, theme: theme)
    }

    /// An SVG whose bytes go to `sink`. They are complete after `finish()`.
    /// - Throws: `ChartError.drawingFailed`.
    static func svg(
        _ size: FigureSize, theme: Theme, to sink: ByteSink
    ) throws -> CairoSurface {
        let surface = cairo_svg_surface_create_for_stream(
            append, Unmanaged.passUnretained(sink).toOpaque(), size.width, size.height)
        return try CairoSurface(surface, size, scale: nil, theme: theme, sink: sink)
    }

    /// A PDF whose bytes go to `sink`. They are complete after `finish()`.
    /// - Throws: `ChartError.drawingFailed`.
    static func pdf(
        _ size: FigureSize, theme: Theme, title: String, description: String, to sink: ByteSink
    ) throws -> CairoSurface {
        let surface = cairo_pdf_surface_create_for_stream(
            append, Unmanaged.passUnretained(sink).toOpaque(), size.width, size.height)
        for (key, value) in [
            (CAIRO_PDF_METADATA_TITLE, Printable.line(title)),
            (CAIRO_PDF_METADATA_SUBJECT, Printable.line(description, limit: 4000)),
            (CAIRO_PDF_METADATA_CREATOR, "Charts"),
            // Cairo would take the clock's.
            (CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z"),
            (CAIRO_PDF_METADATA_MOD_DATE, "2000-01-01T00:00:00Z"),
        ] {
            cairo_pdf_surface_set_metadata(surface, key, value)
        }
        return try CairoSurface(
            surface, size, scale: nil, theme: theme, sink: sink, allowsTabularDigits: false)
    }

    /// Appends what cairo writes to the sink that is the closure.
    private static let append: cairo_write_func_t = { closure, bytes, count in
        guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
    }

    private init(
        _ surface: OpaquePointer?, _ size: FigureSize, scale: Double?, theme: Theme,
        sink: ByteSink? = nil, setter: TextSetter? = nil, allowsTabularDigits: Bool = true
    ) throws {
        guard let surface, let context = cairo_create(surface) else {
            cairo_surface_destroy(surface)
            throw ChartError.drawingFailed("out of memory")
        }
        do {
            text = try setter ?? TextSetter.ofThisThread()
        } catch {
            cairo_destroy(context)
            cairo_surface_destroy(surface)
            throw error
        }
        self.sink = sink
        self.surface = surface
        self.context = context
        self.size = size
        self.scale = scale
        self.allowsTabularDigits = allowsTabularDigits
        isGreyscale = theme.isGreyscale
        try check()
        if theme.background.alpha > 0 {
            setColor(theme.background)
            cairo_paint(context)
        }
        if let scale { cairo_scale(context, scale, scale) }
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    }

    deinit {
        FontLock.withLock {
            cairo_destroy(context)
            cairo_surface_destroy(surface)
        }
    }

    /// A surface that shows nothing, for what setting the text of a drawing tells.
    /// - Throws: `ChartError.drawingFailed`.
    static func measuring(
        _ size: FigureSize, theme: Theme, setter: TextSetter
    ) throws -> CairoSurface {
        let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)
        return try CairoSurface(surface, size, scale: 1, theme: theme, setter: setter)
    }

    // MARK: Results

    /// Ends a vector drawing.
    /// - Throws: `ChartError.drawingFailed`.
    func finish() throws {
        try check()
        FontLock.withLock { cairo_surface_finish(surface) }
        try check()
    }

    /// The pixels of a bitmap, for as long as `body` runs.
    /// - Throws: `ChartError.drawingFailed`, or what `body` throws.
    func withPixels<Result>(_ body: (Bitmap) throws -> Result) throws -> Result {
        try check()
        cairo_surface_flush(surface)
        guard let data = cairo_image_surface_get_data(surface) else {
            throw ChartError.drawingFailed("no pixels")
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let height = Int(cairo_image_surface_get_height(surface))
        return try body(
            Bitmap(
                bytes: UnsafeRawBufferPointer(start: data, count: stride * height),
                width: Int(cairo_image_surface_get_width(surface)), height: height, stride: stride,
                hasAlpha: cairo_image_surface_get_format(surface) == CAIRO_FORMAT_ARGB32))
    }

    private func check() throws {
        var status = cairo_status(context)
        if status == CAIRO_STATUS_SUCCESS { status = cairo_surface_status(surface) }
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw ChartError.drawingFailed(String(cString: cairo_status_to_string(status)))
    }

    // MARK: Text

    func measure(_ text: TextBlock) -> Size { layout(text)?.size ?? .zero }

    private func layout(_ text: TextBlock) -> TextSetter.Layout? {
        var text = text
        if !allowsTabularDigits { text.style.hasTabularDigits = false }
        return self.text.layout(text)
    }

    func draw(
        _ text: TextBlock, at position: Point, anchor: Anchor, rotation: Double, color: Color
    ) {
        guard !text.string.isEmpty, let layout = layout(text) else { return }
        setColor(color)
        FontLock.withLock {
            cairo_save(context)
            cairo_translate(context, position.x, position.y)
            if rotation != 0 { cairo_rotate(context, rotation * .pi / 180) }
            cairo_move_to(
                context, -anchor.x * layout.size.width - layout.offset,
                -anchor.y * layout.size.height)
            pango_cairo_show_layout(context, layout.pango)
            cairo_restore(context)
        }
    }

    // MARK: Areas

    func fill(_ rectangle: Rect, _ color: Color) {
        setColor(color)
        addPath(snapped(rectangle))
        if scale != nil { cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE) }
        cairo_fill(context)
        cairo_set_antialias(context, CAIRO_ANTIALIAS_DEFAULT)
    }

    func fill(apart cells: [ColoredRect]) {
        let units = 100.0
        // Pixels have no seams: edges lie between them.
        let joined = scale == nil ? JoinedCells(cells, units: units) : nil
        guard let joined, joined.touch else {
            for cell in cells { fill(cell.rectangle, cell.color) }
            return
        }
        for area in joined.areas {
            setColor(area.color)
            cairo_new_path(context)
            for outline in area.outlines {
                cairo_new_sub_path(context)
                for corner in outline {
                    cairo_line_to(context, Double(corner.x) / units, Double(corner.y) / units)
                }
                cairo_close_path(context)
            }
            cairo_fill(context)
        }
    }

    func fill(polygon: [Point], _ color: Color) {
        setColor(color)
        addPath(polygon)
        cairo_close_path(context)
        cairo_fill(context)
    }

    func fillCircle(center: Point, radius: Double, _ color: Color) {
        setColor(color)
        cairo_new_path(context)
        cairo_arc(context, center.x, center.y, radius, 0, 2 * .pi)
        cairo_fill(context)
    }

    // MARK: Lines

    func stroke(_ rectangle: Rect, _ line: LineStyle) {
        begin(line)
        let corners = rectangle.corners.map { snapped($0, width: line.width) }
        addPath(corners)
        cairo_close_path(context)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_MITER)
        cairo_stroke(context)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    }

    func stroke(path: [Point], _ line: LineStyle) {
        guard path.count > 1 else { return }
        begin(line)
        let isStraight =
            path.count == 2 && (path[0].x == path[1].x || path[0].y == path[1].y)
        addPath(isStraight ? path.map { snapped($0, width: line.width) } : path)
        cairo_stroke(context)
    }

    func clip(to rectangle: Rect, _ draw: () -> Void) {
        cairo_save(context)
        addPath(snapped(rectangle))
        cairo_clip(context)
        draw()
        cairo_restore(context)
    }

    // MARK: Helpers

    private func setColor(_ color: Color) {
        let color = isGreyscale ? color.grey : color
        if color.alpha == 255 { solidColors.insert(color.pixel) }
        cairo_set_source_rgba(
            context, Double(color.red) / 255, Double(color.green) / 255,
            Double(color.blue) / 255, Double(color.alpha) / 255)
    }

    private func begin(_ line: LineStyle) {
        setColor(line.color)
        cairo_set_line_width(context, snapped(width: line.width))
        cairo_set_dash(context, line.dashes, Int32(line.dashes.count), 0)
    }

    private func addPath(_ points: [Point]) {
        cairo_new_path(context)
        for point in points { cairo_line_to(context, point.x, point.y) }
    }

    private func addPath(_ rectangle: Rect) {
        cairo_new_path(context)
        cairo_rectangle(
            context, rectangle.minX, rectangle.minY, rectangle.width, rectangle.height)
    }

    /// Edges on whole pixels; what has a width or height keeps at least one pixel.
    private func snapped(_ rectangle: Rect) -> Rect {
        guard let scale else { return rectangle }
        func edges(_ low: Double, _ high: Double) -> (Double, Double) {
            let first = (low * scale).rounded()
            let last = (high * scale).rounded()
            return (first / scale, (high > low ? max(last, first + 1) : first) / scale)
        }
        let (left, right) = edges(rectangle.minX, rectangle.maxX)
        let (top, bottom) = edges(rectangle.minY, rectangle.maxY)
        return Rect(x: left, y: top, toX: right, toY: bottom)
    }

    private func snapped(width: Double) -> Double {
        guard let scale else { return width }
        return max(1, (width * scale).rounded()) / scale
    }

    /// The nearest point at which a horizontal or vertical line covers whole pixels.
    private func snapped(_ point: Point, width: Double) -> Point {
        guard let scale else { return point }
        let half = max(1, (width * scale).rounded()) / 2
        func snap(_ coordinate: Double) -> Double {
            ((coordinate * scale - half).rounded() + half) / scale
        }
        return Point(x: snap(point.x), y: snap(point.y))
    }
}

extension Color {
    /// The colour as a pixel of an opaque area.
    fileprivate var pixel: UInt32 {
        0xFF00_0000 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    }
}

/// Bytes that C code appends to.
final class ByteSink {
    var bytes: [UInt8] = []
}
