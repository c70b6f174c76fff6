import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Files
@testable import Lists
@testable import Pages
@testable import Words

@Suite struct WordReportTests {
    private func result(_ lines: [String]? = nil) throws -> WordAnalyzer.Result {
        try withTemporaryDirectory { directory in
            var list = WordReference.list
            if let lines {
                list = directory + "/list.txt"
                try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: list))
            }
            return try WordAnalyzer(
                model: TinyModel.load(), cache: BaselineCache(directory: directory),
                reference: WordReference.sentences
            ).analyze(WordList(path: list), word: "bank")
        }
    }

    private func report(_ result: WordAnalyzer.Result) -> WordReport {
        WordReport(result, ReportOrigin(producer: Producer(version: "1.0.0")))
    }

    private func files(_ result: WordAnalyzer.Result, threadCount: Int = 2) throws -> [String: Data]
    {
        let files = try report(result).files(threadCount: threadCount)
        var contents = Dictionary(uniqueKeysWithValues: files.map { ($0.path, Data($0.bytes)) })
        for stream in report(result).matrices() {
            var bytes = Data()
            try stream.make { bytes += $0 }
            contents[stream.path] = bytes
        }
        return contents
    }

    private func page(_ files: [String: Data]) throws -> String {
        String(decoding: try #require(files["index.html"]), as: UTF8.self)
    }

    @Test func hasEveryFileAndThePageLast() throws {
        let result = try result()
        let files = try report(result).files(threadCount: 1)
        let figures = ["matrix", "plane", "plane-labels", "similarity", "similarity-corrected"]
        let expected =
            figures.flatMap { ["figures/\($0).svg", "figures/\($0).png"] }
            // Of all but the map.
            + figures.dropFirst().map { "figures/\($0)-narrow.svg" }
            + [
                "data.json", "sentences.csv", "similarity.csv", "datapackage.json",
                "style.css", "index.html",
            ]
        #expect(Set(files.map(\.path)) == Set(expected))
        #expect(
            report(result).matrices().map(\.path)
                == ["emb", "L0", "L1", "L2"].map { "matrix-\($0).csv" })
        #expect(files.last?.path == "index.html")
        // The number of threads changes nothing, nor does a second time.
        let again = try self.files(result, threadCount: 3)
        for file in files { #expect(again[file.path] == Data(file.bytes), "\(file.path)") }
    }

    @Test func thePageIsWellFormedAndNamesItsFiles() throws {
        let files = try files(result())
        let page = try page(files)
        _ = try ParsedPage(page)
        for match in try nonEmpty(page.matches(of: /(?:href|src)="([^"#]+)"/)) {
            #expect(files[String(match.1)] != nil, "\(match.1)")
        }
        #expect(!page.contains("style=") && !page.contains("<script"))
        #expect(page.contains("adjusted Rand index"))
    }

    @Test func everySentenceIsOnThePageWithItsWordMarked() throws {
        let result = try result()
        let page = try page(files(result))
        #expect(page.matches(of: /<mark>bank<\/mark>/).count == 30)
        for sentence in result.analysis.sentences {
            #expect(page.contains("<bdi>\(sentence.id) · "), "\(sentence.id)")
        }
    }

    @Test func thePageSaysHowToMakeAndToCiteIt() throws {
        let result = try result()
        let files = try WordReport(
            result,
            ReportOrigin(
                producer: Producer(version: "1.0.0"), date: "2026-05-01",
                command: "report word list.csv --word=bank")
        ).files(threadCount: 1)
        let page = String(decoding: try #require(files.last).bytes, as: UTF8.self)
        _ = try ParsedPage(page)
        #expect(page.contains("report word list.csv --word=bank</code>"))
        #expect(
            page.contains(
                "<p class=\"above\">This command makes the same report again, byte for byte, with the list and the model where it says:</p>"
            ))
        #expect(
            page.contains("<td class=\"code\"><bdi>\(result.analysis.model.sha256)</bdi></td>"))
        #expect(page.contains("@misc{attention-report-bank,"))
        #expect(page.contains("weights SHA-256 \(result.analysis.model.sha256.prefix(16))"))
        #expect(page.contains("<bdi>fp32</bdi>"))
    }

    @Test func textIsEscaped() throws {
        let page = try page(
            files(
                result([
                    "<script>alert(1)</script> at the bank & <b>bank</b>.",
                    "A \"bank\" {{word}}.", "<img src=x onerror=alert(1)>",
                ])))
        _ = try ParsedPage(page)
        #expect(!page.contains("<script") && !page.contains("<img src=x"))
        #expect(page.contains("&lt;script&gt;"))
        #expect(page.contains("{{word}}"))
        #expect(page.contains("Rows that could not be used"))
    }

    @Test func theJSONReadsBack() throws {
        let result = try result()
        let files = try files(result)
        let data = try #require(files["data.json"])
        let object = try #require(
            JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["schema"] as? String == "attention-report/word/1")
        #expect((object["sentences"] as? [Any])?.count == 30)
        #expect(
            (object["model"] as? [String: Any])?["hidden_size"] as? Int
                == result.analysis.model.hiddenSize)
        #expect((object["similarity"] as? [String: Any])?["same_group"] != nil)
        let bytes = try #require(files["matrix-L2.csv"])
        let matrix = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        #expect(matrix.count == 31)
        let first = matrix[1].split(separator: ",").dropFirst().compactMap { Float($0) }
        #expect(try first == result.matrix(layer: 3).row(0))
    }

    @Test func hundredsOfSentencesStayInTheirPlaces() throws {
        let lines = (0..<240).map { "Number \($0) of the bank \($0 % 7 == 0 ? "river" : "money")." }
        let files = try files(result(lines))
        let page = try page(files)
        _ = try ParsedPage(page)
        #expect(page.matches(of: /<mark>bank<\/mark>/).count == 240)
        #expect(page.contains("more sentences</summary>"))
        let matrix = try #require(files["figures/matrix.png"])
        #expect(matrix.count < 400_000)
        // A rectangle for each of 57,600 cells would be MBs.
        #expect(files["figures/matrix.svg"] == nil && page.contains("src=\"figures/matrix.png\""))
    }

    @Test func thePageAloneHasAllInside() throws {
        let result = try result()
        let file = try report(result).singleFile(threadCount: 2)
        #expect(try file == report(result).singleFile(threadCount: 1))
        let page = try ParsedPage(String(decoding: file.bytes, as: UTF8.self))
        let files = try files(result)
        let sources = try page.elements("//img").compactMap {
            $0.attribute(forName: "src")?.stringValue
        }
        #expect(sources.count == 5 && sources.allSatisfy { $0.hasPrefix("data:image/svg+xml;") })
        let links = try page.elements("//ul[@class='downloads']//a")
        #expect(links.count == 8)
        for link in links {
            let name = try #require(link.attribute(forName: "download")?.stringValue)
            let url = try #require(link.attribute(forName: "href")?.stringValue)
            let base64 = String(url.split(separator: ",")[1])
            #expect(Data(base64Encoded: base64) == files[name], "\(name)")
        }
    }

    @Test func thePageAloneSaysWhatIsTooMuchForIt() throws {
        // Four matrices of 130 × 130.
        let lines = (0..<130).map { "Number \($0) of the bank." }
        let file = try report(result(lines)).singleFile(threadCount: 2)
        let page = try ParsedPage(String(decoding: file.bytes, as: UTF8.self))
        #expect(try page.elements("//ul[@class='downloads']//a").count == 4)
        #expect(
            try page.texts("//section[h2/@id='downloads']/p") == [
                "The similarity of every two sentences, 16,900 numbers for each layer, is too much for "
                    + "a page alone in its file; without --single-file it stands beside the page as CSV."
            ])
        #expect(
            try page.elements("//figure[@id='figure-matrix']//img").first?
                .attribute(forName: "src")?.stringValue?.hasPrefix("data:image/png;") == true)
    }
}
