import Testing

@testable import Charts

@Suite struct MissingCharactersTests {
    @Test(
        arguments: [
            ("中", "fonts-noto-cjk"), ("の", "fonts-noto-cjk"), ("한", "fonts-noto-cjk"),
            ("ب", "fonts-noto-core"), ("ש", "fonts-noto-core"), ("क", "fonts-noto-core"),
            ("ก", "fonts-noto-core"), ("😀", "fonts-noto-color-emoji"), ("𠀀", "fonts-hanazono"),
            ("\u{1F1E6}", "fonts-noto-color-emoji"), ("\u{20C0}", "fonts-unifont"),
        ] as [(Unicode.Scalar, String)])
    func everyScriptHasAPackage(_ scalar: Unicode.Scalar, package: String) {
        #expect(FontPackage(for: scalar)?.rawValue == package)
    }

    /// Private use, noncharacters, unassigned, control.
    @Test(
        arguments: ["\u{E000}", "\u{10FFFD}", "\u{FFFE}", "\u{50000}", "\u{7}"] as [Unicode.Scalar])
    func someCharactersHaveNone(_ scalar: Unicode.Scalar) {
        #expect(FontPackage(for: scalar) == nil)
    }

    @Test func describesWhatIsMissing() {
        let groups = MissingCharacters.grouped("文中中\u{E001}\u{E000}".unicodeScalars)
        #expect(
            groups.map(\.description) == [
                "No font has U+4E2D 中, U+6587 文: install the Debian package fonts-noto-cjk.",
                "No font has U+E000, U+E001, nor has a Debian font package: use other characters.",
            ])
        let many = MissingCharacters.grouped((0x4E00..<0x4E14).compactMap(Unicode.Scalar.init))
        #expect(many.count == 1)
        #expect(many[0].characters.count == 20)
        #expect(many[0].description.contains("U+4E07 万 and 12 more: install"))
    }

    @Test func chartsNameWhatNoFontHas() throws {
        let chart = BarChart(
            title: "bank \u{10FFFC}", subtitle: "אב",
            bars: [.init("river\u{10FFFD}", 1), .init("b\u{200D}\u{FE0F}", 2)],
            valueTitle: "x\u{10FFFC}")
        let missing = try ChartRenderer().missingCharacters(in: chart).flatMap(\.characters)
        #expect(missing.contains("\u{10FFFC}"))
        #expect(missing.contains("\u{10FFFD}"))
        #expect(!missing.contains("\u{200D}"))
        #expect(missing.allSatisfy { $0.value > 0x250 })
    }

    @Test func ordinaryChartsMissNothing() throws {
        let charts: [any Chart] = [
            BarChart(title: "naïve “Straße”", bars: [.init("−1.5×10⁻⁷", -1.5e-7)]),
            LineChart(labels: ["∞", "n/a"], series: [.init(name: "ß", values: [1, .nan])]),
        ]
        for chart in charts {
            let missing = try ChartRenderer().missingCharacters(in: chart)
            #expect(missing == [])
        }
    }
}
