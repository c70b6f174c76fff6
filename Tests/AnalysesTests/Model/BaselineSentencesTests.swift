import Foundation
import TestSupport
import Testing

@testable import Analyses
@testable import Files

@Suite struct BaselineSentencesTests {
    private func read(_ text: String) throws -> BaselineSentences {
        try withTemporaryDirectory { directory in
            let path = directory + "/list.txt"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return try BaselineSentences(path: path)
        }
    }

    @Test func aLineIsASentence() throws {
        let list = try read("\u{FEFF}One.\r\n\n  \nTwo words.\n")
        #expect(list.sentences == ["One.", "Two words."])
        #expect(list.name == "list.txt")
        #expect(BaselineSentences.shipped.name == nil)
        #expect(BaselineSentences.shipped.sentences.count > 1000)
    }

    @Test func saysWhatIsMissing() throws {
        #expect {
            try read("One.\n")
        } throws: {
            "\($0)".hasSuffix(
                "line 1: expected a sentence on each line, two at least and better a thousand; found 1"
            )
        }
        #expect(throws: InputError.self) { try read("") }
        #expect(throws: InputError.self) { try BaselineSentences(path: "/none/list.txt") }
    }
}
