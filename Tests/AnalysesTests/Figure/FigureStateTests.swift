import Testing

@testable import Analyses

@Suite struct FigureStateTests {
    @Test func aFigureIsCurrentOnlyIfRequestAndFileAreThoseOfTheLock() {
        let locked = FigureLock.Figure(request: "r", file: "f")
        let states: [(String, String?, FigureLock.Figure?, FigureState)] = [
            ("r", "f", locked, .current), ("r", nil, locked, .missing), ("r", nil, nil, .missing),
            ("s", "f", locked, .outdated), ("s", "g", locked, .outdated),
            ("r", "g", locked, .edited), ("r", "f", nil, .unknown),
        ]
        for (request, file, locked, expected) in states {
            let state = FigureState(request: request, files: [file], locked: locked)
            #expect(state == expected)
            #expect(state.isStale == (expected != .current))
        }
    }
    @Test func aCaptionIsOneOfItsFiles() {
        let locked = FigureLock.Figure(request: "r", file: "f", caption: "c")
        let states: [([String?], FigureState)] = [
            (["f", "c"], .current), (["f", nil], .missing), (["f", "d"], .edited),
            (["g", "c"], .edited),
        ]
        for (files, expected) in states {
            #expect(FigureState(request: "r", files: files, locked: locked) == expected)
        }
        #expect(FigureState(request: nil, files: ["f", "c"], locked: locked) == .outdated)
    }
}
