import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses

struct AnalyzedPairTests {
    @Test func roundTripsThroughJSON() throws {
        let analysis = try Sample.analysis()
        #expect(try AnalyzedPair(json: analysis.json()) == analysis)
    }

    @Test func hasExactlyTheContractsKeys() throws {
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(Sample.analysis().json())) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "schema", "id", "model", "options", "sentences", "similarity", "attention",
                "analyses",
            ])
        #expect(object["schema"] as? String == "attention-report/pair/1")

        func keys(_ value: Any?) -> Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
        #expect(
            keys(object["model"]) == [
                "name", "type", "layers", "heads", "hidden_size", "parameters", "sha256",
            ])
        #expect(
            keys(object["options"]) == [
                "layer", "head", "hide_special", "occurrence1", "occurrence2", "analyses",
                "baseline",
            ])
        #expect(keys(object["similarity"]) == ["layers", "cosine"])
        let sentences = try #require(object["sentences"] as? [Any])
        #expect(sentences.count == 2)
        for sentence in sentences {
            #expect(
                keys(sentence) == [
                    "text", "tokens", "ids", "offsets", "word", "target", "special",
                ])
        }
        let attention = try #require(object["attention"] as? [Any])
        #expect(attention.map(keys) == [["target_rows"], ["target_rows"]])
    }

    /// What reads the numbers back, an index of a batch say, must not call them exact, nor take the model's
    /// newest weights.
    @Test func namesAPrecisionAndARevisionThatAreNotTheUsualOnes() throws {
        let sample = try Sample.analysis()
        var model = sample.model
        model.precision = "bf16"
        model.revision = "v1.0"
        let analysis = try AnalyzedPair(
            id: sample.id, model: model, options: sample.options, sentences: sample.sentences,
            similarity: sample.similarity, attention: sample.attention)
        let json = try analysis.json()
        let text = String(decoding: json, as: UTF8.self)
        #expect(text.contains("\"precision\":\"bf16\"") && text.contains("\"revision\":\"v1.0\""))
        let read = try AnalyzedPair(json: json)
        #expect(read == analysis && read.command.contains("--revision v1.0 --precision bf16"))
    }

    @Test func startsAndEndsAsOneLineWithSortedKeysAndPlainSlashes() throws {
        let text = String(decoding: try Sample.analysis().json(), as: UTF8.self)
        #expect(text.hasPrefix("{\"analyses\":{\"corrected\":null,\"geometry\":null,"))
        #expect(text.contains("},\"attention\":[{\"target_rows\":[[["))
        #expect(text.hasSuffix("}\n"))
        #expect(text.split(separator: "\n").count == 1)
        #expect(text.contains("\"offsets\":[[0,0],[0,3],[4,8],"))
        #expect(text.contains("\"schema\":\"attention-report/pair/1\""))
        #expect(text.contains("\"head\":null"))
        #expect(
            text.contains("\"cosine\":[0.9581,0.8804,0.8569,0.8064,0.8477,0.872,0.8114]"))
    }

    @Test func restoresEveryBitOfAFloat() throws {
        var random = Noise()
        var values = (0..<20_000).map { _ in
            Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &random))
        }
        .filter(\.isFinite)
        values += [
            0, -0.0, 1, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
            Float(0.1), 16_777_216, 33_554_430, 0x1.fffffep-1,
        ]
        let encoder = JSONEncoder()
        let decoded = try JSONDecoder().decode([Float].self, from: encoder.encode(values))
        let wrong = zip(values, decoded).filter { $0.bitPattern != $1.bitPattern }
        #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    }

    @Test func readsAFileWithoutOptionalKeysAndWithNewerOnes() throws {
        var object = try #require(
            JSONSerialization.jsonObject(with: Data(Sample.analysis().json())) as? [String: Any])
        object["options"] = ["layer": 3, "from_the_future": true] as [String: Any]
        object["new_key"] = 1
        var sentences = try #require(object["sentences"] as? [[String: Any]])
        sentences[0]["special"] = nil
        object["sentences"] = sentences
        let analysis = try AnalyzedPair(json: JSONSerialization.data(withJSONObject: object))
        #expect(analysis.options == PairOptions(layer: 3))
        // Without the key the tokens that cover no text are the added ones.
        #expect(analysis.sentences[0].isSpecial == Sample.river.isSpecial)
    }

    @Test func refusesAnotherSchema() throws {
        let text = String(decoding: try Sample.analysis().json(), as: UTF8.self)
            .replacingOccurrences(of: "report/pair/1", with: "report/pair/9")
        #expect(throws: AnalyzedPairError.unknownSchema("attention-report/pair/9")) {
            try AnalyzedPair(json: text.utf8)
        }
    }
}

