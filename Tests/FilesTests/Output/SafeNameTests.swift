import Foundation
import TestSupport
import Testing

@testable import Files

struct SafeNameTests {
    @Test(arguments: [
        ("bank", "bank"), ("bank-1_a.b", "bank-1_a.b"), ("../../etc/passwd", "etc-passwd"),
        ("a/../b", "a-b"), ("..", "pair"), (".", "pair"), ("", "pair"), ("---", "pair"),
        ("-rf", "rf"), (".hidden", "hidden"), ("a\\b:c*d?e\"f<g>h|i", "a-b-c-d-e-f-g-h-i"),
        ("a\u{0}b\nc", "a-b-c"), ("name.", "name"), ("a b  c", "a-b-c"), ("a..b", "a.b"),
        ("CON", "CON_"), ("nul.txt", "nul_.txt"), ("com¹", "com¹_"), ("console", "console"),
        ("Банк", "Банк"), ("銀行", "銀行"), ("बैंक", "बैंक"), ("بنك", "بنك"), ("🏦", "pair"),
        ("\u{202E}gpj.exe", "gpj.exe"), ("a\u{200B}b", "a-b"), ("\u{3164}", "pair"),
        ("\u{301}x", "x"), ("/\u{301}etc", "etc"), ("%2e%2e", "2e-2e"),
    ]) func makes(_ text: String, _ name: String) {
        #expect(SafeName.make(text) == name)
    }

    @Test func composes() {
        let name = SafeName.make("cafe\u{301}")
        #expect(Array(name.utf8) == Array("caf\u{E9}".utf8))
    }

    @Test func cutsLongNamesBetweenCharacters() {
        let name = SafeName.make(String(repeating: "é", count: 99))
        #expect(name == String(repeating: "é", count: 50))
        #expect(SafeName.make(String(repeating: "a", count: 300)).utf8.count == 100)
        // One endless character is cut inside.
        let zalgo = SafeName.make("a" + String(repeating: "\u{316}", count: 300))
        #expect(zalgo.utf8.count <= 100)
        #expect(zalgo.unicodeScalars.first == "a")
    }

    @Test func anyTextGivesASafeNameThatStays() {
        var random = Noise()
        let pool = Array(
            "ab.-_/\\ :\u{0}\u{7F}\u{301}\u{202E}\u{1100}\u{3164}é銀🏦\r\n".unicodeScalars)
        for _ in 0..<3_000 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...80, using: &random) {
                let isPooled = Bool.random(using: &random)
                let value = UInt32.random(in: 0...0x10FFFF, using: &random)
                let picked = pool[Int.random(in: 0..<pool.count, using: &random)]
                scalars.append(isPooled ? picked : Unicode.Scalar(value) ?? picked)
            }
            let text = String(scalars)
            let name = SafeName.make(text)
            let bytes = Array(name.utf8)
            #expect(!bytes.isEmpty && bytes.count <= SafeName.longest)
            #expect(!bytes.contains(0) && !bytes.contains(UInt8(ascii: "/")))
            #expect(bytes.first != UInt8(ascii: ".") && bytes.first != UInt8(ascii: "-"))
            #expect(Array(SafeName.make(name).utf8) == bytes, "\(text.debugDescription)")
        }
    }
}
