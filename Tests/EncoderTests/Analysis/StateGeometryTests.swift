import Testing

@testable import Encoder

@Suite struct StateGeometryTests {
    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        let geometry = StateGeometry(
            reference.encodings[0], reference.targets[0], reference.encodings[1],
            reference.targets[1])
        expectClose(geometry.explained, try reference("explained"))
        for number in 0..<2 {
            expectClose(
                geometry.tokens[number].flatMap { $0.flatMap { [$0.x, $0.y] } },
                try reference("\(number).points"))
            expectClose(
                geometry.words[number].flatMap { [$0.x, $0.y] }, try reference("\(number).path"))
        }
    }

    @Test func aWordLiesAmidItsTokens() throws {
        let first = try randomEncoding(tinySequence("the banking river"))
        let second = try randomEncoding(tinySequence("she went"), seed: 2)
        let geometry = StateGeometry(first, [2, 3], second, [1])
        #expect(geometry.tokens[0].count == 3 && geometry.tokens[0][0].count == first.tokenCount)
        #expect(geometry.explained[0] >= geometry.explained[1])
        for layer in 0...2 {
            let pieces = geometry.tokens[0][layer][2...3]
            let mean = pieces.reduce(0) { $0 + $1.x } / 2
            #expect(abs(geometry.words[0][layer].x - mean) < 1e-5)
            #expect(geometry.words[1][layer] == geometry.tokens[1][layer][1])
        }
    }

    @Test func specialTokensMayBeLeftOutOfThePlane() throws {
        let first = try randomEncoding(tinySequence("the bank of"))
        let second = try randomEncoding(tinySequence("she went"), seed: 2)
        let all = StateGeometry(first, [2], second, [1])
        let some = StateGeometry(first, [2], second, [1], hidesSpecial: true)
        #expect(all != some)
        #expect(some.tokens[0][0].count == first.tokenCount)
        // The origin is then the mean of the others.
        let mean = [first, second].enumerated().flatMap { number, encoding in
            some.tokens[number].flatMap { $0[1..<encoding.tokenCount - 1].map(\.x) }
        }
        #expect(abs(mean.reduce(0, +)) < 1e-4)
        let empty = try randomEncoding(tinySequence(""))
        #expect(StateGeometry(empty, [0], empty, [0], hidesSpecial: true).explained == [0, 0])
    }

    @Test func theyAreNowhereFurtherApartThanInTheWholeSpace() throws {
        let first = try randomEncoding(tinySequence("the banking river"))
        let second = try randomEncoding(tinySequence("she went"), seed: 2)
        let geometry = StateGeometry(first, [2], second, [1])
        #expect(geometry.explained.reduce(0, +) <= 1)
        let places = geometry.tokens[0].flatMap { $0 }
        let states = (0...2).flatMap { layer in
            (0..<first.tokenCount).map { first.hiddenStates[row: layer, $0] }
        }
        for (a, x) in try paired(places, states) {
            for (b, y) in try paired(places, states) {
                let plane = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
                let space = zip(x, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                #expect(plane <= space + 1e-4)
            }
        }
    }

    @Test func statesThatDoNotDifferAreOnePoint() throws {
        let map = [[Float]](repeating: [0.5, 0.5], count: 2)
        let still = try handmadeEncoding(
            tinySequence(""), states: [[[0, 0], [0, 0]], [[0, 0], [0, 0]]], attentions: [[map]])
        let geometry = StateGeometry(still, [0], still, [1])
        #expect(geometry.explained == [0, 0])
        #expect(geometry.words.joined().allSatisfy { $0.x == 0 && $0.y == 0 })
    }

    @Test func ofFiveHundredTokens() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/bert-long")
        let text = String(repeating: "the river rose and the bank was calm ", count: 80)
        let encodings = try model.encode([text, "the bank"])
        let geometry = StateGeometry(encodings[0], [6], encodings[1], [2])
        #expect(geometry.tokens[0].allSatisfy { $0.count == 512 })
        #expect(geometry.explained.allSatisfy { 0...1 ~= $0 })
    }
}
