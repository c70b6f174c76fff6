import Testing

@testable import Files

struct FormatTests {
    @Test func fixedDecimals() {
        #expect(Format.fixed(0.8064, decimals: 3) == "0.806")
        #expect(Format.fixed(0.0004, decimals: 3) == "0.000")
        #expect(Format.fixed(-0.0004, decimals: 3) == "0.000")
        #expect(Format.fixed(-1.25, decimals: 1) == "−1.3")
        #expect(Format.fixed(12, decimals: 0) == "12")
        #expect(Format.fixed(1e300, decimals: 2) == "1e+300")
        #expect(Format.percent(0.162) == "16.2%")
        #expect(Format.percent(1) == "100.0%")
    }

    @Test func tablesHaveFourDecimals() {
        #expect(Format.cell(0.80635) == "0.8064")
        #expect(Format.cell(-0.00004) == "0.0000")
        #expect(Format.cell(1) == "1.0000")
    }

    @Test func lists() {
        #expect(Format.list([]) == "")
        #expect(Format.list(["a"]) == "a")
        #expect(Format.list(["a", "b"]) == "a and b")
        #expect(Format.list(["a", "b", "c"]) == "a, b and c")
    }

    @Test func thousands() {
        #expect(Format.grouped(0) == "0")
        #expect(Format.grouped(999) == "999")
        #expect(Format.grouped(22_713_216) == "22,713,216")
        #expect(Format.grouped(-1000) == "−1,000")
        #expect(Format.grouped(.min) == "−9,223,372,036,854,775,808")
    }

    @Test func wordsThatRunFromRightToLeftAreKeptApart() {
        #expect(Format.isolated("bank") == "bank" && Format.isolated("##ing") == "##ing")
        #expect(Format.isolated("银行") == "银行" && Format.isolated("") == "")
        for word in ["البنك", "##ك", "בנק", "\u{FEF0}"] {
            #expect(Format.isolated(word) == "\u{2068}\(word)\u{2069}")
        }
    }
}
