import Testing

@testable import ReportKit

struct CSVTests {
    private func line(_ fields: [String]) -> String {
        var table = CSV(header: ["h"])
        table.append(fields)
        return String(decoding: table.bytes.dropFirst(3), as: UTF8.self)
    }

    @Test func linesEndInCRLF() {
        #expect(line(["a", "b"]) == "a,b\r\n")
    }

    @Test func quotesOnlyWhatNeedsIt() {
        #expect(line(["a,b"]) == "\"a,b\"\r\n")
        #expect(line(["say \"hi\""]) == "\"say \"\"hi\"\"\"\r\n")
        #expect(line(["\n", "\r"]) == "\"\n\",\"\r\"\r\n")
        #expect(line(["a b", ""]) == "a b,\r\n")
        #expect(line([""]) == "\"\"\r\n")
    }

    @Test func seesAQuoteOrCommaUnderACombiningMark() {
        #expect(
            line(["\"\u{301}"]).unicodeScalars.elementsEqual("\"\"\"\u{301}\"\r\n".unicodeScalars))
        #expect(line([",\u{301}"]).unicodeScalars.elementsEqual("\",\u{301}\"\r\n".unicodeScalars))
    }

    @Test func keepsFormulasAsTheyAre() {
        #expect(line(["=1+1", "@x", "-2"]) == "=1+1,@x,-2\r\n")
    }
}
