import Testing

@testable import Encoder

@Suite struct HeadProfileTests {
    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        let profiles = HeadProfile.byHead(in: reference.encodings)
        let numbers = profiles.flatMap { heads in
            heads.flatMap {
                [$0.next, $0.previous, $0.start, $0.end, $0.punctuation, $0.sameWord, $0.entropy]
            }
        }
        expectClose(numbers, try reference("profile"))
    }

    /// The profile of a head that looks, from each token, at one other.
    private func profile(_ text: String, looksAt column: (Int) -> Int) throws -> HeadProfile {
        let sequence = try tinySequence(text)
        let count = sequence.ids.count
        let map = (0..<count).map { row in
            (0..<count).map { Float($0 == column(row) ? 1 : 0) }
        }
        let encoding = try handmadeEncoding(
            sequence, states: [[[Float]]](repeating: map.map { _ in [0] }, count: 2),
            attentions: [[map]])
        return HeadProfile.byHead(in: [encoding])[0][0]
    }

    @Test func headsWithOneTask() throws {
        // [CLS] the bank ##ing , the river . [SEP]
        let text = "the banking, the river."
        let count = 9
        #expect(try tinySequence(text).tokens.count == count)
        #expect(try profile(text) { min($0 + 1, count - 1) }.roles == [.next])
        #expect(abs(try profile(text) { $0 + 1 }.next - 8 / 9) < 1e-6)
        #expect(try profile(text) { max($0 - 1, 0) }.roles == [.previous])
        #expect(try profile(text) { _ in 0 }.roles == [.start])
        #expect(try profile(text) { _ in count - 1 }.roles == [.end])
        #expect(try profile(text) { $0 % 2 == 0 ? 4 : 7 }.roles == [.punctuation])
        #expect(try profile(text) { $0 }.roles == [.sameWord])
        // The other piece of "banking", and the other "the".
        let others = [0, 5, 3, 2, 4, 1, 6, 7, 8]
        let same = try profile(text) { others[$0] }
        #expect(same.sameWord == 1)
        #expect(same.roles == [.sameWord])
        #expect(try profile(text) { _ in 6 }.roles == [])
    }

    @Test func severalRolesAndNone() throws {
        // In a short sentence the next token is often the end.
        let both = try profile("bank") { min($0 + 1, 2) }
        #expect(both.roles == [.next, .end])
        let halves = HeadProfile(
            next: 0.5, previous: 0.5, start: 0.6, end: 0.6, punctuation: 0.6, sameWord: 0.6,
            entropy: 0.9)
        #expect(halves.roles == [])
    }

    @Test func anEvenHeadIsBroad() throws {
        let sequence = try tinySequence("the banking, the river.")
        let row = [Float](repeating: 1 / 9, count: 9)
        let map = [[Float]](repeating: row, count: 9)
        let encoding = try handmadeEncoding(
            sequence, states: [[[Float]]](repeating: map, count: 2), attentions: [[map]])
        let profile = HeadProfile.byHead(in: [encoding])[0][0]
        #expect(profile.roles == [.broad])
        #expect(abs(profile.entropy - 1) < 1e-5)
        #expect(abs(profile.punctuation - 2 / 9) < 1e-6)
    }

    @Test func isTheMeanOverSentences() throws {
        let encodings = try ["the bank", "she went to the bank, slow."].enumerated().map {
            try randomEncoding(tinySequence($1), seed: UInt64($0))
        }
        let parts = encodings.map { HeadProfile.byHead(in: [$0]) }
        let whole = HeadProfile.byHead(in: encodings)
        for layer in 0..<2 {
            for head in 0..<3 {
                let mean = (parts[0][layer][head].next + parts[1][layer][head].next) / 2
                #expect(abs(whole[layer][head].next - mean) < 1e-6)
                let all = whole[layer][head]
                for weight in [
                    all.next, all.previous, all.start, all.end, all.punctuation, all.sameWord,
                    all.entropy,
                ] { #expect(0...1 ~= weight) }
            }
        }
        #expect(HeadProfile.byHead(in: []).isEmpty)
    }

    @Test func whatIsNotANumberHasNoRole() throws {
        let map: [[Float]] = [[.nan, .nan], [.nan, .nan]]
        let encoding = try handmadeEncoding(
            tinySequence(""), states: [[[1], [1]], [[1], [1]]], attentions: [[map]])
        let profile = HeadProfile.byHead(in: [encoding])[0][0]
        #expect(profile.start.isNaN && profile.entropy.isNaN)
        #expect(profile.roles == [])
    }
}
