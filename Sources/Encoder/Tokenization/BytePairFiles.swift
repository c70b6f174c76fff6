/// `vocab.json` and `merges.txt`: byte pairs as they were kept before there was a `tokenizer.json`.
enum BytePairFiles {
    /// - Throws: `TokenizerError`; `SystemError` for a file that cannot be read.
    static func model(in directory: String) throws -> BytePairEncoding {
        let (vocabularyPath, mergesPath) = (directory + "/vocab.json", directory + "/merges.txt")
        let vocabulary = try vocabulary(contentsOf: vocabularyPath)
        let merges = try merges(contentsOf: mergesPath)
        do {
            return try BytePairEncoding(vocabulary: vocabulary, merges: merges)
        } catch {
            throw TokenizerError.invalidFile(path: mergesPath, problem: error.problem)
        }
    }

    private static func vocabulary(contentsOf path: String) throws -> Vocabulary {
        guard let data = try tokenizerFileContents(at: path) else {
            throw TokenizerError.missingFile(path: path)
        }
        do {
            return try data.withUnsafeBytes { bytes throws(JSONScanner.Failure) in
                var scanner = JSONScanner(bytes)
                scanner.skipSpace()
                let vocabulary = try Vocabulary(&scanner)
                try scanner.end(of: "file")
                return vocabulary
            }
        } catch let failure as JSONScanner.Failure {
            throw TokenizerError.invalidFile(
                path: path, problem: "not valid at byte \(failure.offset): \(failure.problem)")
        }
    }

    /// Reads one merge a line, two tokens with a space between them.
    private static func merges(contentsOf path: String) throws -> [(String, String)] {
        let lines = try tokenizerFileLines(at: path)
        var merges: [(String, String)] = []
        merges.reserveCapacity(lines.count)
        for (number, line) in lines.enumerated() where !line.starts(with: "#version".utf8) {
            let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw TokenizerError.invalidFile(
                    path: path,
                    problem:
                        "line \(number + 1) has \(parts.count) tokens; expected 2 with a space "
                        + "between them")
            }
            merges.append((String(Substring(parts[0])), String(Substring(parts[1]))))
        }
        return merges
    }
}
