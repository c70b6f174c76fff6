import Foundation
import Testing

@testable import ReportKit

@Suite struct TablesDescriptionTests {
    private func resources(_ bytes: [UInt8]) throws -> [[String: Any]] {
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        return try #require(object["resources"] as? [[String: Any]])
    }

    private func fields(_ resource: [String: Any]) throws -> [[String: String]] {
        let schema = try #require(resource["schema"] as? [String: Any])
        return try #require(schema["fields"] as? [[String: String]])
    }

    @Test func everyColumnIsDescribed() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory)
            let bytes = [UInt8](
                try Data(contentsOf: URL(fileURLWithPath: "\(directory)/out/datapackage.json")))
            let resources = try resources(bytes)
            #expect(resources.map { $0["path"] as? String } == ["summary.csv", "failed.tsv"])
            for resource in resources {
                let path = try #require(resource["path"] as? String)
                let header = try Batches.rows("\(directory)/out/\(path)")[0]
                let fields = try fields(resource)
                #expect(fields.map { $0["name"] ?? "" } == header)
                #expect(fields.allSatisfy { $0["description"]?.isEmpty == false })
            }
            let types = try fields(resources[0]).map { $0["type"] ?? "" }
            #expect(
                types == Array(repeating: "string", count: 7) + Array(repeating: "number", count: 4)
            )
        }
    }

    @Test func correctedColumnsAreNumbers() throws {
        let description = TablesDescription(
            layers: ["emb", "L0"], corrected: ["corrected_emb", "corrected_L0"])
        let fields = try fields(try resources(try description.json())[0])
        #expect(fields.suffix(4).allSatisfy { $0["type"] == "number" })
        #expect(fields[8]["description"]?.hasSuffix("the output of layer 0, from 0") == true)
        #expect(try description.json() == description.json())
    }
}
