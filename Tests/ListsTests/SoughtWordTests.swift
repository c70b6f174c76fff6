import Testing

@testable import Lists

@Suite struct SoughtWordTests {
    @Test func capitalsBlanksAndLookalikesDoNotCount() {
        let word = SoughtWord("Don't", forms: ["doesn't"])
        for text in ["don't", " DON’T ", "doesn’t"] { #expect(word.isForm(text), "\(text)") }
        for text in ["don", "dont", "", "do"] { #expect(!word.isForm(text), "\(text)") }
        #expect(SoughtWord("ﬁle").isForm("File") && SoughtWord("café").isForm("cafe\u{301}"))
        // A form is no lemma.
        #expect(!word.isLemma("doesn't"))
    }

    @Test(arguments: [
        ("attack", "attack_nn", true), ("attack", "Attack_VB", true),
        ("attack_nn", "attack_nn", true),
        ("attack_nn", "attack_vb", false), ("attack_nn", "attack", false),
        ("attack", "attacks_nn", false),
        // Not every underscore parts a tag from its word.
        ("hot dog", "hot_dog", true), ("hot_dog", "hot dog", true), ("hot", "hot_dog", false),
        ("hot dog", "hot_dog_nn", true), ("", "_nn", false), ("nn", "_nn", false),
    ])
    func aTagBehindALemmaDoesNotCount(_ word: String, _ lemma: String, _ isIt: Bool) {
        #expect(SoughtWord(word).isLemma(lemma) == isIt)
    }
}
