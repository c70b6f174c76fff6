import Files

/// Lines of fields between tabs without a header: what each field is, the data set's description says.
final class FieldLines: ListTable {
    let names: [String]
    private let reader: LineReader
    private let fewest: Int
    var name: String { reader.name }
    let form = "lines of fields between tabs, without a header"
    private(set) var meanings: [String: String] = [:]
    var fractionRead: Double? { reader.fractionRead }

    /// - Parameters:
    ///   - names: ours for the fields.
    ///   - fewest: how many fields a line must have; the last ones may be missing.
    init(_ reader: LineReader, names: [String], fewest: Int) {
        self.reader = reader
        self.names = names
        self.fewest = fewest
    }

    func take(_ wanted: [String], required: [String], isQuiet: Bool) throws(InputError) {
        meanings = Dictionary(uniqueKeysWithValues: names.filter(wanted.contains).map { ($0, $0) })
    }

    func next() throws(InputError) -> [String: String]? {
        while let line = try reader.next() {
            let text = try UTF8Text.string(
                line, at: TextPlace(line: reader.lineNumber, column: 1), name: name)
            guard !text.trimmedSpace.isEmpty else { continue }
            let fields = text.utf8.split(
                separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false
            ).map { String(Substring($0)) }
            guard fewest...names.count ~= fields.count else {
                throw fail(
                    "expected \(fewest == names.count ? "" : "\(fewest) or ")\(names.count) fields "
                        + "between tabs (\(names.joined(separator: ", "))), found \(fields.count)")
            }
            return Dictionary(zip(names, fields)) { first, _ in first }
        }
        return nil
    }

    func fail(_ problem: String) -> InputError {
        .badLine(name: name, line: reader.lineNumber, problem: problem)
    }

    func takeWarnings() -> [String] { [] }

    static let xlwic = [
        "word", "pos", "start1", "end1", "start2", "end2", "sentence1", "sentence2", "label",
    ]
    static let coarseWSD = ["token", "sentence"]
    static let wictsv = ["word", "token", "sentence"]

    /// The data set whose lines look like this one.
    static func format(of fields: [String]) -> SentenceList.Format? {
        func number(_ index: Int) -> Bool { Int(fields[index]) != nil }
        switch fields.count {
        case 2 where number(0): return .coarsewsd
        case 3 where number(1): return .wictsv
        case 5 where fields[2].split(separator: "-").compactMap { Int($0) }.count == 2: return .wic
        // One may be a mistake, which is told when the line is read.
        case 8, 9: return (2...5).count(where: number) >= 3 ? .xlwic : nil
        default: return nil
        }
    }
}
