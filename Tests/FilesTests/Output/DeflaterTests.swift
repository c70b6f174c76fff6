import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct DeflaterTests {
    private func packed(_ pieces: [[UInt8]]) throws -> [UInt8] {
        let deflater = try Deflater()
        return pieces.flatMap { deflater.pack($0) } + deflater.finish()
    }

    private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
        let inflater = try Inflater()
        var result: [UInt8] = []
        try inflater.unpack(bytes) { result += $0 }
        #expect(inflater.isBetweenMembers)
        return result
    }

    /// Bytes that do not get smaller fill the buffer more than once.
    @Test(arguments: [0, 1, 65_535, 65_536, 1_000_000])
    func whatIsPackedComesBack(_ count: Int) throws {
        var random = SystemRandomNumberGenerator()
        let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        #expect(try unpacked(packed([noise])) == noise)
        let text = Array(String(repeating: "bank,", count: count / 5).utf8)
        let small = try packed([text])
        #expect(try unpacked(small) == text)
        if count > 1000 { #expect(small.count < text.count / 100) }
    }

    @Test func bytesDoNotDependOnThePiecesOrTheTime() throws {
        let text = Array((0..<20_000).map { "row \($0)," }.joined().utf8)
        let whole = try packed([text])
        let pieces = stride(from: 0, to: text.count, by: 977).map {
            Array(text[$0..<min($0 + 977, text.count)])
        }
        #expect(try packed(pieces) == whole)
        // RFC 1952: no name and no comment, and a time of zero.
        #expect(whole.prefix(8) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
    }
}
