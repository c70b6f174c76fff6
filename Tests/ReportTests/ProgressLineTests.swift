import Batch
import Testing

@testable import report

@Suite struct ProgressLineTests {
    private var summary: BatchRunner.Summary {
        var summary = BatchRunner.Summary()
        summary.done = 50
        summary.kept = 4
        summary.failed = 2
        summary.fractionDone = 0.5
        return summary
    }

    @Test func saysWhatIsDoneAndWhatIsLeft() {
        let line = ProgressLine(summary, seconds: 8)
        #expect(line.plainText == "50%  56 pairs  7.0/s  8 s left  2 failed")
        #expect(
            line.text(width: 60, hasColor: false)
                == "[########        ] 50%  56 pairs  7.0/s  8 s left  2 failed")
        #expect(
            line.text(width: 45, hasColor: true)
                == "50%  56 pairs  7.0/s  8 s left  \u{1B}[31m2 failed\u{1B}[39m")
    }

    @Test func neverIsAsWideAsTheTerminal() {
        for width in 1...200 {
            let text = ProgressLine(summary, seconds: 8).text(width: width, hasColor: false)
            #expect(text.count <= max(width - 1, 1))
            #expect(text.count < 100)
        }
    }

    @Test func aListOfUnknownLengthHasNoBar() {
        var summary = summary
        summary.fractionDone = nil
        let line = ProgressLine(summary, seconds: 8)
        #expect(line.text(width: 80, hasColor: false) == "56 pairs  7.0/s  2 failed")
    }

    @Test func drawingHasItsOwnBar() {
        var summary = summary
        summary.fractionDone = 1
        summary.redrawn = 3
        summary.toRedraw = 4
        #expect(
            ProgressLine(summary, seconds: 8).plainText == "75%  3 of 4 redrawn  2 failed")
    }

    @Test func timesAreReadable() {
        #expect(ProgressLine.duration(-1) == "0 s")
        #expect(ProgressLine.duration(119.4) == "119 s")
        #expect(ProgressLine.duration(150) == "3 min")
        #expect(ProgressLine.duration(7260) == "2 h 1 min")
        #expect(ProgressLine.duration(.infinity).hasSuffix(" min"))
    }
}
