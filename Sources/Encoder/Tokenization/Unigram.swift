/// The third stage of SentencePiece's tokenizers: cuts a word into the tokens whose scores add up to most
/// (Kudo 2018).
///
/// A score is the logarithm of a token's probability.
struct Unigram: Sendable {
    let vocabulary: Vocabulary
    private let scores: [Double]
    private let unknownID: Int
    private let unknownScore: Double
    /// The ids of the tokens that stand for bytes, where what is unknown is spelt in them.
    private let byteIDs: [Int]?

    /// How much worse than the worst token an unknown character is.
    private static let unknownPenalty = 10.0

    struct Failure: Error {
        let problem: String
    }

    /// - Parameters:
    ///   - scores: one for each token.
    ///   - unknownID: the token for characters that the vocabulary does not have.
    ///   - fallsBackToBytes: spells what is unknown in the tokens `<0x00>` to `<0xFF>`, where all of those
    ///     needed are there.
    init(
        vocabulary: Vocabulary, scores: [Double], unknownID: Int, fallsBackToBytes: Bool = false
    ) throws(Failure) {
        guard scores.count == vocabulary.count, let lowest = scores.min() else {
            throw Failure(problem: "the vocabulary is empty")
        }
        guard 0..<vocabulary.count ~= unknownID else {
            throw Failure(
                problem: "the unknown token has the id \(unknownID), but the vocabulary has "
                    + "\(vocabulary.count) tokens")
        }
        self.vocabulary = vocabulary
        self.scores = scores
        self.unknownID = unknownID
        unknownScore = lowest - Self.unknownPenalty
        byteIDs = fallsBackToBytes ? vocabulary.byteTokens : nil
    }

    /// The same model with another unknown token, and without falling back to bytes.
    init(_ model: Unigram, unknownID: Int) throws(Failure) {
        try self.init(vocabulary: model.vocabulary, scores: model.scores, unknownID: unknownID)
    }

    /// The score of a token of the vocabulary.
    func score(of id: Int) -> Double { scores[id] }

    /// What is used again from word to word.
    struct Workspace {
        /// The word's UTF-8.
        fileprivate var bytes: [UInt8] = []
        /// Where each scalar starts in `bytes`, and where the last ends.
        fileprivate var starts: [Int] = []
        /// The best way to each place between scalars.
        fileprivate var ways: [Way] = []
    }

    /// The last token on the best way to a place.
    fileprivate struct Way {
        var score = 0.0
        var id = 0
        /// The scalar that the token begins with; −1 where no way is known.
        var start = -1
    }

    func append(_ word: PreToken, to pieces: inout [Piece], _ workspace: inout Workspace) {
        workspace.spell(word)
        findWays(count: word.scalars.count, &workspace)
        var found: [Piece] = []
        var end = word.scalars.count
        while end > 0 {
            let way = workspace.ways[end]
            var start = way.start
            if way.id == unknownID {
                // Unknown characters side by side are one token.
                while start > 0, workspace.ways[start].id == unknownID {
                    start = workspace.ways[start].start
                }
                found += unknown(start..<end, workspace).reversed()
            } else {
                found.append(Piece(id: way.id, scalars: start..<end))
            }
            end = start
        }
        pieces += found.reversed()
    }

    private func findWays(count: Int, _ workspace: inout Workspace) {
        workspace.ways.removeAll(keepingCapacity: true)
        workspace.ways += repeatElement(Way(), count: count + 1)
        for start in 0..<count {
            let score = workspace.ways[start].score
            func consider(_ id: Int, _ tokenScore: Double, end: Int) {
                let candidate = tokenScore + score
                if workspace.ways[end].start < 0 || candidate > workspace.ways[end].score {
                    workspace.ways[end] = Way(score: candidate, id: id, start: start)
                }
            }
            let first = workspace.starts[start]
            var hash = Vocabulary.Hash()
            var isKnown = false
            var end = start
            while end < count, workspace.starts[end + 1] - first <= vocabulary.longestToken {
                for index in workspace.starts[end]..<workspace.starts[end + 1] {
                    hash.append(workspace.bytes[index])
                }
                end += 1
                let id = workspace.bytes.withUnsafeBufferPointer { bytes in
                    vocabulary.id(
                        of: UnsafeBufferPointer(rebasing: bytes[first..<workspace.starts[end]]),
                        hash: hash)
                }
                guard let id else { continue }
                consider(id, scores[id], end: end)
                if end == start + 1 { isKnown = true }
            }
            if !isKnown { consider(unknownID, unknownScore, end: start + 1) }
        }
    }

    /// The tokens of characters that are unknown one by one.
    private func unknown(_ scalars: Range<Int>, _ workspace: Workspace) -> [Piece] {
        let bytes = workspace.bytes[
            workspace.starts[scalars.lowerBound]..<workspace.starts[scalars.upperBound]]
        // All together they may be a token nonetheless.
        if let id = vocabulary.id(of: String(decoding: bytes, as: UTF8.self)) {
            return [Piece(id: id, scalars: scalars)]
        }
        if let byteIDs, bytes.allSatisfy({ byteIDs[Int($0)] >= 0 }) {
            return bytes.map { Piece(id: byteIDs[Int($0)], scalars: scalars) }
        }
        return [Piece(id: unknownID, scalars: scalars)]
    }
}

extension Unigram.Workspace {
    fileprivate mutating func spell(_ word: PreToken) {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        for aligned in word.scalars {
            starts.append(bytes.count)
            bytes += aligned.scalar.utf8
        }
        starts.append(bytes.count)
    }
}

extension Vocabulary {
    /// The ids of the tokens that stand for bytes, `<0x00>` to `<0xFF>`; −1 for those that are not there.
    var byteTokens: [Int] {
        (0...255).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return id(of: "<0x\(digits.count == 1 ? "0" : "")\(digits)>") ?? -1
        }
    }
}
