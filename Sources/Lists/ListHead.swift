import Encoder
import Files

/// The beginning of a list, from which its format is found out.
struct ListHead {
    let source: ByteSource
    /// All that has been read: the first line that is not blank, and what came with it.
    let bytes: [UInt8]
    /// That line, without its end and a byte-order mark.
    let line: String

    private static let longestLine = 1 << 20

    /// - Throws: `InputError.wrongKind` for a file that is no text.
    init(_ source: ByteSource) throws(InputError) {
        self.source = source
        var bytes: [UInt8] = []
        var line: ArraySlice<UInt8> = []
        while bytes.count <= Self.longestLine {
            let piece = try source.read()
            bytes += piece
            let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let rest = bytes[start...].drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }
            line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
            if piece.isEmpty || !line.isEmpty && line.count < rest.count { break }
        }
        if let problem = FileKind.problem(of: bytes) {
            throw .wrongKind(name: source.name, problem: problem)
        }
        self.bytes = bytes
        self.line = String(decoding: line, as: UTF8.self)
    }

    /// The line's fields between tabs.
    var tabbed: [String] {
        line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }

    /// What stands between the fields of the header.
    ///
    /// The one that divides it into the most names that a list may have; of several the one that divides it most.
    /// - Parameter usual: what the file's name makes one expect; it wins where the header does not tell.
    func delimiter(usual: Unicode.Scalar) -> Unicode.Scalar {
        let candidates: [Unicode.Scalar] = [usual, ",", ";", "\t", "|"]
        func score(_ delimiter: Unicode.Scalar) -> (Int, Int) {
            let names = Self.names(line, delimiter)
            return (names.count(where: ListNames.known.contains), names.count)
        }
        var best = usual
        for candidate in candidates where score(candidate) > score(best) { best = candidate }
        return best
    }

    /// What `sep=;` says, which Excel writes and reads before the header.
    var declaredDelimiter: Unicode.Scalar? {
        let plain = line.filter { $0 != "\"" }
        guard plain.lowercased().hasPrefix("sep="),
            let scalar = plain.unicodeScalars.dropFirst(4).first,
            plain.unicodeScalars.count == 5, scalar.isASCII
        else { return nil }
        return scalar
    }

    private static func names(_ line: String, _ delimiter: Unicode.Scalar) -> [String] {
        line.unicodeScalars.split(separator: delimiter, omittingEmptySubsequences: false)
            .map { ListNames.plain(String(String.UnicodeScalarView($0)).filter { $0 != "\"" }) }
    }
}

/// Names of columns, compared without case and the blanks around them.
enum ListNames {
    static func plain(_ name: String) -> String { name.trimmedSpace.lowercased() }

    /// Whether a field is what pandas writes for a missing value.
    static func isNoValue(_ text: String) -> Bool {
        let text = text.trimmedSpace
        return 3...4 ~= text.utf8.count && ["nan", "none", "null"].contains(plain(text))
    }

    /// Every name that means something in some list.
    static let known: Set<String> = {
        var names = Set(PairColumns.names + WordList.columns)
        for layout in PairLayout.all { names.formUnion(layout.signature) }
        for layout in WordLayout.all { names.formUnion(layout.signature) }
        return names
    }()

    /// The place of each name: as written, else in any case with blanks around it.
    ///
    /// - Parameter given: the list's names by ours, from `--columns`.
    /// - Returns: indices by our names.
    /// - Throws: `NameError`.
    static func indices(
        of wanted: some Sequence<String>, in header: [String], given: [String: String]
    ) throws(NameError) -> [String: Int] {
        var indices: [String: Int] = [:]
        for name in wanted {
            let theirs = given[name] ?? name
            var found = header.indices.filter { header[$0] == theirs }
            if found.isEmpty {
                found = header.indices.filter { plain(header[$0]) == plain(theirs) }
            }
            guard found.count < 2 else { throw NameError(index: found[1], name: theirs) }
            if given[name] != nil, found.isEmpty { throw NameError(index: nil, name: theirs) }
            indices[name] = found.first
        }
        return indices
    }

    /// A column that is there twice (with the second one's place), or not at all.
    struct NameError: Error {
        var index: Int?
        var name: String
    }

    /// `there is no column "word"; the first line names …`, with the nearest name.
    /// - Parameter isOwn: whether the name is ours, for which `--columns` can give the list's.
    static func missing(_ name: String, in header: [String], isOwn: Bool = true) -> String {
        let shown = header.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ")
        let more = header.count > 20 ? " and \(header.count - 20) more" : ""
        let problem = "there is no column \"\(name)\"; the first line names \(shown)\(more)"
        if header.contains(where: { plain($0) == "\"\(name)\"" }) {
            return problem + "; the fields stand in quotation marks, which --quotes takes off"
        }
        let nearest = header.filter { !isOwn || !known.contains(plain($0)) }
            .map { (name: $0, distance: editDistance(plain($0), plain(name))) }
            .filter {
                $0.distance <= min(2, name.count / 2)
                    || header.count > 1 && plain($0.name).contains(plain(name))
            }
            .min { $0.distance < $1.distance }
        guard let nearest else {
            let isOne = header.count == 1 && isOwn
            return problem
                + (isOne
                    ? "; if another character stands between the names, give it with --delimiter"
                    : "")
        }
        return problem
            + (isOwn
                ? "; if \"\(nearest.name)\" is meant, use --columns \(name)=\(nearest.name)"
                : "; did you mean \"\(nearest.name)\"?")
    }
}
