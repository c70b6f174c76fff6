import Encoder
import Foundation

@testable import ReportKit

/// A model of random weights from the encoder's fixtures: 3 layers, 4 heads.
enum TinyModel {
    static let directory =
        URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path + "/EncoderTests/Fixtures/distilbert-tiny"

    static func load() throws -> LoadedModel {
        try LoadedModel(
            ModelReference(directory, environment: [:]), cache: HubCache(directory: "/none"),
            threadCount: 2)
    }

    static let pair = SentencePair(
        "The bank of the river was calm.", "She went to the bank to deposit money.", word: "bank")
}
