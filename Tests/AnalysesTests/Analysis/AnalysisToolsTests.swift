import Encoder
import Foundation
import ReportTestSupport
import Testing

@testable import Analyses
@testable import Lists

/// The analyses of a pair are those of the encoder's functions.
@Suite struct AnalysisToolsTests {
    static let realModel =
        URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/Models/all-MiniLM-L6-v2"

    private static func models() throws -> [LoadedModel] {
        var models = [try TinyModel.load()]
        if FileManager.default.fileExists(atPath: realModel) {
            models.append(
                try LoadedModel(
                    ModelReference(realModel, environment: [:]),
                    cache: HubCache(directory: "/none"), threadCount: 2))
        }
        return models
    }

    @Test func equalTheEncodersFunctions() throws {
        for model in try Self.models() {
            let encoder = model.encoder
            let result = try PairAnalyzer(model: model, tools: TinyModel.tools(of: model))
                .analyze(TinyModel.pair)
            let analyses = result.analysis.analyses
            let texts = [TinyModel.pair.sentence1, TinyModel.pair.sentence2]
            let encodings = try encoder.encode(texts)
            let targets = result.analysis.sentences.map(\.target)
            let (first, second) = (encodings[0], encodings[1])

            let baseline = try SimilarityBaseline(
                model: encoder, sentences: TinyModel.reference.sentences)
            let corrected = try #require(analyses[Corrected.self])
            #expect(corrected.baseline == baseline.layers)
            #expect(corrected.cosine == baseline.corrected(result.analysis.similarity.cosine))
            #expect(
                corrected.sentenceMeans == CosineSimilarity.ofSentenceMeans(first, second))
            #expect(corrected.reference.tokens == 3)

            for side in 0..<2 {
                #expect(
                    analyses[Rollout.self]?.layers[side]
                        == AttentionRollout.byLayer(from: targets[side], in: encodings[side]))
            }
            let transform = try ValueTransform(encoder)
            let flows = try (0..<2).map {
                try transform.flow(to: targets[$0], in: encodings[$0])
            }
            #expect(analyses[NormFlow.self]?.layers == flows.map(\.norms.layers))
            #expect(analyses[NormFlow.self]?.heads == flows.map(\.norms.heads))

            let heads = try #require(analyses[Heads.self])
            #expect(heads.similarity == transform.headSimilarity(flows[0], flows[1]))
            #expect(heads.contrast == HeadContrast.byHead(first, targets[0], second, targets[1]))
            let profiles = HeadProfile.byHead(in: encodings)
            #expect(
                heads.profiles.map { $0.map(\.sameWord) } == profiles.map { $0.map(\.sameWord) })
            #expect(heads.profiles.map { $0.map(\.roles) } == profiles.map { $0.map(\.roles) })
            let distances = try HeadDistance.matrix(in: encodings)
            let nearest = try #require(heads.nearest[1][2])
            let others = distances[heads.nearest[0].count + 2].enumerated()
                .filter { $0.offset != heads.nearest[0].count + 2 }.map(\.element)
            #expect(nearest.distance == others.min())
            let coordinates = PrincipalCoordinates(squaredDistances: distances, count: 2)
            #expect(
                heads.plane?.points.flatMap { $0 }
                    == coordinates.points.map { $0.map { Float($0) } })
            #expect(heads.plane?.explained == coordinates.explained.map { Float($0) })
            for side in 0..<2 {
                #expect(
                    heads.entropy[side][0][1]
                        == AttentionEntropy.normalized(
                            AttentionEntropy.byHead(from: targets[side], in: encodings[side])[0][1],
                            tokenCount: encodings[side].tokenCount))
            }

            let neighbours = try #require(analyses[Neighbours.self])
            #expect(neighbours.state == model.summary.layers)
            #expect(
                neighbours.tokens
                    == CosineSimilarity.tokenMap(first, second, layer: model.summary.layers))
            #expect(
                neighbours.nearest[1]
                    == NearestTokens.byLayer(of: targets[1], in: second, to: first, count: 5))

            let geometry = try #require(analyses[Geometry.self])
            let plane = StateGeometry(
                first, targets[0], second, targets[1], hidesSpecial: true)
            #expect(geometry.explained == plane.explained)
            #expect(geometry.words[1][2] == [plane.words[1][2].x, plane.words[1][2].y])
            #expect(geometry.tokens[0][1][3] == [plane.tokens[0][1][3].x, plane.tokens[0][1][3].y])

            if let finder = try SubstituteFinder(encoder) {
                let comparison = try finder.compare(
                    first.sequence, targets[0], second.sequence, targets[1])
                #expect(analyses[Substitutes.self] == Substitutes(comparison))
                #expect(analyses.unavailable == [:])
            } else {
                #expect(analyses[Substitutes.self] == nil)
                #expect(analyses.unavailable["substitutes"]?.isEmpty == false)
            }
        }
    }

    @Test(arguments: AnalysisChoice.all.names) func eachIsMadeAlone(_ name: String) throws {
        let choice = try #require(AnalysisChoice(name))
        let alone = try TinyModel.analyzed(choice).analysis
        let all = try TinyModel.analyzed().analysis.analyses
        var expected = AnalysisResults()
        func take<Result: Analysis>(_ type: Result.Type) { expected[type] = all[type] }
        for type in choice.types { take(type) }
        #expect(alone.analyses == expected && expected != AnalysisResults())
        #expect(alone.options.analyses == choice)
    }

    @Test func withoutAHeadThereIsAReason() throws {
        let model = try TinyModel.withoutHead()
        let analysis = try PairAnalyzer(model: model, tools: TinyModel.tools(of: model))
            .analyze(TinyModel.pair).analysis
        #expect(analysis.analyses[Substitutes.self] == nil)
        #expect(analysis.analyses.unavailable.keys.map(\.self) == ["substitutes"])
        #expect(analysis.analyses[Rollout.self] != nil)
    }

    @Test func threadsAndCompanyChangeNoBit() throws {
        let pairs = [
            TinyModel.pair, SentencePair("The bank lends money.", "A bank.", word: "bank"),
            TinyModel.pair,
        ]
        func analyses(_ threads: Int) throws -> [[UInt8]] {
            let model = try LoadedModel(
                ModelReference(TinyModel.directory, environment: [:]),
                cache: HubCache(directory: "/none"), threadCount: threads)
            return try PairAnalyzer(model: model, tools: TinyModel.tools(of: model))
                .analyze(pairs).map { try $0.get().analysis.json() }
        }
        let one = try analyses(1)
        #expect(try analyses(2) == one)
        #expect(try TinyModel.analyzed().analysis.json() == one[0])
        #expect(one[0] == one[2])
    }
}
