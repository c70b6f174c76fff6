import Foundation
import TestSupport
import Testing

@testable import Encoder

@Suite struct WordOcclusionTests {
    /// What `make_occlusion.py` computed of a sentence.
    private struct Sentence: Decodable {
        struct Trial: Decodable {
            var masked: [Int]
            var distances: [Float]
        }

        var text: String
        var target: [Int]
        var trials: [Trial]
    }

    private func sentences(_ name: AnalysisReference.Name) throws -> [Sentence] {
        let url = URL(fileURLWithPath: "\(Fixtures.directory)/occlusion.json")
        let pairs = try JSONDecoder().decode([[Sentence]].self, from: Data(contentsOf: url))
        return pairs[name == .miniLM ? 0 : 1]
    }

    private func trials(
        _ name: AnalysisReference.Name
    ) throws -> (WordOcclusion, [WordOcclusion.Trial], [[Float]]) {
        let reference = try AnalysisReference.load(name)
        var trials: [WordOcclusion.Trial] = []
        var expected: [[Float]] = []
        for (sentence, encoding) in try paired(sentences(name), reference.encodings) {
            #expect(sentence.text == encoding.sequence.text)
            for trial in try nonEmpty(sentence.trials) {
                trials.append(.init(encoding, target: sentence.target, masked: trial.masked))
                expected.append(trial.distances)
            }
        }
        return (try #require(WordOcclusion(reference.model)), trials, expected)
    }

    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let (occlusion, trials, expected) = try trials(name)
        for (found, expected) in try paired(occlusion.distances(trials), expected) {
            for (a, b) in try paired(found, expected) { #expect(abs(a - b) < 1e-4) }
        }
    }

    @Test func aTrialIsTheSameAloneAndAmongOthers() throws {
        let (occlusion, trials, _) = try trials(.distilBERT)
        let together = try occlusion.distances(trials)
        for (trial, found) in try paired(trials, together) {
            #expect(try occlusion.distances([trial]) == [found])
        }
    }

    @Test func nothingMovesWhereNothingIsMasked() throws {
        let (occlusion, trials, _) = try trials(.distilBERT)
        let none = WordOcclusion.Trial(trials[0].encoding, target: trials[0].target, masked: [])
        #expect(try occlusion.distances([none]) == [[0, 0, 0, 0]])
        #expect(try occlusion.distances([]) == [])
        // The embeddings of the word do not depend on its neighbours.
        #expect(try occlusion.distances(trials).allSatisfy { abs($0[0]) < 1e-6 })
    }

    @Test func tokensThatCannotBeMaskedAreRefused() throws {
        let (occlusion, trials, _) = try trials(.distilBERT)
        let encoding = trials[0].encoding
        let last = encoding.sequence.ids.count - 1
        for (target, masked) in [([1], [1]), ([], [1]), ([1], [last + 1]), ([-1], [1])] {
            #expect(
                message {
                    try occlusion.distances([.init(encoding, target: target, masked: masked)])
                }
                    == "the word's tokens are \(target), the masked ones \(masked); expected different "
                    + "ones of 0 to \(last), and at least one of the word")
        }
    }
}
