/// Hashes in ascending order in a file: 8 bytes each.
final class HashRun {
    let count: Int
    private let file: ScratchFile
    private let bounds: ClosedRange<UInt64>

    /// Hashes that are read at once.
    private static let pageSize = 512

    private init(_ file: ScratchFile, count: Int, bounds: ClosedRange<UInt64>) {
        self.file = file
        self.count = count
        self.bounds = bounds
    }

    /// Writes a run.
    /// - Parameters:
    ///   - sorted: in ascending order, without repetitions.
    ///   - directory: the folder for the file.
    /// - Returns: `nil` for no hashes.
    /// - Throws: `OutputError.scratch`.
    convenience init?(_ sorted: [UInt64], in directory: String) throws {
        guard let first = sorted.first, let last = sorted.last else { return nil }
        let file = try ScratchFile(in: directory)
        try sorted.withUnsafeBytes(file.append)
        self.init(file, count: sorted.count, bounds: first...last)
    }

    /// Writes the hashes of two runs, none of which is in both, as one.
    /// - Throws: `OutputError.scratch`.
    convenience init(joining first: HashRun, _ second: HashRun, in directory: String) throws {
        let file = try ScratchFile(in: directory)
        var (left, right) = (Reader(first), Reader(second))
        var page: [UInt64] = []
        page.reserveCapacity(Reader.pageSize)
        func flush() throws {
            try page.withUnsafeBytes(file.append)
            page.removeAll(keepingCapacity: true)
        }
        var (a, b) = (try left.next(), try right.next())
        while let least = [a, b].compactMap(\.self).min() {
            page.append(least)
            if page.count == Reader.pageSize { try flush() }
            if least == a { a = try left.next() } else { b = try right.next() }
        }
        try flush()
        self.init(
            file, count: first.count + second.count,
            bounds: min(
                first.bounds.lowerBound, second.bounds.lowerBound)...max(
                    first.bounds.upperBound, second.bounds.upperBound))
    }

    /// - Complexity: O(log n) pages; one or two where the hashes are evenly spread.
    /// - Throws: `OutputError.scratch`.
    func contains(_ hash: UInt64) throws -> Bool {
        guard bounds.contains(hash) else { return false }
        var pages = 0..<(count + Self.pageSize - 1) / Self.pageSize
        var (least, most) = (bounds.lowerBound, bounds.upperBound)
        var isGuess = true
        while !pages.isEmpty {
            // Hashes are evenly spread; should they not be, every second step halves what is left.
            let share = isGuess && most > least ? Double(hash - least) / Double(most - least) : 0.5
            isGuess.toggle()
            let number = min(
                pages.lowerBound + Int(share * Double(pages.count)), pages.upperBound - 1)
            let page = try page(number)
            if hash < page[0] {
                (pages, most) = (pages.lowerBound..<number, page[0])
            } else if hash > page[page.count - 1] {
                (pages, least) = (number + 1..<pages.upperBound, page[page.count - 1])
            } else {
                return Self.contains(hash, page)
            }
        }
        return false
    }

    private static func contains(_ hash: UInt64, _ page: [UInt64]) -> Bool {
        var range = page.indices
        while !range.isEmpty {
            let middle = (range.lowerBound + range.upperBound) / 2
            if page[middle] == hash { return true }
            range =
                page[middle] < hash ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return false
    }

    private func page(_ number: Int) throws -> [UInt64] {
        try hashes(from: number * Self.pageSize, upTo: Self.pageSize)
    }

    /// - Parameter most: how many; fewer at the end.
    private func hashes(from start: Int, upTo most: Int) throws -> [UInt64] {
        var hashes = [UInt64](repeating: 0, count: min(most, count - start))
        try hashes.withUnsafeMutableBytes { try file.read($0, at: start * 8) }
        return hashes
    }

    /// The hashes one after the other.
    private struct Reader {
        static let pageSize = 1 << 13
        private let run: HashRun
        private var position = 0
        private var page: [UInt64] = []
        private var index = 0

        init(_ run: HashRun) { self.run = run }

        mutating func next() throws -> UInt64? {
            if index == page.count {
                guard position < run.count else { return nil }
                page = try run.hashes(from: position, upTo: Self.pageSize)
                position += page.count
                index = 0
            }
            defer { index += 1 }
            return page[index]
        }
    }
}
