import Encoder
import Files
import Foundation
import Lists

/// The similarities of labelled pairs in one model: what its verdicts are made from.
package struct Calibration: Equatable, Sendable {
    package struct Pair: Equatable, Sendable {
        /// The words of both sentences, as they were asked for and as the sentences have them, in lower case;
        /// each once.
        package var words: [String]
        package var isSame: Bool
        /// `[layers + 1]`, all finite.
        package var cosine: [Float]

        package init(words: [String], isSame: Bool, cosine: [Float]) {
            self.words = words.map { $0.lowercased() }.reduce(into: []) { known, word in
                if !known.contains(word) { known.append(word) }
            }
            self.isSame = isSame
            self.cosine = cosine
        }
    }

    package let pairs: [Pair]
    package let heldOut: HeldOut
    /// `CalibrationList.hash`.
    package let listHash: String
    /// Rows in whose sentences the model's tokenizer does not find the word.
    package let skippedCount: Int

    package var layerCount: Int { (pairs.first?.cosine.count ?? 1) - 1 }

    /// Measures the similarities of a list.
    ///
    /// - Throws: `CalibrationError` for too few pairs; what reading the list and `EncoderModel.encode` throw.
    package init(model: EncoderModel, list: CalibrationList) throws {
        var pairs: [Pair] = []
        var skipped = 0
        var batch: [(readings: [SentenceReading], entry: CalibrationList.Entry)] = []
        func finishBatch() throws {
            let vectors = try WordVectors.encode(batch.flatMap(\.readings), model)
            for (index, item) in batch.enumerated() {
                let cosine = CosineSimilarity.byLayer(
                    vectors[2 * index].layers, vectors[2 * index + 1].layers)
                guard cosine.allSatisfy(\.isFinite) else {
                    skipped += 1
                    continue
                }
                let (asked, readings) = (item.entry.pair, item.readings)
                pairs.append(
                    Pair(
                        words: [asked.word1, asked.word2]
                            + readings.map {
                                AnalyzedPair.Sentence.text($0.sequence, $0.target)
                            }, isSame: item.entry.isSame, cosine: cosine))
            }
            batch = []
        }
        for entry in try list.entries() {
            do throws(PairError) {
                batch.append(
                    (try PairAnalyzer.check(entry.pair, tokenizer: model.tokenizer), entry))
            } catch {
                skipped += 1
            }
            if batch.count >= Self.batchSize { try finishBatch() }
        }
        try finishBatch()
        try self.init(pairs, listHash: list.hash, skippedCount: skipped)
    }

    /// - Throws: `CalibrationError` for too few pairs.
    package init(_ pairs: [Pair], listHash: String, skippedCount: Int = 0) throws(CalibrationError)
    {
        let same = pairs.count(where: \.isSame)
        let heldOut = HeldOut(pairs)
        guard min(same, pairs.count - same) >= Self.leastPairs,
            heldOut.words >= HeldOut.folds
        else {
            throw .tooFewPairs(
                same: same, different: pairs.count - same, words: heldOut.words,
                skipped: skippedCount)
        }
        self.pairs = pairs
        self.heldOut = heldOut
        self.listHash = listHash
        self.skippedCount = skippedCount
    }

    /// Of each label; with fewer there is nothing to estimate a density from.
    static let leastPairs = 5
    /// So many pairs are encoded together: enough for the threads, and little memory.
    private static let batchSize = 64
}

/// Why a model cannot be calibrated.
package enum CalibrationError: Error, Equatable, CustomStringConvertible {
    case tooFewPairs(same: Int, different: Int, words: Int, skipped: Int)

    package var description: String {
        switch self {
        case .tooFewPairs(let same, let different, let words, let skipped):
            "the list for calibration has \(same) pairs with the same sense and \(different) with "
                + "different senses, of \(words) words"
                + (skipped > 0 ? ", and \(skipped) in which the word is not found" : "")
                + "; expected \(Calibration.leastPairs) or more of each, of \(HeldOut.folds) or more words, and "
                + "better some hundreds"
        }
    }
}

// MARK: - In a file

/// Numbers are kept as bytes and words as one text: a file of thousands of numbers is read at every run.
extension Calibration: Codable {
    private enum CodingKeys: String, CodingKey {
        case cosines, labels, layers, words
        case heldOut = "held_out"
        case listHash = "list_sha256"
        case skippedCount = "skipped"
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func fail(_ key: CodingKeys) -> DecodingError {
            .dataCorruptedError(
                forKey: key, in: values, debugDescription: "does not fit the others")
        }
        let layers = try values.decode(Int.self, forKey: .layers)
        let labels = Array(try values.decode(String.self, forKey: .labels).utf8)
        let words = try values.decode(String.self, forKey: .words)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let bytes = try values.decode(Data.self, forKey: .cosines)
        guard 1...10_000 ~= layers, !labels.isEmpty, words.count.isMultiple(of: labels.count),
            bytes.count == 4 * layers * labels.count
        else { throw fail(.labels) }
        let wordCount = words.count / labels.count
        let cosines = bytes.withUnsafeBytes { bytes in
            (0..<layers * labels.count).map { index in
                Float(
                    bitPattern: UInt32(
                        littleEndian: bytes.loadUnaligned(
                            fromByteOffset: 4 * index, as: UInt32.self)))
            }
        }
        guard cosines.allSatisfy({ -1...1 ~= $0 }) else { throw fail(.cosines) }
        pairs = labels.indices.map { pair in
            Pair(
                words: Array(words[pair * wordCount..<(pair + 1) * wordCount]),
                isSame: labels[pair] == UInt8(ascii: "1"),
                cosine: Array(cosines[pair * layers..<(pair + 1) * layers]))
        }
        heldOut = try values.decode(HeldOut.self, forKey: .heldOut)
        listHash = try values.decode(String.self, forKey: .listHash)
        skippedCount = try values.decode(Int.self, forKey: .skippedCount)
        guard pairs.contains(where: \.isSame), pairs.contains(where: { !$0.isSame }) else {
            throw fail(.labels)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(layerCount + 1, forKey: .layers)
        try values.encode(
            String(decoding: pairs.map { UInt8(ascii: $0.isSame ? "1" : "0") }, as: UTF8.self),
            forKey: .labels)
        // As many of each pair; a line break is in no word.
        let wordCount = max(2, pairs.map(\.words.count).max() ?? 0)
        try values.encode(
            pairs.flatMap { pair in
                (0..<wordCount).map { pair.words[min($0, pair.words.count - 1)] }
            }.map { $0.replacing("\n", with: " ") }.joined(separator: "\n"), forKey: .words)
        var bytes = Data()
        for cosine in pairs.lazy.flatMap(\.cosine) {
            withUnsafeBytes(of: cosine.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        try values.encode(bytes, forKey: .cosines)
        try values.encode(heldOut, forKey: .heldOut)
        try values.encode(listHash, forKey: .listHash)
        try values.encode(skippedCount, forKey: .skippedCount)
    }
}
