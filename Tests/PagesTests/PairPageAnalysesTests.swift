import Encoder
import Foundation
import FoundationXML
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Files
@testable import Lists
@testable import Pages

/// What the page says beyond raw attention.
@Suite struct PairPageAnalysesTests {
    private func page(_ analysis: AnalyzedPair) throws -> ParsedPage {
        let figures = try PairFigures(analysis).rendered(threadCount: 2, formats: [.svg])
        return try ParsedPage(
            PairPage(
                analysis: analysis, figures: figures.map(\.figure),
                producer: Producer(version: "1")
            ).html())
    }

    @Test func everyAnalysisIsASectionThatOpens() throws {
        let page = try page(TinyModel.analyzed().analysis)
        let sections = try page.elements("//section[h2/@id='beyond']/details")
        #expect(
            sections.compactMap { $0.attribute(forName: "id")?.stringValue } == [
                "beyond-verdict", "beyond-rollout", "beyond-norm", "beyond-heads",
                "beyond-substitutes",
                "beyond-neighbours", "beyond-geometry", "beyond-intra-sentence", "beyond-sinks",
                "beyond-occlusion",
            ])
        for section in sections {
            #expect(section.attribute(forName: "open") == nil)
            let parts = try section.nodes(forXPath: "summary/h3 | p | .//table/caption")
            #expect(parts.count >= 3)
        }
        #expect(
            try page.elements("//details[@class='analysis']//img").compactMap {
                $0.attribute(forName: "src")?.stringValue
            } == [
                "figures/rollout.svg", "figures/norm.svg", "figures/head-profile.svg",
                "figures/token-similarity.svg", "figures/geometry.svg",
                "figures/intra-sentence.svg", "figures/sinks.svg",
                "figures/occlusion.svg",
            ])
        for image in try page.elements("//details[@class='analysis']//img") {
            #expect((image.attribute(forName: "alt")?.stringValue ?? "").count > 60)
        }
        #expect(try page.elements("//nav//a[@href='#beyond']").count == 1)
        let ids = try page.attributes("id")
        #expect(Set(ids).count == ids.count)
    }

    @Test func tablesHoldTheNumbers() throws {
        let analysis = try TinyModel.analyzed().analysis
        let page = try page(analysis)
        func cells(_ caption: String) throws -> [String] {
            try page.texts("//table[caption/@id='\(caption)']/tbody/tr/td")
        }
        func shares(_ layers: [[[Float]]]?, _ side: Int) throws -> [[Float]] {
            try #require(layers)[side].map(AttentionSummary.normalized)
        }
        func byToken(_ map: [[Float]]) -> [String] {
            map[0].indices.flatMap { token in
                map.map { Format.fixed(Double($0[token]), decimals: 4) }
            }
        }
        let rollout = try shares(analysis.analyses[Rollout.self]?.layers, 1)
        #expect(try cells("beyond-rollout-2") == byToken(rollout))
        let norm = try shares(analysis.analyses[NormFlow.self]?.layers, 0)
        #expect(try cells("beyond-norm-1") == byToken(norm))
        #expect(
            try cells("beyond-neighbours-tokens")
                == (analysis.analyses[Neighbours.self]?.tokens ?? []).joined().map {
                    Format.fixed(Double($0), decimals: 4)
                })
        let substitutes = try #require(analysis.analyses[Substitutes.self])
        #expect(
            try page.texts("//table[caption/@id='beyond-substitutes-last']/tbody/tr/td[2]//bdi")
                == substitutes.words[1][3].map(\.word))
        #expect(try cells("beyond-substitutes-layers").count == 4 * 4)
        let corrected = try #require(analysis.analyses[Corrected.self])
        #expect(
            try page.texts("//table[caption/@id='cosines']/tbody/tr/td[3]")
                == corrected.cosine.map { Format.fixed(Double($0), decimals: 4) })
    }

    @Test func headsAreListedByKindAndTheirNumbersByHead() throws {
        let analysis = try TinyModel.analyzed().analysis
        let heads = try #require(analysis.analyses[Heads.self])
        let page = try page(analysis)
        func texts(_ caption: String, _ path: String) throws -> [String] {
            try page.texts("//table[caption/@id='beyond-heads-\(caption)']\(path)")
        }
        // Every head is in the columns of its kinds, or in the last.
        let columns = try texts("kinds", "/thead//th").dropFirst()
        #expect(columns.last == "none of these")
        for (layer, profiles) in heads.profiles.enumerated() {
            let cells = try texts("kinds", "/tbody/tr[\(layer + 1)]/td")
            #expect(cells.count == columns.count)
            for head in profiles.indices {
                let places = cells.indices.filter {
                    cells[$0].components(separatedBy: ", ").contains(String(head))
                }
                let count = profiles[head].roles.count
                #expect(places.count == max(1, count))
                #expect(places.contains(cells.count - 1) == (count == 0))
            }
        }
        func numbers(_ values: [[Float]]) -> [String] {
            values.joined().map { Format.fixed(Double($0), decimals: 4) }
        }
        #expect(
            try texts("entropy", "/tbody//td") == numbers(heads.profiles.map { $0.map(\.entropy) }))
        #expect(try texts("head-similarity", "/tbody//td") == numbers(heads.similarity))
        #expect(
            try texts("contrast", "/tbody//td")
                == numbers(heads.contrast.map { $0.map(Heads.relative) }))
        // The figure's numbers begin with the entropy.
        #expect(try page.attributes("aria-details").contains("beyond-heads-entropy"))
    }

    /// Every figure of attention leads to what attention does not show, and no other figure does.
    @Test func figuresOfAttentionSayWhatTheyAreNot() throws {
        let page = try page(TinyModel.analyzed().analysis)
        func figures(_ condition: String) throws -> [String] {
            try page.elements("//figure[\(condition)]").compactMap {
                $0.attribute(forName: "id")?.stringValue
            }
        }
        let link = "figcaption/a[@href='#not-explanation']"
        #expect(
            try figures(link) == [
                "figure-last-layer-1", "figure-last-layer-2", "figure-first-layer-1",
                "figure-first-layer-2", "figure-layers-1", "figure-layers-2", "figure-rollout",
                "figure-norm", "figure-head-profile", "figure-sinks",
            ])
        #expect(
            try figures("not(\(link))") == [
                "figure-similarity", "figure-token-similarity", "figure-geometry",
                "figure-intra-sentence", "figure-occlusion",
            ])
        let section = "//section[h2/@id='not-explanation']"
        #expect(try page.elements("\(section)//cite").count == 4)
        // The check that it names is there, or is not named.
        #expect(try page.elements("\(section)//a[@href='#beyond-occlusion']").count == 1)
        #expect(try page.elements("//details[@id='beyond-occlusion']").count == 1)
        let plain = try self.page(TinyModel.analyzed(AnalysisChoice([Rollout.self])).analysis)
        #expect(try plain.elements(section).count == 1)
        #expect(try plain.elements("\(section)//a").isEmpty)
    }

    @Test func tokensHaveNoLanguageOnceForATable() throws {
        let page = try page(TinyModel.analyzed().analysis)
        #expect(try page.elements("//table//bdi[@lang or @translate]").isEmpty)
        let tokens = "//table[@class!='settings']//bdi"
        #expect(try page.elements(tokens).count > 50)
        #expect(
            try page.elements("\(tokens)[not(ancestor::*[@lang='' and @translate='no'])]").isEmpty)
        // What is English in such a row says so.
        #expect(
            try page.texts("//thead/tr[@lang='']/th[@lang='en' and @translate='yes']")
                == ["Sentence 1", "Layer", "Layer"])
    }

    @Test func manyColumnsAreSharedOutAmongTables() throws {
        let long = "bank" + String(repeating: " river", count: 33)
        let analysis = try TinyModel.analyzed(
            AnalysisChoice([Neighbours.self]), SentencePair("The bank.", long, word: "bank")
        ).analysis
        let page = try page(analysis)
        let tables = "//details//table[starts-with(caption, 'Cosine of every token')]"
        // 36 tokens in three times twelve.
        #expect(
            try page.texts("\(tables)/caption").map { $0.prefix(59) } == [
                "Cosine of every token of sentence 1 with tokens 0 to 11 of ",
                "Cosine of every token of sentence 1 with tokens 12 to 23 of",
                "Cosine of every token of sentence 1 with tokens 24 to 35 of",
            ])
        #expect(try page.texts("\(tables)//thead//bdi") == analysis.sentences[1].tokens)
        let cosines = try #require(analysis.analyses[Neighbours.self]).tokens
        #expect(
            try page.texts("//table[caption/@id='beyond-neighbours-tokens-2']//tr[2]/td").count
                == 12)
        #expect(try page.texts("\(tables)//td").count == cosines.joined().count)
    }

    @Test func longSentencesKeepThePageSmall() throws {
        // The tiny model reads 64 tokens: 62 and two special ones.
        let long = "bank" + String(repeating: " river", count: 70)
        let result = try TinyModel.analyzed(.all, SentencePair(long, long, word: "bank"))
        func showsMap(_ pair: AnalyzedPair) -> Bool {
            pair.pageFigures.contains { $0.name == "token-similarity" }
        }
        #expect(showsMap(result.analysis))
        let sentence = result.analysis.sentences[0]
        var longer = sentence
        longer.tokens += ["x"]
        longer.ids += [7]
        longer.offsets += [0..<0]
        var analyses = AnalysisResults()
        analyses[Neighbours.self] = result.analysis.analyses[Neighbours.self]
        analyses[Neighbours.self]?.tokens = [[Float]](
            repeating: [Float](repeating: 0.5, count: 65), count: 64)
        let rows = result.analysis.attention[1].targetRows.map { $0.map { $0 + [0] } }
        let analysis = try AnalyzedPair(
            id: "long", model: result.analysis.model, options: result.analysis.options,
            sentences: [sentence, longer], similarity: result.analysis.similarity,
            attention: [result.analysis.attention[0], .init(targetRows: rows)],
            analyses: analyses)
        #expect(!showsMap(analysis))
        #expect(analysis.pageFigures.allSatisfy { !$0.isOfAnalysis })
        let page = try page(analysis)
        #expect(try page.elements("//*[@id='beyond-neighbours-tokens']").isEmpty)
        #expect(
            try page.texts("//details//li").contains { $0.hasPrefix("The sentences are too long") })
        let csv = String(decoding: analysis.analysesCSV() ?? [], as: UTF8.self)
        #expect(!csv.contains("token_0") && csv.contains("neighbours,cosine"))
    }

    @Test func cosinesOfLongSentencesAreLeftOutOfTheData() throws {
        let analysis = try TinyModel.analyzed(
            .all, SentencePair("The bank.", "The bank.", word: "bank")
        ).analysis
        let kept = try #require(analysis.analyses[Neighbours.self])
        #expect(kept.tokensLeftOut == nil && !kept.tokens.isEmpty)
        var analyses = analysis.analyses
        analyses[Neighbours.self]?.tokens = []
        func pair() throws -> AnalyzedPair {
            try AnalyzedPair(
                id: "long", model: analysis.model, options: analysis.options,
                sentences: analysis.sentences, similarity: analysis.similarity,
                attention: analysis.attention, analyses: analyses)
        }
        // Missing numbers are an error where nothing says why.
        #expect(throws: AnalyzedPairError.self) { try pair() }
        analyses[Neighbours.self]?.tokensLeftOut = "too many"
        let long = try pair()
        #expect(!long.pageFigures.contains { $0.name == "token-similarity" })
        let json = try String(decoding: long.json(), as: UTF8.self)
        #expect(json.contains("\"tokens\":[],\"tokens_left_out\":\"too many\""))
        _ = try page(long)
    }

    @Test func whatCannotBeGivenIsSaidInALine() throws {
        let model = try TinyModel.withoutHead()
        let analysis = try PairAnalyzer(
            model: model, tools: TinyModel.tools(AnalysisChoice([Substitutes.self]), of: model)
        ).analyze(TinyModel.pair).analysis
        let page = try page(analysis)
        #expect(try page.elements("//details[@class='analysis']").isEmpty)
        let notes = try page.texts("//section[h2/@id='beyond']/p[@class='note']")
        #expect(notes.count == 1)
        #expect(
            notes.first?.hasPrefix("Substitutes: not available, because the checkpoint has no")
                == true)
    }

    @Test func withoutAnalysesThereIsNoSuchSection() throws {
        for choice in [AnalysisChoice.none, AnalysisChoice([Corrected.self])] {
            let page = try page(TinyModel.analyzed(choice).analysis)
            #expect(try page.elements("//*[@id='beyond']").isEmpty)
            #expect(try page.elements("//a[@href='#beyond']").isEmpty)
            let columns = try page.texts("//table[caption/@id='cosines']/thead//th")
            #expect(columns.count == (choice == .none ? 2 : 5))
        }
    }

    @Test func theFindingsGoByTheCorrectedSimilarity() throws {
        func findings(_ corrected: [Float]) throws -> [String] {
            let sample = try Sample.analysis()
            var analyses = AnalysisResults()
            analyses[Corrected.self] = Corrected(
                baseline: zip(Sample.cosine, corrected).map { $0 - $1 }, cosine: corrected,
                sentenceMeans: corrected, reference: .init(tokens: 9, sha256: "0"))
            let analysis = try AnalyzedPair(
                id: sample.id, model: sample.model, options: sample.options,
                sentences: sample.sentences, similarity: sample.similarity,
                attention: sample.attention, analyses: analyses)
            return analysis.findings().map(\.description)
        }
        let start =
            "The corrected similarity of the two vectors of “bank”, their cosine minus that of "
            + "unrelated words at the same layer, "
        let apart = try findings([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3])
        #expect(
            apart[0] == start
                + "falls from 0.900 at the embeddings (emb) to 0.300 after the last layer (L5), where "
                + "it is lowest.")
        #expect(
            apart[1]
                == "After the last layer (L5) they are more alike than unrelated words are on average: "
                + "their cosine is 0.811, against 0.511.")
        #expect(apart.count == 4)
        #expect(
            try findings([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.04])[1].contains(
                "hardly more alike than unrelated words"))
        #expect(
            try findings([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, -0.04])[1].contains(
                "hardly less alike than unrelated words"))
        #expect(
            try findings([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, -0.3])[1].contains(
                "(L5) they are less alike than"))
        #expect(
            try findings([0.5, 0.51, 0.5, 0.5, 0.5, 0.5, 0.5])[0]
                == start + "hardly changes: its corrected cosine stays between 0.500 and 0.510 at "
                + "every layer.")
    }

    private struct Word: Encodable {
        var word: String
        var id = 7
        var probability: Float = 0.5
    }

    /// Words of the vocabulary and of the sentences never change which elements there are.
    @Test(arguments: PairPageTests.payloads) func foreignTextStaysText(_ payload: String) throws {
        func shape(_ text: String) throws -> [String: Int] {
            let whole = try TinyModel.analyzed().analysis
            var analyses = whole.analyses
            let foreign = try JSONDecoder().decode(
                Substitute.self, from: JSONEncoder().encode(Word(word: text)))
            var substitutes = try #require(analyses[Substitutes.self])
            substitutes.words = substitutes.words.map { $0.map { $0.map { _ in foreign } } }
            analyses[Substitutes.self] = substitutes
            analyses.unavailable = ["corrected": text]
            var sentences = whole.sentences
            for side in 0..<2 {
                sentences[side].tokens = sentences[side].tokens.map { _ in text }
                sentences[side].word = text
            }
            var options = whole.options
            options.baseline = text
            let analysis = try AnalyzedPair(
                id: whole.id, model: whole.model, options: options, sentences: sentences,
                similarity: whole.similarity, attention: whole.attention, analyses: analyses)
            let figures = try analysis.pageFigures.map {
                try $0.figure(analysis.view).placed([.svg: []]).figure
            }
            return try ParsedPage(
                PairPage(
                    analysis: analysis, figures: figures, producer: Producer(version: "1")
                ).html()
            ).shape()
        }
        #expect(try shape(payload) == shape("harmless"))
    }
}
