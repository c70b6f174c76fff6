import Foundation
import Testing

@testable import Encoder

@Suite struct HeadContrastTests {
    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        let (first, second) = (reference.encodings[0], reference.encodings[1])
        let (tokens1, tokens2) = (reference.targets[0], reference.targets[1])
        for (places, name) in [
            (HeadContrast.places(from: tokens1, in: first), "places_1"),
            (HeadContrast.places(from: tokens2, in: second), "places_2"),
        ] { expectClose(places.flatMap { $0.flatMap { $0 } }, try reference(name)) }
        expectClose(
            HeadContrast.byHead(first, tokens1, second, tokens2).flatMap { $0 },
            try reference("contrast"))
    }

    @Test func placesOfASentence() throws {
        let sequence = try tinySequence("The banking, the bank of the bank. Calm.")
        // [CLS] the bank ##ing , the bank of the bank . calm . [SEP]
        #expect(
            HeadContrast.places(of: [6], in: sequence) == [
                .start, .other, .other, .other, .punctuation, .previous, .word, .next, .other,
                .sameWord, .punctuation, .other, .punctuation, .end,
            ])
        #expect(
            HeadContrast.places(of: [2, 3], in: sequence) == [
                .start, .previous, .word, .word, .next, .other, .other, .other, .other, .other,
                .punctuation, .other, .punctuation, .end,
            ])
        // All pieces of the neighbour count.
        #expect(HeadContrast.places(of: [1], in: sequence)[2...3] == [.next, .next])
        #expect(HeadContrast.places(of: [1], in: sequence)[5] == .sameWord)
    }

    @Test func atTheEdgesTheNeighboursAreSpecial() throws {
        let sequence = try tinySequence("bank")
        #expect(HeadContrast.places(of: [1], in: sequence) == [.start, .word, .end])
        #expect(HeadContrast.places(of: [0], in: try tinySequence("")) == [.word, .end])
    }

    @Test func rowsSumToOneAndContrastIsSymmetric() throws {
        let first = try randomEncoding(tinySequence("The banking, the bank of the bank."))
        let second = try randomEncoding(tinySequence("the bank was calm"), seed: 7)
        for row in HeadContrast.places(from: [2, 3], in: first).flatMap({ $0 }) {
            #expect(abs(row.reduce(0, +) - 1) < 1e-5)
        }
        let forth = HeadContrast.byHead(first, [6], second, [2])
        #expect(forth == HeadContrast.byHead(second, [2], first, [6]))
        #expect(forth.allSatisfy { $0.allSatisfy { 0...log(2) ~= $0 } })
        let same = HeadContrast.byHead(first, [6], first, [6])
        #expect(same.allSatisfy { $0.allSatisfy { $0 < 1e-6 } })
    }
}
