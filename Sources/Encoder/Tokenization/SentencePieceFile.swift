/// A model that SentencePiece trained: `spiece.model`, `sentencepiece.bpe.model` or `spm.model`.
///
/// The fields are those of `sentencepiece_model.proto`. Read is what transformers takes from the file: the
/// pieces with their scores and types, the unknown piece's number and the map of the normaliser. Whether a space
/// is put before the text, and the like, is settled by the tokenizer's class.
struct SentencePieceFile {
    struct Piece {
        var text = ""
        var score: Float = 0
        var type = PieceType.normal
    }

    enum PieceType: UInt64 {
        case normal = 1
        case unknown, control, userDefined, unused, byte
    }

    private(set) var pieces: [Piece] = []
    private(set) var unknownID = 0
    private(set) var characterMap: CharacterMap?

    /// - Throws: `TokenizerError`; `SystemError` when it cannot be read.
    init(contentsOf path: String) throws {
        guard let data = try tokenizerFileContents(at: path) else {
            throw TokenizerError.missingFile(path: path)
        }
        do {
            try data.withUnsafeBytes { try read($0) }
        } catch let failure as ProtobufScanner.Failure {
            throw TokenizerError.invalidFile(
                path: path, problem: "not a SentencePiece model: \(failure.problem)")
        }
    }

    init(_ bytes: UnsafeRawBufferPointer) throws(ProtobufScanner.Failure) { try read(bytes) }

    private mutating func read(
        _ bytes: UnsafeRawBufferPointer
    ) throws(ProtobufScanner.Failure) {
        var scanner = ProtobufScanner(bytes)
        while let (field, value) = try scanner.next() {
            switch (field, value) {
            case (1, .bytes(let piece)):
                pieces.append(try Self.piece(piece, number: pieces.count))
            case (2, .bytes(let trainer)): try readTrainer(trainer)
            case (3, .bytes(let normalizer)): try readNormalizer(normalizer)
            default: continue
            }
        }
        guard !pieces.isEmpty else { throw .init(problem: "it has no pieces") }
    }

    private static func piece(
        _ bytes: UnsafeRawBufferPointer, number: Int
    ) throws(ProtobufScanner.Failure) -> Piece {
        var piece = Piece()
        var scanner = ProtobufScanner(bytes)
        while let (field, value) = try scanner.next() {
            switch (field, value) {
            case (1, .bytes(let text)):
                guard let text = String(validating: text, as: UTF8.self) else {
                    throw .init(problem: "the piece \(number) is not UTF-8")
                }
                piece.text = text
            case (2, .fixed32(let bits)):
                piece.score = Float(bitPattern: bits)
                guard piece.score.isFinite else {
                    throw .init(
                        problem:
                            "the piece \(number) has the score \(piece.score); expected a number")
                }
            case (3, .varint(let type)):
                guard let type = PieceType(rawValue: type) else {
                    throw .init(
                        problem: "the piece \(number) has the type \(type); expected 1 to 6")
                }
                piece.type = type
            default: continue
            }
        }
        return piece
    }

    private mutating func readTrainer(
        _ bytes: UnsafeRawBufferPointer
    ) throws(ProtobufScanner.Failure) {
        var scanner = ProtobufScanner(bytes)
        while let (field, value) = try scanner.next() {
            if case (40, .varint(let id)) = (field, value) {
                unknownID = Int(Int32(truncatingIfNeeded: id))
            }
        }
    }

    private mutating func readNormalizer(
        _ bytes: UnsafeRawBufferPointer
    ) throws(ProtobufScanner.Failure) {
        var scanner = ProtobufScanner(bytes)
        while let (field, value) = try scanner.next() {
            guard case (2, .bytes(let map)) = (field, value), !map.isEmpty else { continue }
            guard let map = CharacterMap([UInt8](map)) else {
                throw .init(problem: "the normaliser's map of characters is damaged")
            }
            characterMap = map
        }
    }
}

extension SentencePieceFile {
    /// The parts of a class's tokenizer.
    ///
    /// Some models were trained with a vocabulary in fairseq's order, which differs from the file's.
    /// - Throws: when there are too few pieces, or no unknown one.
    func parts(
        of kind: TokenizerClass, _ configuration: TokenizerConfiguration
    ) throws(JSONFields.Mismatch) -> TokenizerParts {
        func token(_ role: SpecialTokenRole) -> String {
            configuration.roles[role]?.token.content ?? kind.standardToken(role) ?? ""
        }
        var scored = pieces.map { ($0.text, Double($0.score)) }
        switch kind {
        case .xlmRoberta:
            scored =
                [.beginning, .padding, .end, .unknown].map { (token($0), 0) }
                + scored.dropFirst(3) + [(token(.mask), 0)]
        case .camembert:
            scored =
                [
                    ("<s>NOTUSED", 0), (token(.padding), 0), ("</s>NOTUSED", 0),
                    (token(.unknown), 0), ("<unk>NOTUSED", -100),
                ] + scored.dropFirst() + [(token(.mask), 0)]
        default: break
        }
        let vocabulary = Vocabulary(tokens: scored.map(\.0))
        do {
            // The class has the last word on the unknown piece.
            return TokenizerParts(
                model: .unigram(
                    try Unigram(vocabulary: vocabulary, scores: scored.map(\.1), unknownID: 0)),
                characterMap: characterMap,
                additional: pieces.filter { $0.type == .control || $0.type == .userDefined }
                    .map { AddedToken(content: $0.text, id: 0) },
                unknownID: unknownID)
        } catch {
            throw .init(problem: error.problem)
        }
    }
}
