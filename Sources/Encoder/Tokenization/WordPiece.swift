/// The third stage of BERT's tokenizer: cuts a word into the longest pieces that the vocabulary has,
/// from the left (Wu et al. 2016; Schuster & Nakajima 2012).
struct WordPiece: Sendable {
    let vocabulary: Vocabulary
    let unknownID: Int
    /// A word of more scalars than this is unknown as a whole.
    static let maximumWordLength = 100
    private static let continuation = Array("##".utf8)

    /// A piece of a word: its id, and the scalars of the word that it covers.
    struct Piece: Equatable {
        let id: Int
        let scalars: Range<Int>
    }

    /// The pieces of a word; the unknown token alone when some part of it is not in the vocabulary.
    func callAsFunction(_ word: Word) -> [Piece] {
        let count = word.origins.count
        let unknown = [Piece(id: unknownID, scalars: 0..<count)]
        guard count <= Self.maximumWordLength else { return unknown }

        // The word's bytes after the prefix of a continuing piece, and where each scalar starts.
        var bytes = Self.continuation
        var starts: [Int] = []
        for byte in word.text.utf8 {
            if !UTF8.isContinuation(byte) { starts.append(bytes.count) }
            bytes.append(byte)
        }
        starts.append(bytes.count)

        var pieces: [Piece] = []
        var start = 0
        while start < count {
            guard let piece = longestPiece(of: &bytes, starts, from: start) else { return unknown }
            pieces.append(piece)
            start = piece.scalars.upperBound
        }
        return pieces
    }

    private func longestPiece(of bytes: inout [UInt8], _ starts: [Int], from start: Int) -> Piece? {
        var first = starts[start]
        if start > 0 {
            // What lies before belongs to a piece that is done: the prefix may overwrite it.
            first -= Self.continuation.count
            bytes.replaceSubrange(first..<starts[start], with: Self.continuation)
        }
        return bytes.withUnsafeBufferPointer { bytes in
            for end in stride(from: starts.count - 1, to: start, by: -1) {
                let candidate = UnsafeBufferPointer(rebasing: bytes[first..<starts[end]])
                if let id = vocabulary.id(of: candidate) {
                    return Piece(id: id, scalars: start..<end)
                }
            }
            return nil
        }
    }
}
