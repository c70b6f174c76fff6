import Foundation
import Testing

@testable import Batch

@Suite struct PairFolderTests {
    @Test func safeNamesStayAsTheyAre() {
        #expect(PairFolder.path(id: "bank-1").hasSuffix("/bank-1"))
        #expect(PairFolder.path(id: "银行").hasSuffix("/银行"))
        #expect(PairFolder.path(id: "bank-1").hasPrefix("pairs/"))
        #expect(PairFolder.path(id: "bank-1").split(separator: "/")[1].count == 2)
    }

    @Test func whatAFileSystemMayConfuseGetsANameOfItsOwn() {
        let ids = [
            "bank", "Bank", "BANK", "bank ", " bank", "bank/", "../bank", "b\u{e4}nk",
            "ba\u{308}nk",
            "B\u{c4}NK", "strasse", "stra\u{df}e", "\u{17f}", "s", "con", "CON", "", "...",
            "nul.txt",
            "bank.", "\u{130}", "i\u{307}", "\u{3c2}", "\u{3c3}",
            String(repeating: "x", count: 300),
            String(repeating: "x", count: 301),
        ]
        let names = ids.map { PairFolder.path(id: $0).split(separator: "/")[2] }
        // As a file system sees them that folds case and normal forms, with all in one folder.
        let folded = names.map {
            String($0).decomposedStringWithCanonicalMapping.uppercased().lowercased()
        }
        #expect(Set(folded).count == ids.count)
        for name in names {
            #expect(name.utf8.count <= 120)
            #expect(!name.contains("/") && name != ".." && !name.hasPrefix("."))
        }
    }

    @Test func noIdCanTakeAnothersSuffix() {
        let suffixed = String(PairFolder.path(id: "Bank").split(separator: "/")[2])
        #expect(suffixed.contains("~"))
        #expect(PairFolder.path(id: suffixed).split(separator: "/")[2] != suffixed)
    }
}
