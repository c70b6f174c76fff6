import Testing

@testable import ReportKit

struct FunctionWordsTests {
    @Test func knowsGrammarFromMeaning() {
        for word in ["the", "The", "TO", "was", "she", "don", "t"] {
            #expect(FunctionWords.contains(word))
        }
        for word in ["river", "deposit", "calm", "went", ""] {
            #expect(!FunctionWords.contains(word))
        }
    }
}
