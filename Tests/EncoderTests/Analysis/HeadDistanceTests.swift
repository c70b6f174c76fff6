import Foundation
import Testing

@testable import Encoder

@Suite struct HeadDistanceTests {
    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        let matrix = try HeadDistance.matrix(in: reference.encodings, threadCount: 2)
        expectClose(matrix.flatMap { $0 }, try reference("head_distance"))
        #expect(try HeadDistance.matrix(in: reference.encodings) == matrix)
    }

    @Test func isADistance() throws {
        let encodings = try ["the bank", "she went to the bank, slow."].map {
            try randomEncoding(tinySequence($0))
        }
        let matrix = try HeadDistance.matrix(in: encodings)
        #expect(matrix.count == 6)
        for (row, distances) in matrix.enumerated() {
            #expect(distances.count == 6)
            #expect(distances[row] == 0)
            for (column, distance) in distances.enumerated() where column != row {
                #expect(distance == matrix[column][row])
                #expect(0.001...log(2) ~= distance)
            }
        }
        #expect(try HeadDistance.matrix(in: []).isEmpty)
    }

    @Test func equalHeadsAreAtNoDistance() throws {
        let encoding = try randomEncoding(tinySequence("the bank of the river"), layers: 1)
        let map = (0..<encoding.tokenCount).map {
            Array(encoding.attentions[row: 0, 0, $0])
        }
        let twins = try handmadeEncoding(
            encoding.sequence, states: [[[Float]]](repeating: map, count: 3),
            attentions: [[map], [map]])
        #expect(try HeadDistance.matrix(in: [twins])[0][1] < 1e-6)
    }

    @Test func ofFiveHundredTokens() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/bert-long")
        let text = String(repeating: "the river rose and the bank was calm ", count: 80)
        let encoding = try model.encode([text])[0]
        #expect(encoding.tokenCount == 512)
        let matrix = try HeadDistance.matrix(in: [encoding], threadCount: 2)
        #expect(matrix.count == 8)
        // The first and the last row are among those compared.
        #expect(matrix[0][1] > 0)
        #expect(matrix.allSatisfy { $0.allSatisfy(\.isFinite) })
    }
}
