import Analyses
import Files

/// A page of sections, each with text, groups of sentences, figures, tables and files as it needs: what
/// pages other than a pair's are made of.
///
/// A report gives its findings, its own sections, and what is to be said of it; the sections that every such
/// page has follow from that.
package struct SectionedPage {
    package struct Section {
        var anchor: String
        var heading: String
        /// In the list of contents; the anchor, capitalised, where it is `nil`.
        var shortName: String?
        var paragraphs: [String]
        var items: [String]
        var groups: [SentenceGroup]
        var figures: [PairFigure]
        /// Sets figures side by side where there is room.
        var setsPairs: Bool
        /// Whether the figures show weights of attention, so that the page says what these are not.
        var showsAttention: Bool
        var tables: [AnalysisTable]
        var settings: [Settings] = []
        /// Text for copying, each with what it is, and if need be a sentence before it.
        var codes: [(label: String, text: String, intro: String?)]
        var files: [Download]

        package init(
            anchor: String, heading: String, shortName: String? = nil, paragraphs: [String] = [],
            items: [String] = [], groups: [SentenceGroup] = [], figures: [PairFigure] = [],
            setsPairs: Bool = false, showsAttention: Bool = false, tables: [AnalysisTable] = [],
            codes: [(label: String, text: String, intro: String?)] = [], files: [Download] = []
        ) {
            self.anchor = anchor
            self.heading = heading
            self.shortName = shortName
            self.paragraphs = paragraphs
            self.items = items
            self.groups = groups
            self.figures = figures
            self.setsPairs = setsPairs
            self.showsAttention = showsAttention
            self.tables = tables
            self.codes = codes
            self.files = files
        }
    }

    package struct SentenceGroup {
        var heading: String
        var sentences: [(text: MarkedText, note: String)]
        /// So many are on the page; the rest is behind a button.
        var shownCount: Int

        package init(
            heading: String, sentences: [(text: MarkedText, note: String)], shownCount: Int = 12
        ) {
            self.heading = heading
            self.sentences = sentences
            self.shownCount = shownCount
        }
    }

    /// What was chosen or said, one below the other.
    struct Settings {
        var anchor: String
        var caption: String
        var rows: [PageSetting]
    }

    package typealias Download = (path: String, note: String)

    /// Set apart in front of the title.
    var word: String?
    var title: String
    /// What the model did: "reads …".
    var lead: String
    /// One, or those that are compared.
    var models: [AnalyzedPair.Model]
    var origin: ReportOrigin
    /// The main results in sentences.
    var findings: [String]
    /// The figure that shows most, beside them.
    var opening: [PairFigure]
    /// The report's own, in the order of the page.
    var sections: [Section]
    /// The rows that could not be used, and why.
    var failures: [(row: String, reason: String)]
    var failureCaption: String
    /// What was chosen besides the model.
    var options: [(name: String, value: String)]
    /// How the page is named: its title, what kind of page it is, and what BibTeX's key is made of.
    var citation: (title: String, source: String, id: String)
    var downloads: [Download]
    /// Said in front of the downloads.
    var downloadNotes: [String]
    var files = PageFiles.beside

    package init(
        word: String? = nil, title: String, lead: String, models: [AnalyzedPair.Model],
        origin: ReportOrigin, findings: [String], opening: [PairFigure] = [],
        sections: [Section],
        failures: [(row: String, reason: String)], failureCaption: String,
        options: [(name: String, value: String)],
        citation: (title: String, source: String, id: String), downloads: [Download],
        downloadNotes: [String] = []
    ) {
        self.word = word
        self.title = title
        self.lead = lead
        self.models = models
        self.origin = origin
        self.findings = findings
        self.opening = opening
        self.sections = sections
        self.failures = failures
        self.failureCaption = failureCaption
        self.options = options
        self.citation = citation
        self.downloads = downloads
        self.downloadNotes = downloadNotes
    }

    /// UTF-8.
    /// - Throws: `PageError`.
    func html(_ design: PageDesign) throws -> [UInt8] {
        try design.templates.render("sections", values(design))
    }
}

// MARK: - The sections that every such page has

extension SectionedPage {
    private var allSections: [Section] {
        [Section(anchor: "findings", heading: "Findings", items: findings, figures: opening)]
            + sections + failureSections + [modelSection, citationSection, downloadSection]
    }