/// Every way in which parts may not fit, as a change to a good analysis and the message.
struct AnalyzedPairErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var message: String
        var change: @Sendable (inout Parts) -> Void
        var testDescription: String { message }
    }

    struct Parts {
        var model = Sample.model
        var options = PairOptions(layer: 5)
        var sentences = [Sample.river, Sample.money]
        var similarity = AnalyzedPair.Similarity(cosine: Sample.cosine)
        var attention: [AnalyzedPair.Attention]

        func build() throws -> AnalyzedPair {
            try AnalyzedPair(
                id: "x", model: model, options: options, sentences: sentences,
                similarity: similarity, attention: attention)
        }
    }

    static let cases = [
        Case(message: "model.layers: expected at least 1, found 0") { $0.model.layers = 0 },
        Case(message: "options.layer: expected 0...5, found 6") { $0.options.layer = 6 },
        Case(message: "options.layer: expected 0...5, found -1") { $0.options.layer = -1 },
        Case(message: "options.head: expected 0...11, found 12") { $0.options.head = 12 },
        Case(message: "sentences: expected 2 entries, found 1") { $0.sentences.removeLast() },
        Case(message: "attention: expected 2 entries, found 1") { $0.attention.removeLast() },
        Case(message: "sentences[0].ids: expected 10 entries, found 9") {
            $0.sentences[0].ids.removeLast()
        },
        Case(message: "sentences[1].target: expected at least 1, found 0") {
            $0.sentences[1].target = []
        },
        Case(message: "sentences[1].target: expected ascending indices below 11, found 11") {
            $0.sentences[1].target = [11]
        },
        Case(message: "sentences[1].target: expected ascending indices below 11, found 3") {
            $0.sentences[1].target = [3, 3]
        },
        Case(message: "sentences[0].special: expected 0...9, found 10") {
            $0.sentences[0].special = [0, 10]
        },
        Case(message: "sentences[0].offsets[2]: expected 0...31, found 32") {
            $0.sentences[0].offsets[2] = 4..<32
        },
        Case(message: "sentences[0].offsets[2]: expected 0...31, found -1") {
            $0.sentences[0].offsets[2] = -1..<3
        },
        Case(message: "similarity.cosine: expected 7 entries, found 8") {
            $0.similarity.cosine.append(1)
        },
        Case(
            message: "similarity.cosine[1]: expected a finite number; "
                + "the model's weights may be damaged"
        ) { $0.similarity.cosine[1] = .nan },
        Case(message: "attention[1].target_rows[3]: expected 12 entries, found 11") {
            $0.attention[1].targetRows[3].removeLast()
        },
        Case(message: "attention[0].target_rows[3][4]: expected 10 entries, found 11") {
            $0.attention[0].targetRows[3][4].append(0)
        },
        Case(
            message: "attention[0].target_rows[3][4][5]: expected a finite number; "
                + "the model's weights may be damaged"
        ) { $0.attention[0].targetRows[3][4][5] = .infinity },
    ]

    @Test(arguments: cases) func saysWhereAndWhat(_ test: Case) throws {
        var parts = Parts(attention: try Sample.analysis().attention)
        test.change(&parts)
        let error = #expect(throws: AnalyzedPairError.self) { try parts.build() }
        #expect(error?.description == test.message)
    }

    @Test func aBackwardOffsetIsADecodingError() throws {
        let text = String(decoding: try Sample.analysis().json(), as: UTF8.self)
            .replacingOccurrences(of: "[4,8]", with: "[8,4]")
        #expect(throws: DecodingError.self) { try AnalyzedPair(json: text.utf8) }
    }

    /// Older files and programs know only whether special tokens are left out.
    @Test func specialTokensInJSON() throws {
        func json(_ special: SpecialTokens) throws -> String {
            let options = PairOptions(layer: 5, special: special)
            let bytes = try JSONEncoder().encode(options)
            #expect(try JSONDecoder().decode(PairOptions.self, from: bytes) == options)
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(try json(.apart).contains("\"hide_special\":false"))
        #expect(try json(.hide).contains("\"hide_special\":true"))
        #expect(try !json(.apart).contains("\"special\"") && !json(.hide).contains("\"special\""))
        #expect(try json(.scale).contains("\"special\":\"scale\""))
    }
}
