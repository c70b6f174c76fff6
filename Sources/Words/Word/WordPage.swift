import Analyses
import Files
import Pages

/// The HTML page of one word in many sentences.
struct WordPage {
    let analysis: AnalyzedWord
    let figures: [PairFigure]
    let origin: ReportOrigin
    let matrices: WordReport.Matrices

    var page: SectionedPage {
        let count = Format.grouped(analysis.sentences.count)
        return SectionedPage(
            word: analysis.word, title: "in \(count) sentences",
            lead: "reads the word in each, and where it reads it alike.", models: [analysis.model],
            origin: origin, findings: analysis.findings,
            opening: figures("plane"), sections: sections,
            failures: analysis.failed.map { ("\($0.row)", $0.reason) },
            failureCaption: "Rows of the list, counted from 1",
            options: [
                ("Layer of groups, matrix and plane", layer),
                (
                    "Groups",
                    analysis.options.clusters.map { "\($0), as asked for" }
                        ?? "as many as the silhouette says"
                ),
                ("Linkage", analysis.options.linkage.rawValue),
            ],
            citation: (
                title: "\(analysis.word) in \(count) sentences: contexts in \(analysis.model.name)",
                source: "Attention report, word \(analysis.word)", id: analysis.word
            ),
            downloads: downloads,
            downloadNotes: matrices == .leftOut ? [matricesNote] : [])
    }

    private var layer: String { analysis.options.layer }

    private func figures(_ names: String...) -> [PairFigure] {
        names.compactMap { name in figures.first { $0.name == name } }
    }

    // MARK: Sections

    private var sections: [SectionedPage.Section] {
        let labelled = figures("plane-labels")
        let plane = SectionedPage.Section(
            anchor: "plane", heading: "The sentences by label", shortName: "Plane",
            figures: labelled)
        let sections: [SectionedPage.Section] = [
            .init(
                anchor: "groups", heading: "Which sentences group together",
                paragraphs: [
                    doubt,
                    "Sentences are in one group where the word’s vectors at \(layer) are alike. The first "
                        + "sentence of each group is the one most like the others. The number behind a "
                        + "sentence says how well it fits its group: near 1 well; near 0 or below, it "
                        + "could just as well be in another.",
                ].compactMap { $0 }, groups: analysis.groups.map { sentences(of: $0) }),
            .init(
                anchor: "matrix", heading: "Every two sentences",
                paragraphs: [
                    "The higher a cell’s colour on the scale, the more alike the word’s vectors in the two "
                        + "sentences at "
                        + "\(layer). The diagonal, each sentence with itself, is 1."
                ], figures: figures("matrix")),
            .init(
                anchor: "similarity", heading: "From layer to layer",
                paragraphs: [
                    "In deep layers all vectors are alike to some degree. The corrected figure subtracts, "
                        + "at each layer, the mean cosine of random words of random sentences (Ethayarajh "
                        + "2019); read heights there, and differences between lines in both."
                ], figures: figures("similarity", "similarity-corrected"), setsPairs: true,
                tables: [means]),
        ]
        return (labelled.isEmpty ? [] : [plane]) + sections
            + (analysis.agreement.map { [labels($0)] } ?? []) + [reading]
    }

    /// Where the groups are not to be trusted.
    private var doubt: String? {
        guard let evidence = analysis.evidence, !evidence.isTrusted else { return nil }
        return evidence.finding(of: analysis.sentences.count)
    }

    private var reading: SectionedPage.Section {
        let cut =
            analysis.options.clusters == nil
            ? "where the mean silhouette (Rousseeuw 1987) is largest, into at most 8."
            : "into the number of groups that was asked for."
        return .init(
            anchor: "reading", heading: "How to read this page", shortName: "How to read",
            paragraphs: [
                "The word’s vector in a sentence is the mean of its pieces’ hidden states. Two "
                    + "sentences are as far apart as 1 less the cosine of their vectors. Groups come "
                    + "from clustering with \(linkage), cut \(cut)",
                "Groups are what this model tells apart, not senses of a dictionary: topic, grammar "
                    + "and the word’s place in the sentence count too. Vectors without any groups "
                    + "can be divided as well, and at times clearly. So as many random vectors with "
                    + "the same mean and covariance, one cloud without groups, are divided in the same "
                    + "way a hundred times (after Liu, Hayes, Nobel and Marron 2008): groups are to be "
                    + "trusted where at least \(trustedShare) of these have a lower mean "
                    + "silhouette.",
            ])
    }

    private var trustedShare: String {
        "\(Int((GroupEvidence.trustedShare * 100).rounded()))"
    }

    private var linkage: String {
        switch analysis.options.linkage {
        case .ward: "Ward’s linkage (Ward 1963) of the vectors at length 1"
        case .average: "average linkage (Sokal and Michener 1958)"
        case .complete: "complete linkage (Sørensen 1948)"
        }
    }

