internal import CPNG
internal import Glibc

/// Turns a bitmap into a PNG file.
struct PNGEncoder {
    /// Dots per inch.
    var resolution: Double
    /// Keywords and texts, in the order of the file. Empty texts are left out.
    var texts: [(keyword: String, text: String)]
    /// Colours that a palette keeps exactly.
    var exactColors: Set<UInt32> = []

    /// - Throws: `ChartError.encodingFailed`.
    func encode(_ bitmap: Bitmap) throws -> [UInt8] {
        if let indexed = bitmap.indexed(exact: exactColors) {
            let palette = indexed.colors.flatMap { Self.straight($0, bitmap.hasAlpha) }
            return try indexed.pixels.withUnsafeBufferPointer { pixels in
                try palette.withUnsafeBufferPointer { palette in
                    var image = image(bitmap, cpng_palette, bytesPerPixel: 1)
                    image.pixels = pixels.baseAddress
                    image.palette = palette.baseAddress
                    image.palette_count = Int32(indexed.colors.count)
                    return try encode(&image)
                }
            }
        }
        let channels = bitmap.hasAlpha ? 4 : 3
        return try Self.packed(bitmap, channels).withUnsafeBufferPointer { pixels in
            var image = image(
                bitmap, bitmap.hasAlpha ? cpng_rgb_alpha : cpng_rgb,
                bytesPerPixel: channels)
            image.pixels = pixels.baseAddress
            return try encode(&image)
        }
    }

    private func image(_ bitmap: Bitmap, _ type: Int, bytesPerPixel: Int) -> cpng_image {
        var image = cpng_image()
        image.width = UInt32(bitmap.width)
        image.height = UInt32(bitmap.height)
        image.row_bytes = bitmap.width * bytesPerPixel
        image.color_type = Int32(type)
        image.pixels_per_metre = UInt32(min((resolution / 0.0254).rounded(), 2e9))
        return image
    }

    private func encode(_ image: inout cpng_image) throws -> [UInt8] {
        // C strings that live until the call returns.
        let strings = texts.filter { !$0.text.isEmpty }
            .flatMap { [$0.keyword, $0.text] }
            .map { strdup(Self.printable($0)) }
        defer { for string in strings { free(string) } }
        let pointers = strings.map { UnsafePointer<CChar>($0) }
        guard !pointers.contains(nil) else { throw ChartError.encodingFailed("out of memory") }
        return try pointers.withUnsafeBufferPointer { texts in
            image.texts = texts.baseAddress
            image.text_count = Int32(texts.count / 2)
            var file = cpng_file()
            guard cpng_encode(&image, &file) == 1, let bytes = file.bytes else {
                let reason = withUnsafeBytes(of: file.error) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                throw ChartError.encodingFailed(reason)
            }
            defer { free(bytes) }
            return Array(UnsafeBufferPointer(start: bytes, count: file.count))
        }
    }

    /// The text without the control characters that the format discourages.
    private static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars
        where scalar == "\n" || !(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)) {
            result.append(scalar)
        }
        return String(result)
    }

    /// Red, green, blue and, with four channels, alpha of every pixel.
    private static func packed(_ bitmap: Bitmap, _ channels: Int) -> [UInt8] {
        let count = bitmap.width * bitmap.height * channels
        return [UInt8](unsafeUninitializedCapacity: count) { target, initialized in
            initialized = count
            var place = 0
            for y in 0..<bitmap.height {
                for pixel in bitmap.row(y) {
                    if channels == 3 {
                        target[place] = UInt8(truncatingIfNeeded: pixel >> 16)
                        target[place + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
                        target[place + 2] = UInt8(truncatingIfNeeded: pixel)
                    } else {
                        let color = straight(pixel, true)
                        for channel in 0..<4 { target[place + channel] = color[channel] }
                    }
                    place += channels
                }
            }
        }
    }

    /// Red, green, blue, alpha of a pixel, no longer multiplied by alpha.
    private static func straight(_ pixel: UInt32, _ hasAlpha: Bool) -> [UInt8] {
        let alpha = hasAlpha ? pixel >> 24 : 255
        guard alpha > 0 else { return [255, 255, 255, 0] }
        func channel(_ shift: UInt32) -> UInt8 {
            UInt8(min(255, (((pixel >> shift) & 0xFF) * 255 + alpha / 2) / alpha))
        }
        return [channel(16), channel(8), channel(0), UInt8(alpha)]
    }
}
