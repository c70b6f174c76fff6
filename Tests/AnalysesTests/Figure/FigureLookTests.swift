import Charts
import Testing

@testable import Analyses

@Suite struct FigureLookTests {
    @Test func presetsLengthsAndTheme() throws {
        #expect(try FigureLook().options() == ChartOptions(resolution: 192, theme: .light))
        #expect(
            try FigureLook(preset: .paper, resolution: 600, theme: "print").options().resolution
                == 600)
        let sized = try FigureLook(width: "1in", height: "100px", resolution: 200).options()
        #expect(sized.size == FigureSize(width: 72, height: 36))
    }

    @Test func refusesWhatDoesNotGoTogether() {
        #expect(throws: FigureLookError.oneLength) { try FigureLook(width: "1in").options() }
        #expect(throws: FigureLookError.twoSizes) {
            try FigureLook(preset: .doc, width: "1in", height: "1in").options()
        }
        #expect(throws: FigureLookError.unknownTheme("pink")) {
            try FigureLook(theme: "pink").options()
        }
        #expect(throws: FigureLookError.resolution(9)) {
            try FigureLook(resolution: 9).options()
        }
        #expect(throws: LengthError.invalid("3")) {
            try FigureLook(width: "3", height: "1in").options()
        }
        #expect(throws: FigureLookError.self) { try FigureLook(resolution: .nan).options() }
    }
}