    private func labels(_ agreement: GroupAgreement) -> SectionedPage.Section {
        let purity = Format.percent(Float(agreement.purity))
        let majority = Format.percent(Float(agreement.majority))
        let rand = Format.fixed(agreement.adjustedRand, decimals: 3)
        return .init(
            anchor: "labels", heading: "Groups and labels",
            paragraphs: [
                """
                The list labels \(agreement.labelled) of the sentences; the groups were found without \
                looking at the labels. Purity, the share of sentences with the most frequent label of \
                their group (Manning, Raghavan and Schütze 2008), is \(purity); it grows with the number \
                of groups, and without any division it would be \(majority), the share of the most \
                frequent label. The adjusted Rand index, 1 for the same division and 0 for chance (Hubert and \
                Arabie 1985), is \(rand).
                """
            ], tables: [labelCounts])
    }

    private var downloads: [SectionedPage.Download] {
        [
            ("data.json", "everything on this page"),
            ("sentences.csv", "sentences with their groups and places on the plane"),
            ("similarity.csv", "mean similarity by layer"),
        ]
            + (matrices == .leftOut ? [] : analysis.layers).map {
                (WordReport.matrixPath($0), "similarity of every two sentences at \($0)")
            } + [(DataPackage.fileName, DataPackage.note)]
    }

    private var matricesNote: String {
        let numbers = Format.grouped(analysis.sentences.count * analysis.sentences.count)
        return
            "The similarity of every two sentences, \(numbers) numbers for each layer, is too much for "
            + "a page alone in its file; without --single-file it stands beside the page as CSV."
    }
}

// MARK: - Groups and tables

extension WordPage {
    /// The most typical sentence of a group, and then the others.
    private func sentences(of group: AnalyzedWord.Group) -> SectionedPage.SentenceGroup {
        let members = analysis.sentences.indices.filter {
            analysis.sentences[$0].group == group.number && $0 != group.representative
        }
        let size = group.size == 1 ? "one sentence" : "\(group.size) sentences"
        return SectionedPage.SentenceGroup(
            heading: "Group \(group.number): \(size)",
            sentences: ([group.representative] + members).map(sentence))
    }

    private func sentence(_ index: Int) -> (text: MarkedText, note: String) {
        let sentence = analysis.sentences[index]
        let parts = [
            sentence.id, sentence.label,
            analysis.groups.count > 1
                ? Format.fixed(Double(sentence.silhouette), decimals: 2) : nil,
        ]
        return (
            MarkedText(sentence.text, marking: sentence.places.map { $0[0]..<$0[1] }),
            parts.compactMap { $0 }.joined(separator: " · ")
        )
    }

    private var means: AnalysisTable {
        let similarity = analysis.similarity
        let spread = similarity.spread
        let columns: [(String, [Float]?, [Float]?)] = [
            ("All pairs", similarity.all, spread?.all),
            ("Same group", similarity.sameGroup, spread?.sameGroup),
            ("Different groups", similarity.differentGroup, spread?.differentGroup),
            ("Same label", similarity.sameLabel, spread?.sameLabel),
            ("Different labels", similarity.differentLabel, spread?.differentLabel),
            ("Baseline", similarity.baseline, nil),
        ]
        let given = columns.compactMap { name, values, spread in values.map { (name, $0, spread) } }
        func cell(_ value: Float, _ spread: Float?) -> String {
            Format.cell(Double(value)) + (spread.map { " ± \(Format.cell(Double($0)))" } ?? "")
        }
        return AnalysisTable(
            numbers: "means",
            caption:
                "Mean cosine of pairs of sentences, by layer; ± is its 95% confidence interval",
            corner: "Layer", columns: given.map(\.0),
            rows: analysis.layers.enumerated().map { index, name in
                (name, given.map { cell($0.1[index], $0.2?[index]) }, name == layer)
            })
    }

    private var labelCounts: AnalysisTable {
        var names: [String] = []
        for case let label? in analysis.sentences.map(\.label) where !names.contains(label) {
            names.append(label)
        }
        // Many labels are hardly senses; the table would be wider than any page.
        let shown = names.prefix(20)
        return AnalysisTable(
            numbers: "counts",
            caption: "Sentences by group and label"
                + (shown.count < names.count
                    ? ", the first \(shown.count) of \(names.count) labels" : ""),
            corner: "Group", columns: Array(shown), columnsAreData: true,
            rows: analysis.groups.map { group in
                let members = analysis.sentences.filter { $0.group == group.number }
                return (
                    "\(group.number)",
                    shown.map { name in "\(members.count { $0.label == name })" }, false
                )
            })
    }
}
