import Testing

@testable import Analyses

@Suite struct ReferenceSentencesTests {
    private let sentences = ReferenceSentences.shipped

    @Test func areManyAndDifferent() {
        #expect(sentences.count >= 1000)
        #expect(Set(sentences.map { $0.lowercased() }).count == sentences.count)
    }

    @Test func areShortAndWhole() {
        for sentence in sentences {
            #expect(10...120 ~= sentence.count, "\(sentence)")
            #expect(sentence.split(separator: " ").count >= 2, "\(sentence)")
            #expect(sentence.utf8.allSatisfy { 0x20...0x7E ~= $0 }, "\(sentence)")
            #expect(!sentence.contains("  ") && !sentence.hasSuffix(" "), "\(sentence)")
            let last = sentence.last { $0 != "\"" }
            #expect(last.map { ".?!".contains($0) } ?? false, "\(sentence)")
        }
    }

    @Test func areOfManyKinds() {
        let words = sentences.flatMap { $0.lowercased().split { !$0.isLetter } }
        #expect(Set(words).count > 2500)
        #expect(sentences.filter { $0.hasSuffix("?") || $0.hasSuffix("?\"") }.count > 25)
        #expect(sentences.filter { $0.contains("\"") }.count > 40)
        // No opening word starts most of them.
        let first = Dictionary(grouping: sentences) { $0.prefix { $0 != " " } }
        #expect(first.values.allSatisfy { $0.count < sentences.count / 2 })
    }
}
