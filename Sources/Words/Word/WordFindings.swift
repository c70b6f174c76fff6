import Analyses
import Files

extension AnalyzedWord {
    /// The main results in sentences, computed from the numbers.
    var findings: [String] {
        let count = Format.grouped(sentences.count)
        let layer = options.layer
        guard groups.count > 1 else {
            // Of few sentences, or where one group was asked for, no division was tried.
            let reason =
                options.clusters == nil && sentences.count > 2
                ? ": no division sets sentences apart." : "."
            return ["The \(count) sentences are one group at \(layer)\(reason)", averageFinding]
        }
        var findings = [
            "At \(layer) the \(count) sentences were divided into \(groups.count) groups, which are "
                + "\(strength) separated (mean silhouette "
                + "\(Format.fixed(Double(silhouette), decimals: 2)); 0: not separated, 1: fully)."
        ]
        findings += [evidence?.finding(of: sentences.count)].compactMap { $0 }
        let index = layers.firstIndex(of: layer) ?? 0
        if let same = similarity.sameGroup, let different = similarity.differentGroup {
            let baseline = similarity.baseline[index]
            findings.append(
                "After subtracting that of unrelated words, the mean similarity of the word’s vectors is "
                    + "\(Format.cosine(same[index] - baseline)) within groups and "
                    + "\(Format.cosine(different[index] - baseline)) between them (raw cosines: "
                    + "\(Format.cosine(same[index])) and \(Format.cosine(different[index]))).")
        }
        if let same = similarity.sameLabel, let different = similarity.differentLabel {
            let gaps = zip(same, different).map { $0 - $1 }
            if let widest = gaps.indices.max(by: { (gaps[$0], $1) < (gaps[$1], $0) }) {
                findings.append(
                    "Sentences with the same label differ most from those with different labels at "
                        + "\(layers[widest]): by \(Format.cosine(gaps[widest])) on average.")
            }
        }
        if let agreement {
            findings.append(
                "The groups agree with the list’s labels with an adjusted Rand index of "
                    + "\(Format.fixed(agreement.adjustedRand, decimals: 2)) (1: the same, 0: chance); "
                    + "\(Format.percent(Float(agreement.purity))) of the labelled sentences have "
                    + "the most frequent label of their group, "
                    + "\(Format.percent(Float(agreement.majority))) the most frequent label of all."
            )
        }
        return findings
    }

    /// What Kaufman and Rousseeuw (1990, *Finding Groups in Data*) call no substantial structure, a weak,
    /// a reasonable and a strong one.
    private var strength: String {
        switch silhouette {
        case ..<0.25: "hardly"
        case ..<0.5: "weakly"
        case ..<0.7: "fairly clearly"
        default: "clearly"
        }
    }

    private var averageFinding: String {
        let index = layers.firstIndex(of: options.layer) ?? 0
        let (mean, baseline) = (similarity.all[index], similarity.baseline[index])
        return
            "After subtracting that of unrelated words, the mean similarity of the word’s vectors in two of "
            + "the sentences is \(Format.cosine(mean - baseline)) (raw cosine: \(Format.cosine(mean)))."
    }

    /// The table that `report word` prints, without a final line break.
    package var table: String {
        var lines = findings + [""]
        for group in groups {
            let sentence = sentences[group.representative]
            lines.append(
                "group \(group.number)  \(group.size == 1 ? "1 sentence" : "\(group.size) sentences"), "
                    + "such as \(sentence.id): \(sentence.text)")
        }
        let columns: [(String, [Float]?)] = [
            ("all", similarity.all), ("same group", similarity.sameGroup),
            ("different", similarity.differentGroup), ("baseline", similarity.baseline),
        ]
        let given = columns.compactMap { name, values in values.map { (name, $0) } }
        let width = max(5, layers.map(\.count).max() ?? 0)
        lines.append("")
        lines.append("layer".padded(to: width) + given.map { "  " + $0.0 }.joined())
        for (index, name) in layers.enumerated() {
            lines.append(
                name.padded(to: width)
                    + given.map {
                        "  " + Format.cell(Double($0.1[index])).padded(to: $0.0.count)
                    }.joined())
        }
        return lines.map { $0.printable.trimmingEndSpace() }.joined(separator: "\n")
    }
}

extension GroupEvidence {
    /// What it says of the groups.
    /// - Parameter count: how many sentences there are.
    func finding(of count: Int) -> String {
        let share = "\(Int((lowerShare * 100).rounded()))"
        let needed = "\(Int((Self.trustedShare * 100).rounded()))"
        let sample = sentences < count ? ", of \(sentences) sentences each," : ""
        return isTrusted
            ? "There is evidence for these groups: of 100 random samples with the same spread\(sample) "
                + "and no groups, \(share) are divided less clearly."
            : "Do not trust these groups: of 100 random samples with the same spread\(sample) and no "
                + "groups, \(share) are divided less clearly; \(needed) would be evidence."
    }
}

extension String {
    fileprivate func trimmingEndSpace() -> String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
