import Charts
import Testing

@testable import Analyses

@Suite struct FigureStyleTests {
    @Test func presetsLengthsAndTheme() throws {
        #expect(try FigureStyle().options() == ChartOptions(resolution: 192, theme: .light))
        #expect(
            try FigureStyle(preset: .paper, resolution: 600, theme: "print").options().resolution
                == 600)
        let sized = try FigureStyle(width: "1in", height: "100px", resolution: 200).options()
        #expect(sized.size == FigureSize(width: 72, height: 36))
    }

    @Test func refusesWhatDoesNotGoTogether() {
        #expect(throws: FigureStyleError.oneLength) { try FigureStyle(width: "1in").options() }
        #expect(throws: FigureStyleError.twoSizes) {
            try FigureStyle(preset: .doc, width: "1in", height: "1in").options()
        }
        #expect(throws: FigureStyleError.unknownTheme("pink")) {
            try FigureStyle(theme: "pink").options()
        }
        #expect(throws: FigureStyleError.resolution(9)) {
            try FigureStyle(resolution: 9).options()
        }
        #expect(throws: LengthError.invalid("3")) {
            try FigureStyle(width: "3", height: "1in").options()
        }
        #expect(throws: FigureStyleError.self) { try FigureStyle(resolution: .nan).options() }
    }

    @Test func typeIsAsLargeAsAsked() throws {
        for preset in SizePreset.allCases {
            let options = try FigureStyle(preset: preset, fontSize: 8, text: .text).options()
            #expect(abs(options.theme.labelSize - 8) < 1e-9)
            #expect(options.size == preset.size && options.svgText == .text)
            let proportion = Theme.light.titleSize / Theme.light.labelSize
            #expect(abs(options.theme.titleSize - 8 * proportion) < 1e-9)
        }
        for size in [0, -1, 2.9, 73, .nan, .infinity] {
            #expect(throws: FigureStyleError.self) { try FigureStyle(fontSize: size).options() }
        }
    }

    @Test func darkPagesHaveDarkThemes() {
        for (theme, isDark) in [
            ("light", false), ("dark", true), ("dark-transparent", true), ("print", false),
        ] {
            #expect(FigureStyle(theme: theme).isDark == isDark)
        }
    }

    @Test func mapsSuitThePlace() throws {
        func map(_ preset: SizePreset?, _ theme: String) throws -> ColorMap {
            try FigureStyle(preset: preset, theme: theme).options().theme.colorMap
        }
        #expect(try map(nil, "light") == .blues && map(.paper, "transparent") == .blues)
        #expect(try map(.slide, "light") == .viridis && map(.slideHalf, "dark") == .viridis)
        #expect(try map(.slide, "print") == .greys && map(.doc, "dark") == .viridis)
    }
}
