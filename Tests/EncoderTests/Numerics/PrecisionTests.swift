import CKernels
import Foundation
import Testing

@testable import Encoder

@Suite struct PrecisionTests {
    @Test func roundsToTheNearestAndTheEven() {
        let cases: [(UInt32, UInt16)] = [
            (0x3F80_0000, 0x3F80), (0x3F80_7FFF, 0x3F80), (0x3F80_8000, 0x3F80),
            (0x3F80_8001, 0x3F81), (0x3F81_8000, 0x3F82), (0x8000_0000, 0x8000),
            (0x7F7F_FFFF, 0x7F80), (0x7F80_0000, 0x7F80), (0xFF80_0000, 0xFF80),
            (0x0000_0001, 0x0000),
        ]
        let values = cases.map { Float(bitPattern: $0.0) }
        var rounded = [UInt16](repeating: 0, count: values.count)
        ck_round_to_bfloat16(values, &rounded, values.count)
        #expect(rounded == cases.map(\.1))
    }

    @Test func notANumberStaysNone() {
        let values = [Float.nan, -.nan, Float(bitPattern: 0x7F80_0001)]
        var rounded = [UInt16](repeating: 0, count: values.count)
        ck_round_to_bfloat16(values, &rounded, values.count)
        #expect(rounded.allSatisfy { $0 & 0x7F80 == 0x7F80 && $0 & 0x7F != 0 })
    }

    @Test func cosinesStayNearThoseOfFullPrecision() throws {
        guard Precision.bfloat16.isSupported else { return }
        let folder = Fixtures.miniLM
        let texts = ["The bank of the river was calm.", "She went to the bank to deposit money."]
        func cosines(_ precision: Precision) throws -> [Float] {
            let model = try EncoderModel(directory: folder, threadCount: 2, precision: precision)
            let encodings = try model.encode(texts)
            return CosineSimilarity.byLayer(encodings[0], [2], encodings[1], [5])
        }
        let (full, half) = (try cosines(.float32), try cosines(.bfloat16))
        #expect(full != half)
        for (x, y) in try paired(full, half) { #expect(abs(x - y) < 0.01) }
    }

    @Test func halfPrecisionDoesNotDependOnCompanyEither() throws {
        guard Precision.bfloat16.isSupported else { return }
        let model = try EncoderModel(
            directory: Fixtures.miniLM, threadCount: 2, precision: .bfloat16)
        let texts = (1..<40).map {
            Array(repeating: "river bank", count: $0).joined(separator: " ")
        }
        let together = try model.encode(texts)
        for (text, encoding) in try paired(texts, together) {
            #expect(try model.encode([text]) == [encoding])
        }
    }
}
