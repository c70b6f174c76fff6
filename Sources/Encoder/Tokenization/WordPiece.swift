/// A piece of a word: its id, and the scalars of the word that it covers, counted from the word's
/// start.
struct Piece: Sendable, Equatable {
    let id: Int
    let scalars: Range<Int>
}

/// The third stage of BERT's tokenizer: cuts a word into the longest pieces that the vocabulary has,
/// from the left (Wu et al. 2016; Schuster & Nakajima 2012).
struct WordPiece: Sendable {
    let vocabulary: Vocabulary
    let unknownID: Int
    /// What a piece that continues a word begins with in the vocabulary.
    let continuation: [UInt8]
    /// A word of more scalars than this is unknown as a whole.
    let maximumWordLength: Int

    init(
        vocabulary: Vocabulary, unknownID: Int, continuation: String = "##",
        maximumWordLength: Int = 100
    ) {
        self.vocabulary = vocabulary
        self.unknownID = unknownID
        self.continuation = Array(continuation.utf8)
        self.maximumWordLength = maximumWordLength
    }

    /// What is used again from word to word; it only ever grows.
    struct Workspace {
        /// The word's UTF-8.
        fileprivate var bytes: [UInt8] = []
        /// Where each scalar starts in `bytes`, and where the last ends.
        fileprivate var starts: [Int] = []
        /// The hashes of the pieces from one place, by the scalar that they end before.
        fileprivate var hashes: [Vocabulary.Hash] = []

        fileprivate mutating func reserve(_ count: Int) {
            let missing = count + 1 - starts.count
            guard missing > 0 else { return }
            starts += repeatElement(0, count: missing)
            hashes += repeatElement(Vocabulary.Hash(), count: missing)
            bytes += repeatElement(0, count: 4 * missing)
        }
    }

    /// The pieces of a word; the unknown token alone when some part of it is not in the vocabulary.
    func callAsFunction(_ word: PreToken) -> [Piece] {
        var pieces: [Piece] = []
        var workspace = Workspace()
        append(word, to: &pieces, &workspace)
        return pieces
    }

    func append(_ word: PreToken, to pieces: inout [Piece], _ workspace: inout Workspace) {
        let count = word.scalars.count
        let before = pieces.count
        if count <= maximumWordLength {
            spell(word, in: &workspace)
            var start = 0
            while start < count, let piece = longestPiece(from: start, of: count, &workspace) {
                pieces.append(piece)
                start = piece.scalars.upperBound
            }
            if start == count { return }
            pieces.removeSubrange(before...)
        }
        pieces.append(Piece(id: unknownID, scalars: 0..<count))
    }

    private func spell(_ word: PreToken, in workspace: inout Workspace) {
        workspace.reserve(word.scalars.count)
        var end = 0
        var index = 0
        for aligned in word.scalars {
            workspace.starts[index] = end
            index += 1
            if aligned.scalar.isASCII {
                workspace.bytes[end] = UInt8(truncatingIfNeeded: aligned.scalar.value)
                end += 1
            } else {
                for byte in aligned.scalar.utf8 {
                    workspace.bytes[end] = byte
                    end += 1
                }
            }
        }
        workspace.starts[index] = end
    }

    /// - Parameter count: the word's number of scalars.
    private func longestPiece(
        from start: Int, of count: Int, _ workspace: inout Workspace
    ) -> Piece? {
        let prefix = start > 0 ? continuation : []
        let first = workspace.starts[start]
        var hash = Vocabulary.Hash(of: prefix)
        var end = start
        while end < count,
            prefix.count + workspace.starts[end + 1] - first <= vocabulary.longestToken
        {
            for index in workspace.starts[end]..<workspace.starts[end + 1] {
                hash.append(workspace.bytes[index])
            }
            end += 1
            workspace.hashes[end] = hash
        }
        while end > start {
            let id = workspace.bytes.withUnsafeBufferPointer { bytes in
                vocabulary.id(
                    of: UnsafeBufferPointer(rebasing: bytes[first..<workspace.starts[end]]),
                    continuing: prefix, hash: workspace.hashes[end])
            }
            if let id { return Piece(id: id, scalars: start..<end) }
            end -= 1
        }
        return nil
    }
}
