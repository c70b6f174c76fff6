import Testing

@testable import Charts

@Suite struct PathDataTests {
    private func written(_ draw: (inout PathData) -> Void) -> String {
        var path = PathData()
        draw(&path)
        return String(decoding: path.bytes, as: UTF8.self)
    }

    @Test func writesWhatFollowsTheFirstPoint() {
        var path = PathData()
        path.move(to: (7, -3))
        path.line(to: (10, -3))
        #expect(path.startX == 7 && path.startY == -3)
        #expect(path.bytes == Array("h3".utf8))
    }

    @Test func choosesTheShortestCommand() {
        let path = written {
            $0.move(to: (0, 0))
            $0.line(to: (5, 0))
            $0.line(to: (5, 4))
            $0.line(to: (3, 1))
            $0.line(to: (4, 2))
            $0.close()
        }
        #expect(path == "h5v4l-2-3 1 1z")
    }

    @Test func smoothCurvesNeedOneControlPoint() {
        let path = written {
            $0.move(to: (0, 0))
            $0.curve(to: [(0, 5), (5, 10), (10, 10)])
            // Within the rounding.
            $0.curve(to: [(15, 11), (20, 5), (20, 0)])
            $0.curve(to: [(20, -5), (15, -10), (10, -10)])
            $0.curve(to: [(3, -10), (0, -5), (0, 0)])
            $0.close()
            $0.curve(to: [(0, 5), (5, 10), (10, 10)])
        }
        #expect(path == "c0 5 5 10 10 10s10-5 10-10-5-10-10-10c-7 0-10 5-10 10zc0 5 5 10 10 10")
    }

    @Test func contoursBeginWhereTheOneBeforeBegan() {
        let path = written {
            $0.move(to: (10, 10))
            $0.line(to: (20, 30))
            $0.close()
            $0.move(to: (12, 11))
            $0.line(to: (13, 13))
            $0.close()
        }
        // After a move a line needs no letter.
        #expect(path == "l10 20zm2 1 1 2z")
    }
}
