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
}
