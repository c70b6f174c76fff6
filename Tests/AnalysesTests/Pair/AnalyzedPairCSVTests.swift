import ReportTestSupport
import Testing

@testable import Analyses

struct AnalyzedPairCSVTests {
    @Test func similarityHasALinePerHiddenState() throws {
        let text = String(decoding: try Sample.analysis().similarityCSV(), as: UTF8.self)
        #expect(
            text == """
                layer,cosine\r
                emb,0.9581\r
                L0,0.8804\r
                L1,0.8569\r
                L2,0.8064\r
                L3,0.8477\r
                L4,0.872\r
                L5,0.8114\r

                """)
    }

    @Test func attentionHasALinePerNumberAndRestoresIt() throws {
        let analysis = try Sample.analysis()
        let text = String(decoding: analysis.attentionCSV(), as: UTF8.self)
        let lines = text.components(separatedByCRLF: ())
        #expect(lines.first == "side,layer,head,token_index,token,attention")
        #expect(lines.count == 1 + 6 * 12 * (10 + 11))
        let fields = lines[1 + 6 * 12 * 10].split(separator: ",")
        #expect(fields.prefix(5) == ["2", "L0", "0", "0", "[CLS]"])
        let number = try #require(Float(fields[5]))
        #expect(abs(number - analysis.attention[1].targetRows[0][0][0]) <= 5.1e-6 * number)
    }
}

extension String {
    fileprivate func components(separatedByCRLF _: Void) -> [String] {
        split(separator: "\r\n").map(String.init)
    }
}
