import Testing

@testable import Encoder

@Suite struct TokenRolesTests {
    @Test func ofASentence() throws {
        let sequence = try tinySequence("The banking, the Bank.")
        #expect(
            sequence.tokens
                == ["[CLS]", "the", "bank", "##ing", ",", "the", "bank", ".", "[SEP]"])
        let roles = TokenRoles(sequence)
        func indices(_ flags: [Bool]) -> [Int] { flags.indices.filter { flags[$0] } }
        #expect(indices(roles.isStart) == [0])
        #expect(indices(roles.isEnd) == [8])
        #expect(indices(roles.isPunctuation) == [4, 7])
        #expect(roles.words[1] == roles.words[5])
        #expect(roles.words[2] == roles.words[3])
        #expect(roles.words[2] != roles.words[6])
        #expect(Set(roles.words).count == 7)
    }

    @Test func withoutWordsTheFirstIsTheStart() throws {
        let roles = TokenRoles(try tinySequence(""))
        #expect(roles.isStart == [true, false])
        #expect(roles.isEnd == [false, true])
        #expect(roles.words[0] != roles.words[1])
    }

    @Test func aNamedTokenInTheTextIsAWord() throws {
        let roles = TokenRoles(try tinySequence("the [SEP] bank"))
        #expect(roles.isEnd == [false, false, false, false, true])
        #expect(roles.isPunctuation.allSatisfy { !$0 })
    }
}
