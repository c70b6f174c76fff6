import CLibPNG

/// A PNG read back: its chunks and its pixels.
struct DecodedPNG {
    struct Chunk {
        var type: String
        var data: [UInt8]
    }

    let chunks: [Chunk]
    let width: Int
    let height: Int
    private let pixels: [UInt8]

    /// `nil` for bytes that libpng rejects.
    init?(_ bytes: [UInt8]) {
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        guard png_image_begin_read_from_memory(&image, bytes, bytes.count) != 0 else { return nil }
        defer { png_image_free(&image) }
        image.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
        var pixels = [UInt8](repeating: 0, count: Int(image.width * image.height) * 4)
        guard png_image_finish_read(&image, nil, &pixels, 0, nil) != 0 else { return nil }
        width = Int(image.width)
        height = Int(image.height)
        self.pixels = pixels
        chunks = Self.chunks(bytes)
    }

    /// Red, green, blue, alpha.
    func pixel(_ x: Int, _ y: Int) -> [UInt8] {
        Array(pixels[(y * width + x) * 4..<(y * width + x) * 4 + 4])
    }

    /// The bytes of a row of pixels.
    func row(_ y: Int) -> ArraySlice<UInt8> { pixels[y * width * 4..<(y + 1) * width * 4] }

    /// Red, green, blue, each multiplied by alpha, and alpha: what cannot be seen does not count.
    func seen(_ x: Int, _ y: Int) -> SIMD4<Int> {
        let place = (y * width + x) * 4
        let alpha = Int(pixels[place + 3])
        return SIMD4(
            Int(pixels[place]) * alpha / 255, Int(pixels[place + 1]) * alpha / 255,
            Int(pixels[place + 2]) * alpha / 255, alpha)
    }

    /// A PNG of pixels as red, green, blue, alpha; `nil` if libpng fails.
    static func encode(_ pixels: [UInt8], width: Int, height: Int) -> [UInt8]? {
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        image.width = UInt32(width)
        image.height = UInt32(height)
        image.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
        var bytes = [UInt8](repeating: 0, count: pixels.count + 4096 + height * 8)
        var count = bytes.count
        guard png_image_write_to_memory(&image, &bytes, &count, 0, pixels, 0, nil) != 0 else {
            return nil
        }
        return Array(bytes.prefix(count))
    }

    func isColor(_ x: Int, _ y: Int, _ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Bool {
        pixel(x, y) == [red, green, blue, 255]
    }

    func first(_ type: String) -> [UInt8]? { chunks.first { $0.type == type }?.data }

    func all(_ type: String) -> [[UInt8]] { chunks.filter { $0.type == type }.map(\.data) }

    static func number(_ bytes: some Collection<UInt8>) -> Int {
        bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }

    private static func chunks(_ bytes: [UInt8]) -> [Chunk] {
        var chunks: [Chunk] = []
        var place = 8
        while place + 12 <= bytes.count {
            let length = number(bytes[place...])
            let type = String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
            chunks.append(Chunk(type: type, data: Array(bytes[place + 8..<place + 8 + length])))
            place += 12 + length
        }
        return chunks
    }
}
