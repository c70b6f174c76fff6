import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Batch
@testable import Files

@Suite struct DataPackageBatchTests {
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
                let header = try tableRows("\(directory)/out/\(path)")[0]
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
        let corrected = IndexColumn(
            key: "corrected", csvName: "corrected_L0", meaning: "less the baseline",
            content: .number(decimals: 3) { _ in nil })
        let package = DataPackage.batch(
            IndexColumn.list(layers: ["emb", "L0"], corrected: nil, hasLabels: true) + [corrected],
            summary: "summary.csv")
        let fields = try fields(try resources(try package.file().bytes)[0])
        #expect(fields.suffix(3).allSatisfy { $0["type"] == "number" })
        #expect(fields[8]["description"]?.hasSuffix("the output of layer 0, from 0") == true)
        #expect(fields[9]["description"] == "less the baseline")
        #expect(try package.file() == package.file())
    }
}
