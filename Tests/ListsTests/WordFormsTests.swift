import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Files
@testable import Lists

@Suite struct WordFormsTests {
    @Test func formsBelongToTheirWord() throws {
        let forms = try #require(WordForms("bank=banks, bank's;River=rivers"))
        #expect(forms("Bank") == ["banks", "bank's"])
        #expect(forms("river") == ["rivers"])
        #expect(forms("shore") == [])
        #expect(!forms.hasNameless)
        let nameless = try #require(WordForms("banks,banking"))
        #expect(nameless("anything") == ["banks", "banking"] && nameless.hasNameless)
        for text in ["", "a,,b", "=a", "bank=", "a;", "bank=a;;"] {
            #expect(WordForms(text) == nil, "\(text)")
        }
    }

    @Test func aFileHasAWordOnEachLine() throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/forms.txt"
            try Data("bank=banks\r\n\nriver=rivers,riverine\n".utf8)
                .write(to: URL(fileURLWithPath: path))
            let forms = try WordForms(path: path)
            #expect(forms("bank") == ["banks"] && forms("river") == ["rivers", "riverine"])
            try Data("bank=banks\nbanks\n".utf8).write(to: URL(fileURLWithPath: path))
            #expect(
                throws: InputError.badLine(
                    name: path, line: 2,
                    problem: "expected a word and its forms such as bank=banks,banking, found "
                        + "\"banks\"")
            ) { try WordForms(path: path) }
        }
    }
}
