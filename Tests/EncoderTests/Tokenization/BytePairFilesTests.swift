import Foundation
import Testing

@testable import Encoder

/// What tokens come of these files, `TokenizerFolderTests` compares with the reference.
@Suite struct BytePairFilesTests {
    /// The message of loading RoBERTa's files after a change.
    private func message(_ change: (String) throws -> Void) throws -> String {
        try Fixtures.withCopy(of: "tokenizer-folders/roberta") { folder in
            try change(folder)
            return EncoderTests.message(in: folder) { try BytePairFiles.model(in: folder) }
        }
    }

    @Test func namesWhatIsWrong() throws {
        #expect(
            try message { try write("#version: 0.2\nt h\nt h e\n", to: $0 + "/merges.txt") }
                == "DIR/merges.txt: line 3 has 3 tokens; expected 2 with a space between them")
        #expect(
            try message { try write([0xFF], to: $0 + "/merges.txt") }
                == "DIR/merges.txt: the file is not UTF-8")
        #expect(
            try message { try write("no such\n", to: $0 + "/merges.txt") }
                == "DIR/merges.txt: the merge of \"no\" and \"such\" needs the token \"no\", which is not in "
                + "the vocabulary")
        #expect(
            try message { try write("[]", to: $0 + "/vocab.json") }
                == "DIR/vocab.json: not valid at byte 0: expected \"{\"")
        #expect(
            try message { try FileManager.default.removeItem(atPath: $0 + "/merges.txt") }
                .hasPrefix("DIR/merges.txt: no such file"))
    }

    @Test func linesMayEndAsOnWindows() throws {
        try Fixtures.withCopy(of: "tokenizer-folders/roberta") { folder in
            let expected = try Tokenizer(directory: folder).encode("the bank of the river")
            let path = folder + "/merges.txt"
            let merges = try String(contentsOfFile: path, encoding: .utf8)
            try write(merges.replacingOccurrences(of: "\n", with: "\r\n"), to: path)
            #expect(try Tokenizer(directory: folder).encode("the bank of the river") == expected)
        }
    }
}
