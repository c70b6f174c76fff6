import CPNG
import Glibc
import Testing

/// What libpng refuses comes back as a message, from every stage of an encoding.
@Suite struct CPNGTests {
    private struct Refusal: Equatable {
        var message: String
        var hasBytes: Bool
    }

    /// Encodes a row of pixels of one byte each.
    private func encode(
        width: UInt32 = 4, palette: Int32 = 2, version: String? = nil
    ) -> Refusal? {
        let pixels: [UInt8] = [0, 1, 0, 1]
        let colors = [UInt8](repeating: 255, count: 4 * max(Int(palette), 1))
        return pixels.withUnsafeBufferPointer { pixels in
            colors.withUnsafeBufferPointer { colors in
                var image = cpng_image()
                image.pixels = pixels.baseAddress
                image.row_bytes = 4
                image.width = width
                image.height = 1
                image.color_type = Int32(cpng_palette)
                image.palette = colors.baseAddress
                image.palette_count = palette
                image.pixels_per_metre = 1
                var file = cpng_file()
                let isEncoded =
                    version.map { cpng_encode_for_version($0, &image, &file) }
                    ?? cpng_encode(&image, &file)
                defer { free(file.bytes) }
                guard isEncoded == 0 else { return nil }
                return withUnsafeBytes(of: file.error) { error in
                    Refusal(
                        message: String(decoding: error.prefix { $0 != 0 }, as: UTF8.self),
                        hasBytes: file.bytes != nil || file.count > 0)
                }
            }
        }
    }

    @Test func encodesWhatIsRight() { #expect(encode() == nil) }

    /// libpng 1.6 tells of it with a warning and makes nothing.
    @Test func libraryOfAnotherVersionIsRefused() throws {
        let refusal = try #require(encode(version: "1.2.0"))
        #expect(refusal.message.contains("1.2.0") && !refusal.hasBytes)
    }

    @Test func imageWithoutWidthIsRefused() throws {
        let refusal = try #require(encode(width: 0))
        #expect(refusal == Refusal(message: "Invalid IHDR data", hasBytes: false))
    }

    @Test(arguments: [(Int32(0), "Invalid palette"), (257, "Invalid palette length")])
    func impossiblePaletteIsRefused(count: Int32, message: String) throws {
        let refusal = try #require(encode(palette: count))
        #expect(refusal == Refusal(message: message, hasBytes: false))
    }
}
