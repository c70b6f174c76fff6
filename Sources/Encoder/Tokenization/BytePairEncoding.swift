/// The third stage of byte-level tokenizers, and of others: spells a word in bytes or characters and joins
/// neighbours, the pair that was learnt first before the others (Sennrich et al. 2016).
struct BytePairEncoding: Sendable {
    let vocabulary: Vocabulary
    let alphabet: Alphabet
    /// The id of each byte's token, −1 where there is none.
    private let byteIDs: [Int32]
    private let merges: [UInt64: Merge]
    /// Takes a word that is a token as a whole without looking at the pairs.
    var takesWholeWords: Bool

    private struct Merge {
        /// Pairs of smaller rank are joined first.
        let rank: Int
        let id: Int32
    }

    /// What words are spelt in.
    enum Alphabet: Sendable, Equatable {
        /// Bytes, written in `ByteAlphabet`.
        case bytes
        /// Characters. Those that the vocabulary lacks are spelt in the tokens `<0x00>` to `<0xFF>` if that is
        /// asked for, else they are unknown; neighbours that are unknown may be one token.
        case characters(unknownID: Int?, fusesUnknown: Bool, fallsBackToBytes: Bool)
    }

    struct Failure: Error {
        let problem: String
    }

    /// - Parameters:
    ///   - vocabulary: for the alphabet of bytes with every byte that occurs in UTF-8.
    ///   - merges: pairs of tokens. Of equal ones the last counts.
    init(
        vocabulary: Vocabulary, merges: [(String, String)], alphabet: Alphabet = .bytes,
        takesWholeWords: Bool = false
    ) throws(Failure) {
        self.alphabet = alphabet
        self.vocabulary = vocabulary
        self.takesWholeWords = takesWholeWords
        var byteIDs: [Int32] = []
        if alphabet != .bytes { byteIDs = vocabulary.byteTokens.map(Int32.init) }
        for (byte, character) in ByteAlphabet.characters.enumerated()
        where alphabet == .bytes {
            let id = vocabulary.id(of: String(character))
            guard id != nil || byte == 0xC0 || byte == 0xC1 || byte > 0xF4 else {
                throw Failure(
                    problem: "the vocabulary lacks \"\(character)\", the byte \(byte); only "
                        + "byte-level vocabularies with all bytes are supported")
            }
            byteIDs.append(Int32(id ?? 0))
        }
        self.byteIDs = byteIDs

        func id(of token: String, in merge: (String, String)) throws(Failure) -> Int32 {
            guard let id = vocabulary.id(of: token) else {
                throw Failure(
                    problem: "the merge of \"\(merge.0)\" and \"\(merge.1)\" needs the token "
                        + "\"\(token)\", which is not in the vocabulary")
            }
            return Int32(id)
        }
        var table: [UInt64: Merge] = [:]
        table.reserveCapacity(merges.count)
        for (rank, merge) in merges.enumerated() {
            let left = try id(of: merge.0, in: merge)
            let right = try id(of: merge.1, in: merge)
            let joined = try id(of: merge.0 + merge.1, in: merge)
            table[Self.key(left, right)] = Merge(rank: rank, id: joined)
        }
        self.merges = table
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    /// What is used again from word to word.
    struct Workspace {
        fileprivate var symbols: [Symbol] = []
        fileprivate var queue = MergeQueue()
    }

    /// A token that may still grow. Symbols form a list; −1 ends it.
    fileprivate struct Symbol {
        var id: Int32
        var previous: Int
        var next: Int
        /// The bytes that it covers, none once it is part of the symbol before it.
        var bytes: Range<Int>
        /// The scalars that these bytes belong to.
        var scalars: Range<Int>
    }

    /// The pieces of a word. A piece that is a part of a character covers the whole of it.
    func callAsFunction(_ word: PreToken) -> [Piece] {
        var pieces: [Piece] = []
        var workspace = Workspace()
        append(word, to: &pieces, &workspace)
        return pieces
    }

    func append(_ word: PreToken, to pieces: inout [Piece], _ workspace: inout Workspace) {
        if takesWholeWords, let id = wholeWord(word) {
            pieces.append(Piece(id: id, scalars: 0..<word.scalars.count))
            return
        }
        spell(word, in: &workspace.symbols)
        merge(&workspace)
        for symbol in workspace.symbols where !symbol.bytes.isEmpty {
            pieces.append(Piece(id: Int(symbol.id), scalars: symbol.scalars))
        }
    }

    private func wholeWord(_ word: PreToken) -> Int? {
        var view = String.UnicodeScalarView()
        for aligned in word.scalars {
            if alphabet == .bytes {
                view.append(
                    contentsOf: aligned.scalar.utf8.lazy.map { ByteAlphabet.characters[Int($0)] })
            } else {
                view.append(aligned.scalar)
            }
        }
        return vocabulary.id(of: String(view))
    }

    private func spell(_ word: PreToken, in symbols: inout [Symbol]) {
        symbols.removeAll(keepingCapacity: true)
        guard alphabet == .bytes else {
            spellInCharacters(word, in: &symbols)
            return
        }
        for (index, aligned) in word.scalars.enumerated() {
            for byte in aligned.scalar.utf8 {
                let place = symbols.count
                symbols.append(
                    Symbol(
                        id: byteIDs[Int(byte)], previous: place - 1, next: place + 1,
                        bytes: place..<place + 1, scalars: index..<index + 1))
            }
        }
        if !symbols.isEmpty { symbols[symbols.count - 1].next = -1 }
    }

    private func spellInCharacters(_ word: PreToken, in symbols: inout [Symbol]) {
        guard case .characters(let unknownID, let fuses, let fallsBack) = alphabet else { return }
        // Whether the last symbol is of unknown characters.
        var isUnknown = false
        func append(_ id: Int32, _ scalars: Range<Int>) {
            let place = symbols.count
            symbols.append(
                Symbol(
                    id: id, previous: place - 1, next: place + 1, bytes: place..<place + 1,
                    scalars: scalars))
        }
        for (index, aligned) in word.scalars.enumerated() {
            if let id = vocabulary.id(of: String(aligned.scalar)) {
                append(Int32(id), index..<index + 1)
                isUnknown = false
            } else if fallsBack, aligned.scalar.utf8.allSatisfy({ byteIDs[Int($0)] >= 0 }) {
                for byte in aligned.scalar.utf8 { append(byteIDs[Int(byte)], index..<index + 1) }
                isUnknown = false
            } else if let unknownID {
                if fuses, isUnknown, let last = symbols.indices.last {
                    symbols[last].scalars = symbols[last].scalars.lowerBound..<index + 1
                } else {
                    append(Int32(unknownID), index..<index + 1)
                }
                isUnknown = true
            }
        }
        if !symbols.isEmpty { symbols[symbols.count - 1].next = -1 }
    }

    private func merge(_ workspace: inout Workspace) {
        func consider(_ left: Int, _ right: Int) {
            let pair = Self.key(workspace.symbols[left].id, workspace.symbols[right].id)
            if let merge = merges[pair] {
                workspace.queue.insert(.init(rank: merge.rank, place: left, id: merge.id))
            }
        }
        for place in workspace.symbols.indices.dropLast() { consider(place, place + 1) }
        while let candidate = workspace.queue.popFirst() {
            let left = workspace.symbols[candidate.place]
            guard !left.bytes.isEmpty, left.next >= 0 else { continue }
            let right = workspace.symbols[left.next]
            // The pair may have become another one since it was queued.
            guard merges[Self.key(left.id, right.id)]?.id == candidate.id else { continue }

            workspace.symbols[candidate.place].id = candidate.id
            workspace.symbols[candidate.place].bytes =
                left.bytes.lowerBound..<right.bytes.upperBound
            workspace.symbols[candidate.place].scalars =
                left.scalars.lowerBound..<right.scalars.upperBound
            workspace.symbols[candidate.place].next = right.next
            workspace.symbols[left.next].bytes = 0..<0
            if right.next >= 0 { workspace.symbols[right.next].previous = candidate.place }

            if left.previous >= 0 { consider(left.previous, candidate.place) }
            if right.next >= 0 { consider(candidate.place, right.next) }
        }
    }
}

/// Pairs that may be joined, the one of the smallest rank first, of equal ranks the leftmost: a
/// binary heap.
struct MergeQueue {
    struct Candidate {
        let rank: Int
        /// The place of the pair's left symbol.
        let place: Int
        /// The token that the pair becomes.
        let id: Int32

        fileprivate static func < (a: Candidate, b: Candidate) -> Bool {
            a.rank != b.rank ? a.rank < b.rank : a.place < b.place
        }
    }

    private var heap: [Candidate] = []

    mutating func insert(_ candidate: Candidate) {
        heap.append(candidate)
        var child = heap.count - 1
        while child > 0, case let parent = (child - 1) / 2, heap[child] < heap[parent] {
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func popFirst() -> Candidate? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while case var child = 2 * parent + 1, child < heap.count {
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < heap[parent] else { break }
            heap.swapAt(child, parent)
            parent = child
        }
        return first
    }
}
