import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Pages

@Suite struct SectionedPageTests {
    private func page(
        failures: [(row: String, reason: String)] = [], notes: [String] = [],
        models: [AnalyzedPair.Model] = [Sample.model]
    ) -> SectionedPage {
        SectionedPage(
            word: "bank", title: "in 3 sentences", lead: "reads it.", models: models,
            origin: ReportOrigin(
                producer: Producer(version: "1.0.0"), date: "2026-05-01", command: "report word"),
            findings: ["They are alike."],
            sections: [
                .init(anchor: "plane", heading: "On a plane", paragraphs: ["Near is alike."]),
                .init(anchor: "reading", heading: "How to read it", shortName: "Read"),
            ],
            failures: failures, failureCaption: "Rows, counted from 1",
            options: [("Groups", "3")], citation: ("Title", "Source", "bank"),
            downloads: [("data.json", "everything")], downloadNotes: notes)
    }

    private func parsed(_ page: SectionedPage) throws -> ParsedPage {
        try ParsedPage(page.html(.standard()))
    }

    @Test func itsOwnSectionsStandBetweenThoseOfEveryPage() throws {
        let page = try parsed(page(failures: [("7", "no such word")]))
        #expect(
            try page.elements("//main/section").compactMap {
                $0.attribute(forName: "aria-labelledby")?.stringValue
            } == ["findings", "plane", "reading", "failed", "model", "cite", "downloads"])
        #expect(
            try page.texts("//nav//a")
                == ["Findings", "Plane", "Read", "Failed rows", "Model", "Cite", "Downloads"])
        #expect(try page.texts("//table[caption/@id='reasons']//td") == ["no such word"])
        let settings = try page.texts("//table[caption/@id='settings']//tr")
        #expect(settings.first == "Model\(Sample.model.name)" && settings.last == "Groups3")
        #expect(try page.texts("//pre/code").first == "report word")
        #expect(try page.texts("//footer/p") == ["Made with report 1.0.0, 2026-05-01."])
    }

    @Test func manyFailuresAreCut() throws {
        #expect(try parsed(page()).elements("//*[@id='failed']").isEmpty)
        let page = try parsed(page(failures: (1...130).map { ("\($0)", "none") }))
        #expect(try page.elements("//table[caption/@id='reasons']//tr").count == 100)
        #expect(
            try page.texts("//section[h2/@id='failed']/p")
                == ["The first 100; 30 more are in data.json."])
    }

    /// Each has a table of its own; what they have in common stands once.
    @Test func severalModelsAreDescribedOneByOne() throws {
        let models = (1...4).map { number in
            var model = Sample.model
            model.name = "model \(number)"
            model.sha256 = String(repeating: "\(number)", count: 64)
            return model
        }
        let two = try parsed(page(models: Array(models.prefix(2))))
        #expect(try two.texts("//p[@class='lead']") == ["How model 1 and model 2 reads it."])
        #expect(try two.texts("//table[caption/@id='model-2']//tr").first == "Modelmodel 2")
        #expect(
            try two.texts("//table[caption/@id='settings']//tr") == [
                "Programreport 1.0.0", "Groups3",
            ])
        #expect(try two.texts("//h2[@id='model']") == ["Models and options"])
        let cited = try two.texts("//section[h2/@id='cite']/p")
        #expect(cited[0].contains("weights SHA-256 1111111111111111 and 2222222222222222"))
        #expect(
            try parsed(page(models: models)).texts("//p[@class='lead']")
                == ["How 4 models reads it."])
    }

    @Test func downloadsSayWhatIsMissing() throws {
        let page = try parsed(page(notes: ["Too much."]))
        #expect(try page.texts("//section[h2/@id='downloads']/p") == ["Too much."])
        #expect(try page.attributes("download") == ["data.json"])
    }
}
