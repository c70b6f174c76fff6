import Charts
import Testing

@testable import Analyses

@Suite struct TokenRoomTests {
    private let demo = [
        ["[CLS]", "the", "bank", "of", "the", "river", "was", "calm", ".", "[SEP]"],
        ["[CLS]", "she", "went", "to", "the", "bank", "to", "deposit", "money", ".", "[SEP]"],
    ]

    private func labels(_ count: Int) -> [[String]] {
        Array(repeating: (0..<count).map { "tok\(100 + $0)" }, count: 2)
    }

    private func room(
        _ shape: TokenShape, _ labels: [[String]], _ preset: SizePreset?, horizontal: Bool = false
    ) throws -> TokenRoom {
        TokenRoom(
            shape, labels: labels, panels: labels.count,
            in: try FigureStyle(preset: preset).room(), isHorizontal: horizontal)
    }

    @Test func shortSentencesAreShownWhole() throws {
        for preset in SizePreset.allCases {
            #expect(try room(.bars, demo, preset).capacity >= 11, "\(preset)")
            #expect(try room(.map(layers: 6), demo, preset).capacity >= 11, "\(preset)")
        }
    }

    @Test func tokensRunAcrossWhileTheirLabelsAreLevel() throws {
        #expect(try !room(.bars, demo, nil).runsDown)
        #expect(try !room(.map(layers: 6), demo, .slide).runsDown)
        #expect(try room(.bars, demo, .paper).runsDown)
        #expect(try room(.bars, labels(40), nil).runsDown)
        #expect(try room(.bars, demo, nil, horizontal: true).runsDown)
    }

    @Test func longSentencesHaveRoomForSome() throws {
        for preset in SizePreset.allCases {
            for shape in [TokenShape.bars, .links, .map(layers: 6), .map(layers: 24), .square] {
                let few = try room(shape, labels(80), preset).capacity
                #expect((TokenRoom.fewest..<80).contains(few), "\(preset)")
                #expect(try room(shape, labels(300), preset).capacity == few)
            }
        }
        #expect(try room(.map(layers: 6), labels(300), nil).capacity > 40)
    }

    @Test func ownSizesCount() throws {
        let small = try FigureStyle(width: "89mm", height: "60mm").room()
        let large = try FigureStyle(width: "178mm", height: "120mm").room()
        #expect(abs(large.width - 2 * small.width) < 0.01)
        let type = try FigureStyle(width: "89mm", height: "60mm", fontSize: 4.5).room()
        #expect(abs(type.height - 2 * small.height) < 0.01)
    }
}
