import Foundation
import Testing

@testable import Files

@Suite struct DataPackageTests {
    private let table = DataPackage.Table(
        "Rows.tsv", "Rows", isTabbed: true,
        [.init("id", "a name"), .init("side", .integer, "1 or 2"), .init("a\tb", .number, "x")],
        key: ["id"])

    @Test func saysHowTheTableIsWrittenAndWhatItsColumnsHold() throws {
        let file = try DataPackage(name: "some-tables", [table]).file()
        #expect(file.path == "datapackage.json" && file.bytes.last == UInt8(ascii: "\n"))
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any])
        #expect(object["profile"] as? String == "tabular-data-package")
        #expect(object["name"] as? String == "some-tables")
        let resource = try #require((object["resources"] as? [[String: Any]])?.first)
        #expect(resource["name"] as? String == "rows")
        #expect(resource["path"] as? String == "Rows.tsv")
        #expect(resource["format"] as? String == "tsv")
        let dialect = try #require(resource["dialect"] as? [String: Any])
        #expect(dialect["delimiter"] as? String == "\t" && dialect["header"] as? Bool == true)
        let schema = try #require(resource["schema"] as? [String: Any])
        #expect(schema["primaryKey"] as? [String] == ["id"])
        #expect(schema["missingValues"] as? [String] == [""])
        let fields = try #require(schema["fields"] as? [[String: String]])
        #expect(fields.map { $0["type"] } == ["string", "integer", "number"])
        #expect(fields.map { $0["description"] } == ["a name", "1 or 2", "x"])
    }

    @Test func theTableBeginsWithTheColumns() {
        #expect(String(decoding: table.begun().bytes, as: UTF8.self) == "id\tside\t\"a\tb\"\r\n")
    }

    @Test func aTableWithoutAKeyHasNone() throws {
        var plain = table
        plain.key = []
        let bytes = try DataPackage(name: "a", [plain]).file().bytes
        #expect(!String(decoding: bytes, as: UTF8.self).contains("primaryKey"))
    }
}