    private var failureSections: [Section] {
        guard !failures.isEmpty else { return [] }
        let shown = failures.prefix(100)
        let more = failures.count - shown.count
        var section = Section(
            anchor: "failed", heading: "Rows that could not be used", shortName: "Failed rows",
            paragraphs: more > 0 ? ["The first 100; \(more) more are in data.json."] : [])
        section.settings = [
            Settings(
                anchor: "reasons", caption: failureCaption,
                rows: shown.map { PageSetting(name: $0.row, value: $0.reason) })
        ]
        return [section]
    }

    private var modelSection: Section {
        let common =
            [PageSetting.program(origin.producer)]
            + options.map { PageSetting(name: $0.name, value: $0.value) }
        let one = models.count == 1 ? models.first : nil
        var section = Section(
            anchor: "model", heading: one == nil ? "Models and options" : "Model and options",
            codes: origin.command.map {
                [
                    (
                        "Command", $0,
                        "This command makes the same report again, byte for byte, with the list and the model where it says:"
                    )
                ]
            } ?? [])
        section.settings =
            one == nil
            ? models.enumerated().map { index, model in
                Settings(
                    anchor: "model-\(index + 1)", caption: "Model \(index + 1)",
                    rows: PageSetting.model(model))
            } : []
        section.settings.append(
            Settings(
                anchor: "settings", caption: "What produced these numbers",
                rows: (one.map(PageSetting.model) ?? []) + common))
        return section
    }

    private var citationSection: Section {
        let citation = Citation(
            title: citation.title, source: citation.source, id: citation.id, models: models,
            producer: origin.producer, date: origin.date)
        return Section(
            anchor: "cite", heading: "How to cite this page", paragraphs: [citation.text],
            codes: [("BibTeX", citation.bibtex, nil)])
    }

    private var downloadSection: Section {
        Section(
            anchor: "downloads", heading: "Downloads", paragraphs: downloadNotes, files: downloads)
    }
}

// MARK: - What the templates see

extension SectionedPage {
    /// The names of more models have no room in a sentence.
    private static let namedModels = 3

    func values(_ design: PageDesign) -> PageValues {
        let (producer, date) = (origin.producer, origin.date)
        let values: PageValues = [
            "producer": producer.name, "version": producer.version, "hasDate": date != nil,
            "date": date ?? "", "hasWord": word != nil, "word": word ?? "", "title": title,
            "plainTitle": (word.map { $0 + " " } ?? "") + title, "lead": lead,
            "modelName": models.count > Self.namedModels
                ? "\(models.count) models" : Format.list(models.map(\.name)),
            "sections": allSections.map(values),
            "hasAttention": sections.contains(where: \.showsAttention), "hasOcclusion": false,
        ]
        return values.merging(files.values(design, script: nil))
    }

    private func values(_ section: Section) -> PageValues {
        [
            "anchor": section.anchor,
            "shortName": section.shortName
                ?? section.anchor.prefix(1).uppercased() + section.anchor.dropFirst(),
            "heading": section.heading, "paragraphs": section.paragraphs, "items": section.items,
            "hasItems": !section.items.isEmpty, "groups": section.groups.map(values),
            "figures": section.figures.map {
                files.values(
                    $0, shape: "section", isPaired: section.setsPairs,
                    isOfAttention: section.showsAttention)
            },
            "hasFigures": !section.figures.isEmpty, "hasPairs": section.setsPairs,
            "tables": section.tables.map { $0.values(section.anchor) },
            "settings": section.settings.map {
                ["anchor": $0.anchor, "caption": $0.caption, "rows": $0.rows.map(\.values)]
                    as PageValues
            },
            "codes": section.codes.map { label, text, intro in
                [
                    "label": label, "text": text, "hasIntro": intro != nil, "intro": intro ?? "",
                ] as PageValues
            },
            "hasFiles": !section.files.isEmpty,
            "files": section.files.map { files.values($0.path, note: $0.note) },
        ]
    }

    private func values(_ group: SentenceGroup) -> PageValues {
        func values(_ sentence: (text: MarkedText, note: String)) -> PageValues {
            [
                "segments": sentence.text.segments.map {
                    ["text": $0.text, "marked": $0.isMarked] as PageValues
                }, "note": sentence.note,
            ]
        }
        let rest = group.sentences.dropFirst(group.shownCount)
        return [
            "heading": group.heading, "shown": group.sentences.prefix(group.shownCount).map(values),
            "hasRest": !rest.isEmpty,
            "restName": rest.count == 1 ? "One more sentence" : "\(rest.count) more sentences",
            "rest": rest.map(values),
        ]
    }
}
