import Encoder
import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Files
@testable import Pages

struct ExplorerDataTests {
    private func result() throws -> PairAnalyzer.Result {
        try PairAnalyzer(model: TinyModel.load()).analyze(TinyModel.pair)
    }

    private func sentences(_ data: ExplorerData) throws -> (bits: Int, [[String: Any]]) {
        let json = try #require(try data.json())
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let bits = try #require(object?["bits"] as? Int)
        return (bits, try #require(object?["sentences"] as? [[String: Any]]))
    }

    /// Reads packed numbers as the page's script does.
    private func numbers(_ value: Any?, bits: Int) throws -> [Float] {
        let text = try #require(value as? String)
        let bytes = try #require(Data(base64Encoded: text))
        if bits == 8 { return bytes.map { (Float($0) / 255) * (Float($0) / 255) } }
        return stride(from: 0, to: bytes.count, by: 2).map {
            Float(UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8) / 65535
        }
    }

    private func close(_ a: [Float], _ b: some Collection<Float>, _ tolerance: Float) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
    }

    @Test func holdsEveryNumber() throws {
        let result = try result()
        let data = ExplorerData(analysis: result.analysis, encodings: result.encodings)
        #expect(data.detail == .full16)
        #expect(data.note.isEmpty)
        let (bits, found) = try sentences(data)
        for (sentence, encoding) in try paired(found, result.encodings) {
            let full = try numbers(sentence["full"], bits: bits)
            #expect(close(full, encoding.attentions.scalars, 0.5 / 65535 + 1e-7))
            #expect(sentence["tokens"] as? [String] == encoding.sequence.tokens)
            #expect(sentence["text"] as? String == encoding.sequence.text)
            #expect((sentence["words"] as? [Any])?.count == encoding.tokenCount)
        }
    }

    @Test func stepsDownUntilItFits() throws {
        let result = try result()
        let (layers, heads) = (result.analysis.model.layers, result.analysis.model.heads)
        for detail in ExplorerData.Detail.allCases {
            let counts = result.encodings.map {
                detail.count(layers: layers, heads: heads, tokens: $0.tokenCount)
            }
            let size = counts.reduce(0, +) * detail.bits / 8
            let data = ExplorerData(
                analysis: result.analysis, encodings: result.encodings, limit: size)
            #expect(data.detail == detail)
            #expect((detail == .full16) == data.note.isEmpty || detail == .none)
            #expect((try data.json() == nil) == (detail == .none))
            guard detail != .none, detail != .full16 else { continue }
            let (bits, found) = try sentences(data)
            // Of a square root in steps of 1/255, at most one step of 2/255 at 1.
            let tolerance: Float = bits == 8 ? 0.5 * 2 / 255 : 1e-5
            for (index, sentence) in found.enumerated() {
                let encoding = result.encodings[index]
                let target = result.analysis.sentences[index].target
                if detail == .full8 {
                    let full = try numbers(sentence["full"], bits: bits)
                    #expect(close(full, encoding.attentions.scalars, tolerance))
                    continue
                }
                let rows = encoding.attention(from: target).joined().joined()
                #expect(
                    close(try numbers(sentence["rows"], bits: bits), Array(rows), tolerance))
                guard detail.hasMeans else { continue }
                let means = (0..<layers).map { encoding.attention(layer: $0, head: nil) }
                let values = Array(means.joined().joined())
                #expect(close(try numbers(sentence["means"], bits: bits), values, tolerance))
            }
        }
    }

    @Test func aPageOfFortyTokensStaysSmall() {
        let count = ExplorerData.Detail.full16.count(layers: 12, heads: 12, tokens: 40)
        #expect(2 * count * 2 <= ExplorerData.limit)
        #expect(2 * count * 2 * 4 / 3 < 1_400_000)
    }

    @Test func anotherPairsArraysAreNotShown() throws {
        let result = try result()
        let swapped = ExplorerData(
            analysis: result.analysis, encodings: result.encodings.reversed())
        #expect(swapped.detail == .none)
        #expect(ExplorerData(analysis: result.analysis, encodings: []).detail == .none)
    }

    @Test func thePageHoldsItAsJSON() throws {
        let result = try result()
        let report = PairReport(
            analysis: result.analysis, figures: [], producer: Producer(version: "1"),
            encodings: result.encodings)
        let files = try report.files()
        #expect(files.map(\.path).contains("explore.js"))
        let html = try #require(files.last?.bytes)
        let page = try ParsedPage(String(decoding: html, as: UTF8.self))
        let json = try page.texts("//script[@id='explore-data']")
        let data = ExplorerData(analysis: result.analysis, encodings: result.encodings)
        let expected = try data.json()
        #expect(json.first == expected)
        #expect(try page.elements("//section[@id='explore' and @hidden]").count == 1)
    }
}
