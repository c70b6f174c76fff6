/// The pages that list the pairs of a batch.
///
/// As the page of a pair: XML-compatible HTML without script, whose pictures and style sheet are
/// files beside it. Long lists take several pages; the first also has the overview.
struct IndexPage {
    let header: BatchHeader
    let plan: IndexPlan

    /// Where the pages after the first are, below the batch's folder.
    static let folder = "index"
    /// Of a sentence the index shows about this much around the word.
    static let shownBytes = 400

    var overview: Overview { plan.overview }
    private var pageCount: Int { max(plan.pageSizes.count, 1) }

    /// What a pair is called in links within the index: the name of its folder.
    static func anchor(_ entry: JournalEntry) -> String {
        guard let folder = entry.folder else { return "row-\(entry.number)" }
        return "pair-" + (folder.split(separator: "/").last.map(String.init) ?? "")
    }

    var styleFile: OutputFile {
        OutputFile(
            path: "style.css", bytes: PageTemplates.styleSheet + PackageResources.index_css)
    }

    /// One page.
    /// - Parameters:
    ///   - number: from 1.
    ///   - entries: its rows.
    func file(number: Int, entries: [JournalEntry]) throws -> OutputFile {
        let root = number == 1 ? "" : "../"
        let first = plan.pageSizes.prefix(number - 1).reduce(0, +)
        let total = plan.pageSizes.reduce(0, +)
        var values: [String: Any] = [
            "root": root, "modelName": header.model.name, "producer": Producer(version: "").name,
            "version": header.version, "hasDate": header.date != nil, "date": header.date ?? "",
            "title": title, "isFront": number == 1, "isPaged": pageCount > 1,
            "hasThumbnails": header.figures != BatchFigures.none.rawValue,
            "firstLayer": overview.layers.first ?? "", "lastLayer": overview.layers.last ?? "",
            "hasLabelColumn": hasLabelColumn(entries),
            "rows": entries.map { row($0, root: root) }, "hasRows": !entries.isEmpty,
            "shown":
                pageCount > 1
                ? "Rows \(Format.grouped(first + 1)) to \(Format.grouped(first + entries.count)) "
                    + "of \(Format.grouped(total))"
                : "All rows in the order of the list",
            "pages": pageLinks(around: number, root: root),
        ]
        if number == 1 { values.merge(front()) { $1 } }
        let html = try PageTemplates.shared.get().render("index", values)
        return OutputFile(path: path(number), bytes: Array(html.utf8))
    }

    private func path(_ number: Int) -> String {
        number == 1 ? "index.html" : "\(Self.folder)/\(number).html"
    }

    private var title: String {
        let count = overview.count
        return count == 1 ? "One pair" : "\(Format.grouped(count)) pairs"
    }

    private func hasLabelColumn(_ entries: [JournalEntry]) -> Bool {
        entries.contains { $0.row.label != nil }
    }

    /// The first and the last pages, and those around this one.
    private func pageLinks(around number: Int, root: String) -> [[String: Any]] {
        var links: [[String: Any]] = []
        var previous = 0
        for page in 1...pageCount
        where page <= 2 || page > pageCount - 2 || abs(page - number) <= 3 {
            links.append([
                "number": page, "url": root + path(page), "current": page == number,
                "gap": page > previous + 1,
            ])
            previous = page
        }
        return links
    }
}

// MARK: - Rows

extension IndexPage {
    func row(_ entry: JournalEntry, root: String) -> [String: Any] {
        let row = entry.row
        var values: [String: Any] = [
            "anchor": Self.anchor(entry), "id": row.id, "label": row.label ?? "",
            "failed": entry.reason != nil, "reason": entry.reason ?? "",
            "sentences": [row.sentence1, row.sentence2].enumerated().map { index, text in
                sentence(text, mark: entry.marks.flatMap { $0.count > index ? $0[index] : nil })
            },
        ]
        guard let cosine = entry.cosine, let folder = entry.folder else { return values }
        let sparkline = Sparkline(cosine, layers: overview.layers, range: overview.range)
        let url = HTMLEscaping.url(path: folder)
        values["url"] = "\(root)\(url)/index.html"
        values["thumbnail"] = "\(root)\(url)/\(Thumbnail.path)"
        values["first"] = cosine.first.map(Format.cosine) ?? ""
        values["last"] = cosine.last.map(Format.cosine) ?? ""
        values["points"] = sparkline.points
        values["endX"] = sparkline.endX
        values["endY"] = sparkline.endY
        values["sparkText"] = sparkline.text
        return values
    }

    /// The sentence, cut around the word when it is long.
    private func sentence(_ text: String, mark: [Int]?) -> [String: Any] {
        let scalars = Array(text.unicodeScalars)
        var start = 0
        var end = scalars.count
        var range: Range<Int>?
        if let mark, mark.count == 2, mark[0] < mark[1], mark[0] >= 0, mark[1] <= scalars.count {
            range = mark[0]..<mark[1]
        }
        // At most four bytes a scalar.
        let limit = Self.shownBytes / 4
        if text.utf8.count > Self.shownBytes, scalars.count > 2 * limit {
            let center = range?.lowerBound ?? 0
            start = max(0, min(center - limit, scalars.count - 2 * limit))
            end = min(scalars.count, start + 2 * limit)
            range = range.map { $0.clamped(to: start..<end) }
        }
        let shown = String(String.UnicodeScalarView(scalars[start..<end]))
        let marked = MarkedText(
            shown, marking: range.map { [$0.lowerBound - start..<$0.upperBound - start] } ?? [])
        return [
            "isCutBefore": start > 0, "isCutAfter": end < scalars.count,
            "segments": marked.segments.map {
                ["text": $0.text, "marked": $0.isMarked] as [String: Any]
            },
        ]
    }
}
